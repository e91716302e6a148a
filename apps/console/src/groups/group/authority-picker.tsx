import { type Permission, askedByDefault, delegable, systemRoles } from '@bailiwick/rbac';
import { nameOfRole } from '../../words/roles.js';
import { Select } from '../../ui/select.js';
import { useAllRoles } from '../../access/roles/use-roles.js';
import { asPolicy } from '../../access/roles/rights.js';
import { CeilingList } from '../../access/roles/ceiling-list.js';
import { PermissionChoice } from './permission-choice.js';
import { authority as s } from './strings/group.js';
import type { Authority } from './types.js';

/** What is asked for: in a word, or box by box. */
interface Asked {
  readonly preset: string;
  readonly own: ReadonlySet<Permission>;
}

export const usualAuthority: Asked = { preset: 'usual', own: new Set() };

/** As the API wants it; nothing, as long as nothing is chosen. */
export function authorityOf({ preset, own }: Asked): Authority | undefined {
  if (preset === 'usual') return {};
  if (preset === 'full') return { permissions: [...delegable] };
  if (preset === 'own') return own.size > 0 ? { permissions: [...own] } : undefined;
  return { role_id: preset };
}

interface AuthorityPickerProps {
  readonly asked: Asked;
  readonly onChange: (asked: Asked) => void;
}

/** A role as it permits now, what an admin may, or one's own choice; and what that is. */
export function AuthorityPicker({ asked, onChange }: AuthorityPickerProps) {
  const { data: all = [] } = useAllRoles();
  const roles = all.filter(({ id }) => !without.includes(id));
  const role = roles.find(({ id }) => id === asked.preset);
  const held = role
    ? delegable.filter((one) => asPolicy(role).permissions.includes(one))
    : presets[asked.preset];
  return (
    <>
      <Select
        label={s.label}
        value={asked.preset}
        onChange={(preset) =>
          onChange({ preset, own: preset === 'own' && asked.own.size === 0 ? new Set(held) : asked.own })
        }
        options={[
          { id: 'usual', ...s.presets.usual },
          { id: 'full', ...s.presets.full },
          ...roles.map(({ id, name, description }) => ({
            id,
            name: nameOfRole(name),
            description: s.roleText(description),
          })),
          { id: 'own', ...s.presets.own },
        ]}
      />
      {asked.preset === 'own' ? (
        <PermissionChoice chosen={asked.own} onChange={(own) => onChange({ ...asked, own })} />
      ) : (
        <details>
          <summary className="cursor-default rounded-sm text-sm text-accent-text">
            {s.shows(held?.length ?? 0)}
          </summary>
          <div className="pt-2">
            <CeilingList label={s.label} ceiling={held ?? []} />
          </div>
        </details>
      )}
    </>
  );
}

/** The owner's powers are not to be had, and what admins may is asked for by the words above. */
const without: readonly string[] = [systemRoles.owner.id, systemRoles.admin.id, systemRoles.client.id];
const presets: Readonly<Record<string, readonly Permission[]>> = { usual: askedByDefault, full: delegable };
