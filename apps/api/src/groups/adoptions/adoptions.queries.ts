import { type Ctx, type GroupLinkRow, type Sql, type Tx, personNameSql, sql } from '@bailiwick/tenancy';
import { roleView } from '../../access/roles/roles.schema.js';
import { failField } from '../../errors.js';
import type { Adoptions } from './adoptions.schema.js';

const MOST_SHOWN = 100;

/** How many of each were kept, and how many went. */
export type AdoptionCounts = Readonly<
  Record<'adopted' | 'ended', Readonly<Record<'members' | 'grants' | 'api_keys', number>>>
>;
export type AdoptableKind = keyof AdoptionCounts['adopted'];

/** Made through the link. */
export const isMadeThrough = ({ workspace_id, id }: GroupLinkRow): Sql =>
  sql`workspace_id = ${workspace_id} and via_link_id = ${id}`;

export async function keepSeatOfOwner(tx: Tx, link: GroupLinkRow): Promise<void> {
  const [seat] = await tx.query<{ id: string }>(sql`update workspace_members m set via_link_id = null
    from workspaces w where w.id = m.workspace_id and w.owner_id = m.user_id
      and m.workspace_id = ${link.workspace_id} and m.via_link_id = ${link.id} returning m.id`);
  if (seat)
    await tx.query(
      sql`update grants set via_link_id = null where ${isMadeThrough(link)} and member_id = ${seat.id}`,
    );
}

type Chosen = 'all' | readonly string[];

/**
 * Adopts what the owner names, and nothing that it got since the owner looked: a member without the roles that the
 * owner does not name, and a key with the keys below it. A key is good for as long as its member stays.
 * @throws owner_not_adopted
 */
export async function keepChosen(
  tx: Tx,
  link: GroupLinkRow,
  { members, grants, api_keys }: Record<AdoptableKind, Chosen>,
  keysField: string,
): Promise<AdoptionCounts['adopted']> {
  const among = (column: Sql, chosen: Chosen) =>
    chosen === 'all' ? sql`true` : sql`${column} = any(${chosen}::uuid[])`;
  const own = async (table: Sql, which: Sql) => {
    const kept = await tx.query(sql`update ${table} set via_link_id = null, timestamp_updated = now()
      where ${isMadeThrough(link)} and ${which} returning id`);
    return kept.length;
  };
  const kept = {
    members: await own(sql`workspace_members`, among(sql`id`, members)),
    grants: await own(sql`grants`, among(sql`id`, grants)),
  };
  const goes = sql`member_id in (select m.id from workspace_members m
    where m.workspace_id = ${link.workspace_id} and m.via_link_id = ${link.id})`;
  if (api_keys === 'all') return { ...kept, api_keys: await own(sql`api_keys`, sql`not ${goes}`) };
  const chosen = sql`(id = any(${api_keys}::uuid[]) or ancestor_ids && ${api_keys}::uuid[])`;
  const lost = await tx.query(
    sql`select 1 from api_keys where ${isMadeThrough(link)} and ${chosen} and ${goes} limit 1`,
  );
  if (lost.length > 0) throw failField('owner_not_adopted', keysField);
  return { ...kept, api_keys: await own(sql`api_keys`, chosen) };
}

/** Keys first, and members last: the others hang on them. */
export async function deleteRest(tx: Tx, link: GroupLinkRow): Promise<AdoptionCounts['ended']> {
  const { workspace_id } = link;
  const gone = await tx.query<{ id: string }>(
    sql`select id from workspace_members where ${isMadeThrough(link)} order by id for update`,
  );
  const ids = gone.map(({ id }) => id);
  const keys = await tx.query(sql`delete from api_keys where workspace_id = ${workspace_id}
    and (via_link_id = ${link.id} or member_id = any(${ids}::uuid[])
      or ancestor_ids && array(select k.id from api_keys k where k.workspace_id = ${workspace_id} and k.via_link_id = ${link.id}))
    returning id`);
  const grants = await tx.query(sql`delete from grants where workspace_id = ${workspace_id}
    and (via_link_id = ${link.id} or member_id = any(${ids}::uuid[])) returning id`);
  tx.write(sql`update invitation_tokens set ended_as = 'revoked' where workspace_id = ${workspace_id}
    and member_id = any(${ids}::uuid[]) and ended_as is null`);
  tx.write(
    sql`delete from workspace_members where workspace_id = ${workspace_id} and id = any(${ids}::uuid[])`,
  );
  return { members: ids.length, grants: grants.length, api_keys: keys.length };
}

const name = personNameSql('m', 'u');

export async function listAdoptable(tx: Tx<Ctx>, { workspace_id, id }: GroupLinkRow): Promise<Adoptions> {
  const first = async <T extends object>(query: Sql): Promise<Listed<T>> =>
    upToMost(await tx.query<T>(sql`${query} limit ${MOST_SHOWN + 1}`));
  const members = await first<Adoptions['members']['items'][number]>(sql`select m.id, ${name} as name,
      coalesce(u.email, m.email) as email, m.status
    from workspace_members m left join users u on u.id = m.user_id
    where m.workspace_id = ${workspace_id} and m.via_link_id = ${id} order by m.id`);
  const grants =
    await first<GrantMade>(sql`select g.id, g.member_id, ${name} as member_name, g.role_id, r.name as role_name
    from grants g join workspace_members m on m.workspace_id = g.workspace_id and m.id = g.member_id
    left join users u on u.id = m.user_id
    left join roles r on r.workspace_id = g.workspace_id and r.id = g.role_id
    where g.workspace_id = ${workspace_id} and g.via_link_id = ${id} order by g.id`);
  const named = <T extends object>(columns: Sql, table: Sql) =>
    first<T>(sql`select ${columns} from ${table}
    where workspace_id = ${workspace_id} and via_link_id = ${id} order by id`);
  return {
    members,
    grants: {
      ...grants,
      items: grants.items.map(({ role_id, role_name, ...grant }) => ({
        ...grant,
        role: roleView(role_id, role_name),
      })),
    },
    api_keys: await named(sql`id, name, member_id`, sql`api_keys`),
    roles: await named(sql`id, name`, sql`roles`),
  };
}

interface GrantMade {
  readonly id: string;
  readonly member_id: string;
  readonly member_name: string;
  readonly role_id: string;
  readonly role_name: string | null;
}

interface Listed<T> {
  items: T[];
  is_complete: boolean;
}

const upToMost = <T>(rows: readonly T[]): Listed<T> => ({
  items: rows.slice(0, MOST_SHOWN),
  is_complete: rows.length <= MOST_SHOWN,
});
