import { z } from 'zod';
import { ceilingFields, namesOneCeiling, permissionSet } from '../links/links.schema.js';
import { pageOf, time } from '../../http/body/shapes.js';

export const askCeiling = z
  .strictObject(ceilingFields)
  .refine((body) => namesOneCeiling(body) && Object.keys(body).length > 0, {
    path: ['permissions'],
    error: 'name a role or permissions',
  });

export const setCeiling = z.strictObject({ permissions: permissionSet });
export type SetCeiling = z.output<typeof setCeiling>;

/** An admin workspace that can invite this one no more. */
export const block = z.strictObject({
  admin_workspace_id: z.guid(),
  admin_workspace_name: z.string(),
  timestamp_created: time,
});
export type BlockView = z.output<typeof block>;
export const blockPage = pageOf(block);
