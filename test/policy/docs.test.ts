import { type Activity, activities } from '@bailiwick/audit';
import {
  type Permission,
  type SystemRole,
  permissions,
  resources,
  systemRoleNames,
  systemRoles,
} from '@bailiwick/rbac';
import { describe, it } from 'vitest';
import { goldenTable } from '../support/golden.js';

const holds = (role: SystemRole, permission: Permission) =>
  (systemRoles[role].permissions as readonly Permission[]).includes(permission);

describe('the tables of the documentation', () => {
  it('name every permission, who has it, and its sentence', () => {
    const rows = permissions.map((permission) => [
      `\`${permission}\``,
      ...systemRoleNames.map((role) => (holds(role, permission) ? 'yes' : '–')),
      sentenceOf(permission),
    ]);
    const columns = ['permission', ...systemRoleNames, 'sentence'];
    goldenTable('access-control.md', 'permissions', { columns, rows });
  });

  it('name every activity, where it is recorded, and what of it is personal', () => {
    const rows = Object.entries<Activity>(activities).map(
      ([name, { number, log, target, personal, masked }]) => [
        ...[String(number), `\`${name}\``, log, target],
        ...[personal, masked].map((fields = []) => fields.join(', ')),
      ],
    );
    const columns = ['number', 'activity', 'log', 'target', 'personal', 'masked'];
    goldenTable('audit.md', 'activities', { columns, rows });
  });
});

function sentenceOf(permission: string): string {
  const [resource = '', action = ''] = permission.split(':');
  return (resources as Record<string, Record<string, string>>)[resource]?.[action] ?? '';
}
