import { useMyStanding } from '../../server/use-workspace.js';
import { Card } from '../../ui/card.js';
import { mayBeAssignable, type FullRole } from './rights.js';
import { RoleChoices } from './role-choices.js';
import { assignable as s } from './strings.js';
import { systemRoles } from '@bailiwick/rbac';

interface AssignableRolesProps {
  readonly roles: readonly FullRole[];
  readonly chosen: ReadonlySet<string>;
  readonly isReadOnly: boolean;
  readonly onChange: (chosen: ReadonlySet<string>) => void;
}

/** What whoever holds the role may give without holding it: so can hire who may not do the work themselves. */
export function AssignableRoles({ roles, chosen, isReadOnly, onChange }: AssignableRolesProps) {
  const standing = useMyStanding();
  const shown = roles.filter(({ id }) => (isReadOnly ? chosen.has(id) : id !== systemRoles.owner.id));
  if (isReadOnly && shown.length === 0) return null;
  return (
    <Card>
      <div className="flex flex-col gap-2 p-5">
        <h2 className="text-lg font-semibold">{s.title}</h2>
        <p className="text-muted text-pretty">{s.text}</p>
        <RoleChoices
          label={s.title}
          roles={shown}
          chosen={chosen}
          isReadOnly={isReadOnly}
          lockOf={(role) => (isReadOnly || mayBeAssignable(standing, role) ? undefined : s.locked)}
          onChange={onChange}
        />
      </div>
    </Card>
  );
}
