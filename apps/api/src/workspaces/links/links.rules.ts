import { type Ctx, Failure, GroupLinkRow, Hidden, type Tx, refuseStale, sql } from '@bailiwick/tenancy';
import { fail } from '../../errors.js';

/** Both sides of a link: their names, and whom to write to. */
export interface Parties {
  readonly sub_id: string;
  readonly sub_name: string;
  readonly sub_owner_id: string;
  readonly sub_owner_email: string;
  readonly admin_id: string;
  readonly admin_name: string;
  readonly admin_owner_id: string;
  readonly admin_owner_email: string;
}

/** A workspace that is to be invited. */
export interface Candidate {
  readonly name: string;
  readonly owner_id: string;
  readonly owner_email: string;
  readonly going: boolean;
  readonly has_parent: boolean;
  readonly is_admin: boolean;
  readonly has_blocked: boolean;
  readonly asker_is_sub: boolean;
}

/**
 * Before a link begins or ends: every other request that does so with one of the two workspaces waits here. Runs before
 * the transaction locks any row.
 */
export async function lockGroup(tx: Tx, ...ids: readonly string[]): Promise<void> {
  await tx.query(sql`select lock_group(${ids}::uuid[])`);
}

export const findCandidate = (tx: Tx, sub: string): Promise<Candidate | undefined> =>
  tx.one<Candidate>(sql`select * from group_candidate(${sub})`);

export async function partiesOf(tx: Tx, linkId: string): Promise<Parties> {
  const parties = await tx.one<Parties>(sql`select * from group_parties(${linkId})`);
  if (!parties) throw new Hidden();
  return parties;
}

/** A link, and what of it is over by the clock of the database. */
export interface Link extends GroupLinkRow {
  readonly invitation_expired: boolean;
  readonly hand_over_expired: boolean;
}

/** Of `group_links`, unqualified. */
export const linkColumns = sql`*, coalesce(status = 'pending' and expires_at <= now(), false) as invitation_expired,
  coalesce(hand_over_expires_at <= now(), false) as hand_over_expired`;

/** Shown are invitations, open or turned down, and links that stand; what has ended is history. */
export const isShownLink = sql`status in ('pending', 'accepted', 'rejected')`;

/** The workspace below link `l`, seen from above, is not past its removal: nobody can open it then, unless it is restored. */
export const subIsThere = sql`not exists (select 1 from group_subs s
  where s.workspace_id = l.admin_workspace_id and s.id = l.id and s.removal_at <= now())`;

/** The workspace that the transaction is bound to is above or below; of what others agreed among themselves it knows nothing. */
const eitherSide = ({ ctx }: Tx) =>
  sql`${ctx.scope.workspaceId ?? null}::uuid in (workspace_id, admin_workspace_id)`;

/** By either side. @throws Hidden */
export async function readLink(tx: Tx, id: string): Promise<Link> {
  const row = await tx.one<Link>(
    sql`select ${linkColumns} from group_links where id = ${id} and ${isShownLink} and ${eitherSide(tx)}`,
  );
  if (!row) throw new Hidden();
  return row;
}

/**
 * Locks the link against all others, also against requests that are about to make lent objects. Either they come first
 * and this transaction sees their objects, or they come later and find the link over.
 * @throws Hidden
 */
export async function lockLink(tx: Tx, id: string): Promise<Link> {
  const found = await readLink(tx, id);
  await lockGroup(tx, found.workspace_id, found.admin_workspace_id);
  const row = await tx.one<Link>(
    sql`select ${linkColumns} from group_links where id = ${id} and ${isShownLink} and ${eitherSide(tx)} for update`,
  );
  if (!row) throw fail('group_link_ended');
  refuseStale(tx.ctx, row);
  return row;
}

export async function updateLink(tx: Tx, id: string, set: ReturnType<typeof sql>): Promise<Link> {
  const row = await tx
    .one<Link>(
      sql`update group_links set ${set}, timestamp_updated = now() where id = ${id} and ${eitherSide(tx)}
        returning ${linkColumns}`,
    )
    .catch((error: unknown) => {
      throw refusalOf(error);
    });
  if (!row) throw new Hidden();
  return row;
}

/** The hash of its token stays, so that the link of the mail says what became of the offer. */
export const clearedHandOver = sql`hand_over_email = null, hand_over_expires_at = null`;

/** @throws group_kind, already_grouped */
export async function insertLink(tx: Tx, values: Partial<GroupLinkRow>): Promise<Link> {
  const row = await tx.insert(GroupLinkRow, values as never).catch((error: unknown) => {
    throw refusalOf(error);
  });
  return Object.assign(row, { invitation_expired: false, hand_over_expired: false });
}

/** What Postgres keeps in the end, in the words of the API. */
function refusalOf(error: unknown): unknown {
  const { code } = error as { code?: string };
  if (error instanceof Failure || code === undefined) return error;
  if (code === 'BW001') return fail('group_kind');
  return code === '23505' ? fail('already_grouped') : error;
}

/** One under the workspace that asks. @throws Hidden, group_link_pending */
export async function lockLinkToSub(tx: Tx<Ctx>, id: string): Promise<Link> {
  const link = await lockLink(tx, id);
  if (link.admin_workspace_id !== tx.ctx.workspace.id) throw new Hidden();
  return refuseUnlessAccepted(link);
}

export function refuseUnlessAccepted(link: Link): Link {
  if (link.status === 'pending') throw fail('group_link_pending');
  if (link.status !== 'accepted') throw fail('group_link_ended');
  return link;
}
