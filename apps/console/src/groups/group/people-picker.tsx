import { useState } from 'react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { type MembersListQuery, api } from '../../api-client/index.js';
import { useMyStanding, useWorkspaceId } from '../../server/use-workspace.js';
import { ComboBox } from '../../ui/combo-box.js';
import { IconButton } from '../../ui/icon-button.js';
import { type Member } from '../../workspaces/members/roles.js';
import { fullName } from '../../words/people.js';
import { grants as s } from './strings/grants.js';

const MOST_OFFERED = 20;

/** Of however many members those who match what is typed. */
function useFound(text: string, only: MembersListQuery = {}): readonly Member[] {
  const workspace = useWorkspaceId();
  const search = text.trim();
  const query = { ...only, accepted: 'true', limit: MOST_OFFERED, ...(search && { search }) } as const;
  const { data, isPlaceholderData } = useQuery({
    queryKey: ['workspace', workspace, 'members', 'for-group', query],
    queryFn: ({ signal }) => api.members.list({ workspace, query, signal }),
    placeholderData: keepPreviousData,
  });
  const items = data?.items ?? [];
  // Until the answer is there, of the last one what fits: a quick Enter shall not choose somebody else.
  return isPlaceholderData ? items.filter((one) => mentions(one, search)) : items;
}

const mentions = (one: Member, search: string): boolean =>
  `${fullName(one)} ${one.user_email ?? one.email}`.toLowerCase().includes(search.toLowerCase());

const asOption = (one: Member) => ({
  id: one.id,
  name: fullName(one),
  description: one.user_email ?? one.email,
});

/** One person, to look at what they hold. */
export function PersonChoice({ onChoose }: { onChoose: (memberId: string) => void }) {
  const [text, setText] = useState('');
  return (
    <ComboBox
      label={s.filterPerson}
      isLabelHidden
      placeholder={s.anyPerson}
      none={s.noPerson}
      options={useFound(text).map(asOption)}
      value={null}
      text={text}
      onText={setText}
      onChoose={onChoose}
      className="w-full sm:w-56"
    />
  );
}

interface PeoplePickerProps {
  readonly people: readonly Member[];
  readonly onChange: (people: readonly Member[]) => void;
}

/** As many people as one likes, but not oneself. */
export function PeoplePicker({ people, onChange }: PeoplePickerProps) {
  const { memberId } = useMyStanding();
  const [text, setText] = useState('');
  const found = useFound(text, { status: 'active' }).filter(
    ({ id }) => id !== memberId && !people.some((one) => one.id === id),
  );
  return (
    <div className="flex flex-col gap-2">
      <ComboBox
        label={s.whom}
        description={s.whomHint}
        none={s.whomNone}
        options={found.map(asOption)}
        value={null}
        text={text}
        onText={setText}
        onChoose={(id) => {
          const chosen = found.find((one) => one.id === id);
          if (chosen) onChange([...people, chosen]);
          setText('');
        }}
      />
      {people.length > 0 && (
        <ul aria-label={s.chosenPeople} className="flex flex-wrap gap-2">
          {people.map((one) => (
            <li
              key={one.id}
              className="flex max-w-full items-center gap-0.5 rounded-md border border-line ps-2.5 text-sm"
            >
              <span className="min-w-0 break-words">{fullName(one)}</span>
              <IconButton
                icon={X}
                label={s.dropPerson(fullName(one))}
                onPress={() => onChange(people.filter(({ id }) => id !== one.id))}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
