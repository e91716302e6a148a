import { useState } from 'react';
import { RadioButton, RadioField, RadioGroup } from 'react-aria-components/RadioGroup';
import { systemRoles } from '@bailiwick/rbac';
import { type GroupGrantsGiveBody, api } from '../../api-client/index.js';
import { common } from '../../words/common.js';
import { nameOfRole } from '../../words/roles.js';
import { useMyStanding } from '../../server/use-workspace.js';
import { Button } from '../../ui/button.js';
import { Checkbox } from '../../ui/checkbox.js';
import { Dialog, DialogActions, DialogBody } from '../../ui/dialog.js';
import { FieldLabel } from '../../ui/field.js';
import { Form } from '../../ui/form.js';
import { SearchBox } from '../../ui/search-box.js';
import { Select } from '../../ui/select.js';
import { toast } from '../../ui/toast.js';
import { GrantFields, givenBy } from '../../workspaces/members/grant-fields.js';
import type { Member } from '../../workspaces/members/roles.js';
import { givable } from '../../access/roles/rights.js';
import { useActor, useAllRoles } from '../../access/roles/use-roles.js';
import { PeoplePicker } from './people-picker.js';
import { grants as s } from './strings.js';
import { useGroupDeed, useSubs } from './use-group.js';

interface GiveDialogProps {
  /** Workspaces that are chosen from the start. */
  readonly links?: readonly string[];
  readonly onClose: () => void;
}

type Place = keyof typeof s.places;
type Audience = keyof typeof s.audiences;
const audiences = Object.keys(s.audiences) as readonly Audience[];

