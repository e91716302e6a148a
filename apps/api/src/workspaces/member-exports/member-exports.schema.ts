import type { z } from 'zod';
import { listMembers } from '../members/members.schema.js';

/** What is taken out, by the filters of the list. */
export const exportMembers = listMembers
  .pick({ accepted: true, search: true, status: true, role_id: true })
  .strict();
export type ExportMembers = z.output<typeof exportMembers>;
