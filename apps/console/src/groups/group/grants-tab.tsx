import { Suspense, lazy, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { ShieldCheck } from 'lucide-react';
import { common } from '../../words/common.js';
import { nameOfRole } from '../../words/roles.js';
import { useMyStanding, useWorkspaceId } from '../../server/use-workspace.js';
import { Button } from '../../ui/button.js';
import { Checkbox } from '../../ui/checkbox.js';
import { DataTable } from '../../ui/data-table.js';
import { FilterChip } from '../../ui/filter-chip.js';
import { Select } from '../../ui/select.js';
import { EmptyState } from '../../ui/states.js';
import { withToggled } from '../../ui/use-toggled.js';
import { Card } from '../../ui/card.js';
import { fullName } from '../../words/people.js';
import { useAllRoles } from '../../access/roles/use-roles.js';
import { choiceColumn, grantColumns } from './grant-columns.js';
import { PersonChoice } from './people-picker.js';
import { grants as s } from './strings/grants.js';
import { TakeAll, TakeChosen } from './take-grants.js';
import { memberQuery } from '../../server/member.js';
import { useGroupGrants } from './use-group.js';
import { useView } from './view.js';
import type { GroupGrant } from './types.js';

const GiveDialog = lazy(() => import('./give-dialog.js'));
const ANY = 'any';

/** Who of us holds which role in which of the workspaces below. */
export default function GrantsTab() {
  const { view } = useView();
  const mayGive = useMyStanding().may('group_grants:create');
  const [gives, setGives] = useState(false);
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-2">
        <Filters />
        {mayGive && <Button onPress={() => setGives(true)}>{s.give}</Button>}
      </div>
      {/* What was chosen among others is not taken away unseen. */}
      <Grants key={`${view.member ?? ''} ${view.role ?? ''}`} />
      <Suspense>{gives && <GiveDialog onClose={() => setGives(false)} />}</Suspense>
    </>
  );
}

function Filters() {
  const { view, show } = useView();
  const standing = useMyStanding();
  const { data: roles = [] } = useAllRoles();
  const [hasChosen, setHasChosen] = useState(false);
  return (
    <search aria-label={s.list} className="flex min-w-0 flex-wrap items-center gap-2 max-sm:w-full">
      {view.member ? (
        <OnlyPerson id={view.member} hasFocus={hasChosen} onAll={() => show({ member: undefined })} />
      ) : (
        standing.may('workspace_members:read') && (
          <PersonChoice
            onChoose={(member) => {
              setHasChosen(true);
              show({ member });
            }}
          />
        )
      )}
      {standing.may('roles:read') && (
        <Select
          label={s.filterRole}
          isLabelHidden
          value={view.role ?? ANY}
          options={[
            { id: ANY, name: s.allRoles },
            ...roles.map(({ id, name }) => ({ id, name: nameOfRole(name) })),
          ]}
          onChange={(role) => show({ role: role === ANY ? undefined : role })}
          className="w-full sm:w-48"
        />
      )}
    </search>
  );
}

interface OnlyPersonProps {
  readonly id: string;
  readonly hasFocus: boolean;
  readonly onAll: () => void;
}

const OnlyPerson = ({ id, hasFocus, onAll }: OnlyPersonProps) => (
  <FilterChip name={useNameOf(id)} autoFocus={hasFocus} onRemove={onAll} />
);

function useNameOf(memberId: string): string {
  const may = useMyStanding().may('workspace_members:read');
  const { data } = useQuery({ ...memberQuery(useWorkspaceId(), memberId), enabled: may });
  return data ? fullName(data) : s.onePerson;
}

function Grants() {
  const { view, show } = useView();
  const standing = useMyStanding();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const none = () => setChosen(new Set());
  const pages = useGroupGrants({
    ...(view.member && { member_id: view.member }),
    ...(view.role && { role_id: view.role }),
  });
  const mayTake = standing.may('group_grants:delete');
  // What all hold who hold a role here is the owner's to change, and one's own nobody's.
  const mayChoose = ({ member }: GroupGrant) =>
    member ? member.id !== standing.memberId : standing.may('workspace_ownership:update');
  const choosable = mayTake ? pages.rows.filter(mayChoose).map(({ id }) => id) : [];
  const choice = choiceColumn({
    isChosen: ({ id }) => chosen.has(id),
    mayChoose,
    onChoose: ({ id }) => setChosen(withToggled(chosen, id)),
  });
  const isFiltered = Boolean(view.member ?? view.role);
  return (
    <>
      {chosen.size > 0 ? (
        <TakeChosen chosen={chosen} onNone={none} />
      ) : (
        view.member && <AllOfOne memberId={view.member} roleId={view.role} onTaken={none} />
      )}
      <Card>
        {choosable.length > 1 && (
          <ChooseAll shown={choosable} chosen={chosen} onChange={(ids) => setChosen(new Set(ids))} />
        )}
        <DataTable
          label={s.list}
          pages={pages}
          columns={[...(mayTake ? [choice] : []), ...grantColumns]}
          layout={
            mayTake
              ? 'grid-cols-[1.5rem_minmax(0,1fr)] md:grid-cols-[1.5rem_minmax(0,1fr)_9rem_minmax(0,1fr)_8rem_9rem]'
              : 'grid-cols-[minmax(0,1fr)] md:grid-cols-[minmax(0,1fr)_9rem_minmax(0,1fr)_8rem_9rem]'
          }
          keyOf={({ id }) => id}
          empty={
            <EmptyState icon={ShieldCheck} {...(isFiltered ? s.noneFiltered : s.none)}>
              {isFiltered && (
                <Button onPress={() => show({ member: undefined, role: undefined })}>
                  {common.clearFilters}
                </Button>
              )}
            </EmptyState>
          }
        />
      </Card>
    </>
  );
}

interface AllOfOneProps {
  readonly memberId: string;
  readonly roleId: string | undefined;
  readonly onTaken: () => void;
}

function AllOfOne({ memberId, roleId, onTaken }: AllOfOneProps) {
  const { data: roles = [] } = useAllRoles();
  const role = roles.find(({ id }) => id === roleId);
  const name = useNameOf(memberId);
  return (
    <TakeAll
      member={{ id: memberId, name }}
      role={roleId ? { id: roleId, name: nameOfRole(role?.name ?? s.thisRole) } : undefined}
      onTaken={onTaken}
    />
  );
}

interface ChooseAllProps {
  readonly shown: readonly string[];
  readonly chosen: ReadonlySet<string>;
  readonly onChange: (ids: readonly string[]) => void;
}

/** Those that were loaded: nobody takes away what they have not had before their eyes. */
const ChooseAll = ({ shown, chosen, onChange }: ChooseAllProps) => {
  const isAll = shown.every((id) => chosen.has(id));
  return (
    <div className="border-b border-line px-4 py-1">
      <Checkbox
        isSelected={isAll}
        isMixed={!isAll && chosen.size > 0}
        onChange={() => onChange(isAll ? [] : shown)}
      >
        <span className="text-sm text-muted">{s.chooseShown(shown.length)}</span>
      </Checkbox>
    </div>
  );
};
