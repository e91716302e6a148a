import { useId } from 'react';
import { nameOfRole } from '../../words/roles.js';
import { Checkbox } from '../../ui/checkbox.js';
import type { FullRole } from './rights.js';

interface RoleChoicesProps {
  readonly label: string;
  readonly roles: readonly FullRole[];
  readonly chosen: ReadonlySet<string>;
  readonly isReadOnly?: boolean;
  /** Why a role cannot be chosen. */
  readonly lockOf?: (role: FullRole) => string | undefined;
  readonly onChange: (chosen: ReadonlySet<string>) => void;
}

/** Some of the roles there are, each with what it is for. */
export function RoleChoices({ label, roles, chosen, isReadOnly, lockOf, onChange }: RoleChoicesProps) {
  const choose = (id: string, isChosen: boolean) =>
    onChange(new Set(isChosen ? [...chosen, id] : [...chosen].filter((one) => one !== id)));
  return (
    <ul aria-label={label} className="flex flex-col">
      {roles.map((role) => (
        <RoleChoice
          key={role.id}
          role={role}
          isChosen={chosen.has(role.id)}
          isReadOnly={isReadOnly ?? false}
          lock={lockOf?.(role)}
          onChange={(isChosen) => choose(role.id, isChosen)}
        />
      ))}
    </ul>
  );
}

interface RoleChoiceProps {
  readonly role: FullRole;
  readonly isChosen: boolean;
  readonly isReadOnly: boolean;
  readonly lock: string | undefined;
  readonly onChange: (isChosen: boolean) => void;
}

function RoleChoice({ role: { name, description }, isChosen, isReadOnly, lock, onChange }: RoleChoiceProps) {
  const text = useId();
  const about = [description, lock].filter(Boolean).join(' ');
  return (
    <li className="py-1">
      <Checkbox
        label={nameOfRole(name)}
        describedBy={text}
        isSelected={isChosen}
        isReadOnly={isReadOnly}
        // What was chosen can be let go of, whoever chose it.
        isDisabled={lock !== undefined && !isChosen}
        onChange={onChange}
      >
        <span className="min-w-0 truncate font-medium">{nameOfRole(name)}</span>
      </Checkbox>
      <p id={text} className="ps-6 text-sm text-muted">
        {about}
      </p>
    </li>
  );
}
