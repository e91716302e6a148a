import { type HeldRole, rolesIn } from '@bailiwick/rbac';
import { z } from 'zod';
import { type RowOf, answer } from '../../http/body/answer.js';
import { line, pageOf, time } from '../../http/body/shapes.js';
import { eitherRole, namesRoles, namesRolesOnce, role, roleFields, toRole } from '../roles/roles.schema.js';

const name = line(100);

export const createServicePrincipal = z
  .strictObject({ name, ...roleFields })
  .refine(namesRoles, eitherRole)
  .refine(namesRolesOnce, eitherRole);
export type CreateServicePrincipal = z.output<typeof createServicePrincipal>;

export const updateServicePrincipal = z
  .strictObject({ name: name.optional(), ...roleFields })
  .refine((value) => Object.keys(value).length > 0, { error: 'at least one property is needed' })
  .refine(namesRolesOnce, eitherRole);
export type UpdateServicePrincipal = z.output<typeof updateServicePrincipal>;

/** A member that is a program: it has roles and keys, and cannot sign in. */
export const servicePrincipal = z.strictObject({
  id: z.guid(),
  name: z.string(),
  roles: z.array(role),
  api_keys: z.number().int(),
  last_active_at: time.nullable(),
  created_by: z.guid().nullable(),
  timestamp_created: time,
  timestamp_updated: time,
});
export type ServicePrincipalView = z.output<typeof servicePrincipal>;
export const servicePrincipalPage = pageOf(servicePrincipal);

export const toServicePrincipal = answer(servicePrincipal, ({ roles, issuer_id }: Made) => ({
  roles: rolesIn(roles).map(toRole),
  created_by: issuer_id,
}));
export type ServicePrincipalRow = RowOf<typeof toServicePrincipal>;

interface Made {
  readonly roles: readonly HeldRole[];
  readonly issuer_id: string | null;
}
