import { grantable, permissions } from '@bailiwick/rbac';
import { z } from 'zod';
import { uuid } from '../../http/body/shapes.js';

const permission = z.enum(permissions);

export const simulate = z
  .strictObject({
    /** A role with other permissions. */
    role: z
      .strictObject({ id: uuid, permissions: z.array(z.enum(grantable)).max(grantable.length) })
      .optional(),
    grant: z.strictObject({ member_id: uuid, role_id: uuid }).optional(),
    revocation: z.strictObject({ grant_id: uuid }).optional(),
    removal: z.strictObject({ member_id: uuid }).optional(),
    role_deletion: z.strictObject({ role_id: uuid, replacement_role_id: uuid.optional() }).optional(),
  })
  .refine((value) => Object.values(value).filter((one) => one !== undefined).length === 1, {
    error: 'name exactly one change',
  });
export type Simulate = z.output<typeof simulate>;

export const simulation = z.strictObject({
  /** Members whose permissions change, by id; at most 200 of them. */
  affected: z.array(
    z.strictObject({
      member_id: z.guid(),
      name: z.string(),
      gains: z.array(permission),
      loses: z.array(permission),
    }),
  ),
  affected_count: z.number().int(),
  /** False: so many hold the role that only the first 10,000 were looked at. */
  is_complete: z.boolean(),
  /** The code with which the change would be refused to the caller; a fresh login may be asked besides. */
  refusal: z.string().nullable(),
});
export type SimulationView = z.output<typeof simulation>;