/** One role, to as many people in as many workspaces as one likes, in one act. */
export default function GiveDialog({ links, onClose }: GiveDialogProps) {
  const isOwner = useMyStanding().may('workspace_ownership:update');
  const [audience, setAudience] = useState<Audience>('people');
  const [people, setPeople] = useState<readonly Member[]>([]);
  const [place, setPlace] = useState<Place>(links ? 'chosen' : 'all');
  const [subs, setSubs] = useState<ReadonlySet<string>>(new Set(links));
  const [isTried, setTried] = useState(false);
  const roles = useGivable();
  const [chosenRole, setRole] = useState<string>();
  const role_id = chosenRole ?? usualOf(roles);
  const give = useGroupDeed({
    run: (workspace, body: GroupGrantsGiveBody) => api.groupGrants.give({ workspace, body }),
    onDone: ({ created, existing }) => {
      onClose();
      toast.done(s.given(created, existing));
    },
    isForm: true,
  });
  const isPeople = audience === 'people';
  const lacksPeople = isPeople && people.length === 0;
  const lacksSubs = isPeople && place === 'chosen' && subs.size === 0;
  return (
    <Dialog title={s.giveTitle} isOpen onClose={onClose}>
      <Form
        className="flex min-h-0 flex-col"
        error={give.error}
        isPending={give.isPending}
        onSubmit={(values) => {
          setTried(true);
          if (lacksPeople || lacksSubs || !role_id) return;
          const { expires_at, reason } = givenBy(values);
          const given = { role_id, expires_at, reason };
          const member_ids = people.map(({ id }) => id);
          give.mutate(
            audience === 'people'
              ? { ...given, member_ids, subs: place === 'all' ? 'all' : [...subs] }
              : { ...given, holders_of: audience, subs: 'all' },
          );
        }}
      >
        <DialogBody>
          <p className="text-muted">{s.giveText}</p>
          {isOwner && !links && (
            <Select
              label={s.audience}
              value={audience}
              onChange={(id) => setAudience(id as Audience)}
              options={audiences.map((id) => ({ id, name: s.audiences[id] }))}
            />
          )}
          {isPeople && <PeoplePicker people={people} onChange={setPeople} />}
          {isTried && lacksPeople && <Missing text={s.needPeople} />}
          <Select
            label={s.role}
            value={role_id ?? ''}
            onChange={setRole}
            options={roles.map(({ id, name, description }) => ({ id, name: nameOfRole(name), description }))}
          />
          {isPeople && <Places place={place} onChange={setPlace} />}
          {isPeople && place === 'chosen' && <SubPicker chosen={subs} onChange={setSubs} />}
          {isTried && lacksSubs && <Missing text={s.needSubs} />}
          <GrantFields />
        </DialogBody>
        <DialogActions>
          <Button onPress={onClose}>{common.cancel}</Button>
          <Button type="submit" variant="primary" isPending={give.isPending}>
            {s.action}
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}

const Missing = ({ text }: { text: string }) => (
  <p role="alert" className="-mt-3 text-xs text-danger">
    {text}
  </p>
);

/** Those one may give at home, so that nobody hands out elsewhere what they do not hold. */
function useGivable() {
  const actor = useActor();
  const { data = [] } = useAllRoles();
  return givable(actor, data).filter(({ id }) => id !== systemRoles.client.id);
}

const usualOf = (roles: ReturnType<typeof useGivable>): string | undefined =>
  (roles.find(({ id }) => id === systemRoles.editor.id) ?? roles[0])?.id;

const Places = ({ place, onChange }: { place: Place; onChange: (place: Place) => void }) => (
  <RadioGroup value={place} onChange={(value) => onChange(value as Place)} className="flex flex-col gap-1">
    <FieldLabel>{s.where}</FieldLabel>
    {(Object.keys(s.places) as Place[]).map((id) => (
      <RadioField key={id} value={id}>
        <RadioButton className="group flex min-h-7 cursor-default items-center gap-2 rounded-sm focus-ring:outline-2 focus-ring:outline-offset-2 focus-ring:outline-focus pointer-coarse:min-h-10">
          <span
            aria-hidden
            className="grid size-4 shrink-0 place-items-center rounded-full border border-line-strong bg-surface group-hovered:border-muted group-selected:border-accent"
          >
            <span className="size-2 rounded-full group-selected:bg-accent" />
          </span>
          {s.places[id]}
        </RadioButton>
      </RadioField>
    ))}
  </RadioGroup>
);

interface SubPickerProps {
  readonly chosen: ReadonlySet<string>;
  readonly onChange: (chosen: ReadonlySet<string>) => void;
}

/** Found by a part of the name: of thousands one ticks the thirty that are meant. */
function SubPicker({ chosen, onChange }: SubPickerProps) {
  const [search, setSearch] = useState('');
  const pages = useSubs({ sort: 'name', direction: 'asc', ...(search && { search }) }, 50);
  const shown = pages.rows.map(({ workspace_group_member_id: id }) => id);
  return (
    <div className="flex flex-col gap-2">
      <div onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}>
        <SearchBox label={s.searchSubs} value={search} onSearch={setSearch} />
      </div>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p role="status" className="text-sm text-muted">
          {s.chosenSubs(chosen.size)}
        </p>
        {shown.some((id) => !chosen.has(id)) && (
          <Button size="sm" variant="quiet" onPress={() => onChange(new Set([...chosen, ...shown]))}>
            {s.chooseFound}
          </Button>
        )}
      </div>
      <ul
        aria-label={s.subs}
        className="max-h-56 shrink-0 overflow-y-auto rounded-md border border-line px-3 py-1"
      >
        {pages.rows.map(({ workspace_group_member_id: id, name }) => (
          <li key={id}>
            <Checkbox
              isSelected={chosen.has(id)}
              onChange={(is) =>
                onChange(new Set(is ? [...chosen, id] : [...chosen].filter((one) => one !== id)))
              }
            >
              <span className="min-w-0 break-words">{name}</span>
            </Checkbox>
          </li>
        ))}
        {!pages.isLoading && pages.rows.length === 0 && (
          <li className="py-2 text-center text-muted">{s.noSubs}</li>
        )}
        {pages.hasMore && (
          <li className="text-center">
            <Button size="sm" variant="quiet" isPending={pages.isLoadingMore} onPress={pages.loadMore}>
              {common.showMore}
            </Button>
          </li>
        )}
      </ul>
    </div>
  );
}
