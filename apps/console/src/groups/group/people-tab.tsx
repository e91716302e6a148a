import { Suspense, lazy, useState } from 'react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { ChevronDown, UserMinus, UserX } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { common } from '../../words/common.js';
import { roleText } from '../../words/roles.js';
import { meQuery } from '../../server/session.js';
import { useMyStanding, useWorkspaceId } from '../../server/use-workspace.js';
import { Avatar } from '../../ui/avatar.js';
import { classes } from '../../ui/classes.js';
import { type Column, DataTable } from '../../ui/data-table.js';
import { IconButton } from '../../ui/icon-button.js';
import { LinkButton } from '../../ui/link-button.js';
import { SearchBox } from '../../ui/search-box.js';
import { EmptyState } from '../../ui/states.js';
import { useToggled } from '../../ui/use-toggled.js';
import { Card } from '../../ui/card.js';
import { peopleTab as s } from './strings/people.js';
import { subsList } from './strings/subs.js';
import { usePeople } from './use-group.js';
import { useView } from './view.js';
import type { GroupPerson } from './types.js';

const LeaverDialog = lazy(() => import('./leaver-dialog.js'));

/** Everybody in the workspaces below, each once; where they are, on request. */
export default function PeopleTab() {
  const workspaceId = useWorkspaceId();
  const { view, show } = useView();
  const { hidden, ...pages } = usePeople(view.search);
  const [open, toggle] = useToggled();
  // Kept here: the receipt stays when the row from which they were removed is gone.
  const [leaver, setLeaver] = useState<GroupPerson>();
  return (
    <>
      <search aria-label={s.list} className="flex flex-wrap items-center gap-3">
        <SearchBox
          key={workspaceId}
          label={s.search}
          value={view.search ?? ''}
          onSearch={(search) => show({ search })}
          className="w-full sm:w-80"
        />
        {hidden > 0 && <p className="text-sm text-muted">{s.hidden(hidden)}</p>}
      </search>
      <Card>
        <DataTable
          label={s.list}
          pages={pages}
          columns={columnsFor(open, toggle, setLeaver)}
          layout="grid-cols-[minmax(0,1fr)_2rem] md:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_2rem]"
          keyOf={({ user_id }) => user_id}
          empty={<EmptyState icon={UserX} {...(view.search ? s.none : s.empty)} />}
          detail={(person) => open.has(person.user_id) && <Where person={person} />}
        />
      </Card>
      <Suspense>{leaver && <LeaverDialog person={leaver} onClose={() => setLeaver(undefined)} />}</Suspense>
    </>
  );
}

const columnsFor = (
  open: ReadonlySet<string>,
  toggle: (id: string) => void,
  remove: (person: GroupPerson) => void,
): readonly Column<GroupPerson>[] => [
  {
    name: s.columns.person,
    cell: (person) => <Person person={person} />,
  },
  {
    name: s.columns.where,
    className: 'max-md:col-start-1 max-md:row-start-2 max-md:ps-10',
    cell: (person) => (
      <WhereInShort
        person={person}
        isOpen={open.has(person.user_id)}
        onPress={() => toggle(person.user_id)}
      />
    ),
  },
  {
    name: common.actions,
    isNameHidden: true,
    className: 'max-md:col-start-2 max-md:row-start-1',
    cell: (person) => <Remove person={person} onRemove={() => remove(person)} />,
  },
];

const Person = ({ person: { name, email } }: { person: GroupPerson }) => (
  <div className="flex min-w-0 items-center gap-3">
    <Avatar name={name || email} />
    <div className="min-w-0">
      <p className="truncate font-medium">{name || email}</p>
      <p className="truncate text-sm text-muted">{email}</p>
    </div>
  </div>
);

interface WhereInShortProps {
  readonly person: GroupPerson;
  readonly isOpen: boolean;
  readonly onPress: () => void;
}

const WhereInShort = ({ person: { name, email, subs, subs_total }, isOpen, onPress }: WhereInShortProps) => (
  <AriaButton
    aria-label={s.showAll(name || email, inShort(subs, subs_total))}
    aria-expanded={isOpen}
    onPress={onPress}
    className="-ms-2 flex min-h-8 max-w-full items-center gap-1 rounded-md px-2 text-start hovered:bg-hover pointer-coarse:min-h-10"
  >
    <span className="truncate">{namesOf(subs)}</span>{' '}
    {/* How many there are besides is not to be cut off with the names. */}
    <span className="shrink-0 empty:hidden">{restOf(subs, subs_total)}</span>
    <ChevronDown
      aria-hidden
      className={classes('size-3.5 shrink-0 text-muted transition-transform', isOpen && 'rotate-180')}
    />
  </AriaButton>
);

const FEW = 2;

const namesOf = (subs: GroupPerson['subs']): string =>
  subs
    .slice(0, FEW)
    .map(({ name }) => name)
    .join(', ');

const restOf = (subs: GroupPerson['subs'], total: number): string => {
  const rest = total - Math.min(subs.length, FEW);
  return rest > 0 ? s.rest(rest) : '';
};

const inShort = (subs: GroupPerson['subs'], total: number): string =>
  `${namesOf(subs)} ${restOf(subs, total)}`.trim();

const Where = ({ person: { name, subs, subs_total } }: { person: GroupPerson }) => (
  <div role="cell" className="border-t border-line bg-sunken px-4 py-2 md:ps-13">
    <ul aria-label={s.places(name)} className="flex flex-col">
      {subs.map(({ workspace_id: workspaceId, name: sub, through, roles, status }) => (
        <li key={workspaceId} className="flex min-h-8 flex-wrap items-center gap-x-3 py-1">
          <span className="min-w-0 flex-1 basis-48 break-words">
            <span className="font-medium">{sub}</span>
            <span className="block text-sm text-muted">
              {[roleText(roles), s.through[through], s.statuses[status]].filter(Boolean).join(' · ')}
            </span>
          </span>
          <LinkButton
            size="sm"
            variant="quiet"
            to="/w/$workspaceId"
            params={{ workspaceId }}
            aria-label={subsList.openOne(sub)}
          >
            {common.open}
          </LinkButton>
        </li>
      ))}
    </ul>
    {subs_total > subs.length && <p className="py-1 text-muted">{s.more(subs_total - subs.length)}</p>}
  </div>
);

function Remove({ person, onRemove }: { person: GroupPerson; onRemove: () => void }) {
  const may = useMyStanding().may('workspace_members:delete');
  const { data: me } = useSuspenseQuery(meQuery);
  if (!may || person.user_id === me.id) return null;
  return <IconButton icon={UserMinus} label={s.removeOf(person.name || person.email)} onPress={onRemove} />;
}
