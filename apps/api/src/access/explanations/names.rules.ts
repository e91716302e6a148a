import type { Ctx, Tx } from '@bailiwick/tenancy';
import { type Bound, membersById } from './access.queries.js';

/** What those of these members are called whom the caller may see. */
export async function namesOfMembers(
  tx: Tx<Ctx>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.query<Bound>(membersById(tx, ids));
  return new Map(rows.map(({ id, name }) => [id, name ?? '']));
}
