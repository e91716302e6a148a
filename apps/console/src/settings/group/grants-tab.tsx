import { Suspense, lazy, useState } from 'react';
import { ShieldCheck } from 'lucide-react';
import { api } from '../../api-client/index.js';
import { nameOfRole } from '../../roles.js';
import { useMyStanding } from '../../shell/use-workspace.js';
import { Button } from '../../ui/button.js';
import { Checkbox } from '../../ui/checkbox.js';
import { Confirm } from '../../ui/confirm.js';
import { type Column, DataTable } from '../../ui/data-table.js';
import { Select } from '../../ui/select.js';
import { EmptyState } from '../../ui/states.js';
import { Time } from '../../ui/time.js';
import { toast } from '../../ui/toast.js';
import { Card } from '../page-layout.js';
import { useAllRoles } from '../roles/use-roles.js';
import { grants as s } from './strings.js';
import { useGroupDeed, useGroupGrants } from './use-group.js';
import { useView } from './view.js';
import type { GroupGrant } from './types.js';

const GiveDialog = lazy(() => import('./give-dialog.js'));
const ANY = 'any';

/** Who of us holds which role in which of the workspaces below. */
export default function GrantsTab() {
  const { view, show } = useView();
  const standing = useMyStanding();
  const { data: roles = [] } = useAllRoles();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [gives, setGives] = useState(false);
  const pages = useGroupGrants(view.role ? { role_id: view.role } : {});
  const mayTake = standing.may('group_grants:delete');
  const choose = (id: string, is: boolean) =>
    setChosen(new Set(is ? [...chosen, id] : [...chosen].filter((one) => one !== id)));
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Select
          label={s.filterRole}
          isLabelHidden
          value={view.role ?? ANY}
          options={[
            { id: ANY, name: s.allRoles },
            ...roles.map(({ id, name }) => ({ id, name: nameOfRole(name) })),
          ]}
          onChange={(role) => show({ role: role === ANY ? undefined : role })}
          className="w-48"
        />
        {standing.may('group_grants:create') && <Button onPress={() => setGives(true)}>{s.give}</Button>}
      </div>
      {chosen.size > 0 && <Taking chosen={chosen} onNone={() => setChosen(new Set())} />}
      <Card>
        <DataTable
          label={s.list}
          pages={pages}
          columns={[...(mayTake ? [box(chosen, choose)] : []), ...columns]}
          layout={
            mayTake
              ? 'grid-cols-[1.5rem_minmax(0,1fr)] md:grid-cols-[1.5rem_minmax(0,1fr)_9rem_minmax(0,1fr)_8rem_9rem]'
              : 'grid-cols-[minmax(0,1fr)] md:grid-cols-[minmax(0,1fr)_9rem_minmax(0,1fr)_8rem_9rem]'
          }
          keyOf={({ id }) => id}
          empty={<EmptyState icon={ShieldCheck} {...(view.role ? s.noneFiltered : s.none)} />}
        />
      </Card>
      <Suspense>{gives && <GiveDialog onClose={() => setGives(false)} />}</Suspense>
    </>
  );
}

const whoOf = ({ member, holders_of }: GroupGrant): string =>
  member?.name ?? s.holders[holders_of?.name ?? ''] ?? '';
const whereOf = ({ sub }: GroupGrant): string => sub?.name ?? s.all;

const box = (chosen: ReadonlySet<string>, choose: (id: string, is: boolean) => void): Column<GroupGrant> => ({
  name: s.columns.choose,
  isNameHidden: true,
  className: 'self-start max-md:row-span-2',
  cell: (grant) => (
    <Checkbox
      label={s.choose(whoOf(grant), nameOfRole(grant.role.name), whereOf(grant))}
      isSelected={chosen.has(grant.id)}
      onChange={(is) => choose(grant.id, is)}
    />
  ),
});

const secondary = 'max-md:hidden text-muted';

const columns: readonly Column<GroupGrant>[] = [
  {
    name: s.columns.who,
    cell: (grant) => (
      <>
        <p className="font-medium break-words">{whoOf(grant)}</p>
        {grant.member && <p className="truncate text-sm text-muted">{grant.member.email}</p>}
        <p className="text-sm text-muted md:hidden">
          {nameOfRole(grant.role.name)} · {whereOf(grant)}
          {grant.expires_at && (
            <>
              {' '}
              · {s.columns.until.toLocaleLowerCase()} <Time at={grant.expires_at} as="day" />
            </>
          )}
        </p>
      </>
    ),
  },
  { name: s.columns.role, className: 'max-md:hidden break-words', cell: ({ role }) => nameOfRole(role.name) },
  {
    name: s.columns.where,
    className: 'max-md:hidden break-words',
    cell: (grant) => (
      <>
        {whereOf(grant)}
        {!grant.sub && <span className="block text-sm text-muted">{s.allHint}</span>}
      </>
    ),
  },
  {
    name: s.columns.until,
    className: secondary,
    cell: ({ expires_at: at }) => (at ? <Time at={at} as="day" /> : s.forGood),
  },
  {
    name: s.columns.by,
    className: `${secondary} break-words`,
    cell: ({ granted_by_name: by, reason }) => (
      <>
        {by ?? s.system}
        {reason && <span className="block text-sm">{reason}</span>}
      </>
    ),
  },
];

/** What is done with those that were chosen. */
function Taking({ chosen, onNone }: { chosen: ReadonlySet<string>; onNone: () => void }) {
  const [asks, setAsks] = useState(false);
  const take = useGroupDeed({
    run: (workspace, ids: string[]) => api.groupGrants.take({ workspace, body: { ids } }),
    onDone: ({ deleted }) => {
      setAsks(false);
      onNone();
      toast.done(s.taken(deleted));
    },
  });
  return (
    <section
      aria-label={s.chosen(chosen.size)}
      className="flex flex-wrap items-center gap-2 rounded-md bg-accent-quiet px-3 py-2"
    >
      <p role="status" className="min-w-0 flex-1 text-accent-text">
        {s.chosen(chosen.size)}
      </p>
      <Button size="sm" variant="quiet" onPress={onNone}>
        {s.clear}
      </Button>
      <Button size="sm" onPress={() => setAsks(true)}>
        {s.take(chosen.size)}
      </Button>
      {asks && (
        <Confirm
          title={s.takeTitle(chosen.size)}
          text={s.takeText}
          action={s.takeAction}
          isPending={take.isPending}
          onConfirm={() => take.mutate([...chosen])}
          onClose={() => setAsks(false)}
        />
      )}
    </section>
  );
}
