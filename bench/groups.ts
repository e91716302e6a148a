import { askedByDefault, systemRoles } from '@bailiwick/rbac';
import { asked } from './http.js';
import { type Ratio, compare } from './rounds.js';
import type { Stage } from './stage.js';

const FEW = 10;
const MANY = 10_000;
const ROUNDS = 5;

/** What is asked of an admin workspace over 10,000 others, and through it, against one over 10, in one database. */
export async function groupsAtScale(stage: Stage): Promise<Ratio[]> {
  const many = await group(stage, MANY);
  const few = await group(stage, FEW);
  await stage.superuser.query('vacuum analyze');
  const { owner, product } = stage;
  const contender = (what: string, { size }: Group, workspaceId: string, path: string) => {
    const headers = { cookie: owner.session, 'x-as-workspace': workspaceId };
    return asked(stage, `${what}, over ${size}`, product, `/api/v2/${path}`, headers);
  };
  const both = (what: string, where: (one: Group) => string, path: string) =>
    compare(contender(what, few, where(few), path), contender(what, many, where(many), path), ROUNDS);
  const alone = contender('a request of a member', few, few.id, 'me/permissions');
  const acting = contender('the same, acting', many, many.sub, 'me/permissions');
  return [
    await compare(alone, acting, ROUNDS),
    await both('acting in one of them', ({ sub }) => sub, 'workspaces/current'),
    await both('acting by a role over chosen ones', ({ chosen }) => chosen, 'workspaces/current'),
    await both('in the admin workspace itself', ({ id }) => id, 'workspaces/current'),
    await both('a page of links', ({ id }) => id, 'workspace-group-members?limit=5'),
    await both('a page of workspaces by name', ({ id }) => id, 'workspace-group/subs?limit=5&sort=name'),
    await both('a page by activity', ({ id }) => id, 'workspace-group/subs?limit=5&sort=activity'),
  ];
}

interface Group {
  readonly id: string;
  readonly size: number;
  readonly sub: string;
  readonly chosen: string;
}

/** The owner of the stage is an admin over all, and an editor in each second one by itself. */
async function group({ owner, superuser }: Stage, size: number): Promise<Group> {
  const { id } = await owner.post<{ id: string }>('workspaces', { name: `Above ${size}` });
  await superuser.query(
    `with subs as (
       insert into workspaces (id, name, owner_id)
       select gen_random_uuid(), 'Sub ' || n, (select u.id from users u where u.email like 'p%@bench.example' limit 1)
       from generate_series(1, $2::int) n returning id, name),
     heads as (insert into audit_heads (workspace_id) select id from subs)
     insert into group_links (workspace_id, id, admin_workspace_id, kind, status, ceiling, sub_name, admin_name, accepted_at)
     select id, gen_random_uuid(), $1, 'consented', 'accepted', $3, name, 'Above', now() from subs`,
    [id, size, askedByDefault],
  );
  await superuser.query(
    `insert into group_grants (workspace_id, id, member_id, role_id, link_id)
     select $1, gen_random_uuid(), m.id, $2::uuid, null from workspace_members m where m.workspace_id = $1
     union all
     select $1, gen_random_uuid(), m.id, $3::uuid, l.id
     from workspace_members m, (select l.id, row_number() over (order by l.id) as n from group_links l
       where l.admin_workspace_id = $1) l where m.workspace_id = $1 and l.n % 2 = 0`,
    [id, systemRoles.admin.id, systemRoles.editor.id],
  );
  const { rows } = await superuser.query<{ workspace_id: string }>(
    'select workspace_id from group_links where admin_workspace_id = $1 order by id limit 2',
    [id],
  );
  const [sub, chosen] = rows.map((row) => row.workspace_id);
  return { id, size, sub: sub ?? '', chosen: chosen ?? '' };
}
