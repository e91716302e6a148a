import { type HeldRole, rolesIn } from '@bailiwick/rbac';
import { z } from 'zod';
import { line, pageOf, time } from '../../http/body/shapes.js';
import { eitherRole, namesRoles, namesRolesOnce, role, rolesGiven, toRole } from '../roles/roles.schema.js';

const name = line(100);

export const createServicePrincipal = z
  .strictObject({ name, ...rolesGiven })
  .refine(namesRoles, eitherRole)
  .refine(namesRolesOnce, eitherRole);
export type CreateServicePrincipal = z.output<typeof createServicePrincipal>;

export const updateServicePrincipal = z
  .strictObject({ name: name.optional(), ...rolesGiven })
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
export type ServicePrincipalView = z.input<typeof servicePrincipal>;
export const servicePrincipalPage = pageOf(servicePrincipal);

export interface ServicePrincipalRow {
  readonly id: string;
  readonly name: string;
  readonly issuer_id: string | null;
  readonly roles: readonly HeldRole[];
  readonly api_keys: number;
  readonly last_active_at: Date | null;
  readonly timestamp_created: Date;
  readonly timestamp_updated: Date;
}

export const toServicePrincipal = (row: ServicePrincipalRow): ServicePrincipalView => ({
  id: row.id,
  name: row.name,
  roles: rolesIn(row.roles).map(toRole),
  api_keys: row.api_keys,
  last_active_at: row.last_active_at?.toISOString() ?? null,
  created_by: row.issuer_id,
  timestamp_created: row.timestamp_created.toISOString(),
  timestamp_updated: row.timestamp_updated.toISOString(),
});
