import { z } from 'zod';
import { uuid } from '../../http/body/shapes.js';
import { role } from '../../access/roles/roles.schema.js';

const listOf = <T extends z.ZodType>(item: T) =>
  z.strictObject({ items: z.array(item), is_complete: z.boolean() });

/** The lent objects of the link. They end with it unless the owner adopts them; roles always stay. */
export const adoptions = z.strictObject({
  members: listOf(z.strictObject({ id: z.guid(), name: z.string(), email: z.string(), status: z.string() })),
  grants: listOf(z.strictObject({ id: z.guid(), member_id: z.guid(), member_name: z.string(), role })),
  /** To keep an object of a lent member, also keep this member. */
  api_keys: listOf(z.strictObject({ id: z.guid(), name: z.string(), member_id: z.guid() })),
  roles: listOf(z.strictObject({ id: z.guid(), name: z.string() })),
});
export type Adoptions = z.output<typeof adoptions>;

const ids = z
  .array(uuid)
  .max(1000)
  .transform((all) => [...new Set(all)]);
export const adopt = z
  .strictObject({ members: ids, grants: ids, api_keys: ids })
  .partial()
  .refine((body) => Object.keys(body).length > 0, { error: 'at least one property is needed' });
export type Adopt = z.output<typeof adopt>;

/** `all`, or ids with commas between them. */
const chosen = z
  .string()
  .transform((text) => (text === 'all' ? text : text.split(',')))
  .pipe(z.union([z.literal('all'), ids]))
  .optional();
export const endLink = z.strictObject({
  adopt_members: chosen,
  adopt_grants: chosen,
  adopt_api_keys: chosen,
});
export type EndLink = z.output<typeof endLink>;
