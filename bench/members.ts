import { systemRoles } from '@bailiwick/rbac';
import { asked } from './http.js';
import { type Ratio, compare } from './rounds.js';
import type { Stage } from './stage.js';

const FEW = 50;
const MANY = 100_000;
const PAGE = 20;
const ROUNDS = 3;
/** So many pages of the largest size lie before the page deep inside, and as many as there are before the last. */
const DEEP = 200;
const LARGEST = 100;

/** A page of the members of a workspace with 100,000 against the same of one with 50, in one database. */
export async function membersAtScale(stage: Stage): Promise<Ratio[]> {
  // The many first: the plan that a connection keeps for a foreign key's check is made for the table it finds.
  const many = await populated(stage, MANY);
  const few = await populated(stage, FEW);
  await stage.superuser.query('vacuum analyze');
  const ratios: Ratio[] = [];
  for (const [what, ofFew, ofMany] of await pages(stage, few, many)) {
    const page = ({ id, members }: Populated, query: string) => {
      const headers = { cookie: stage.owner.session, 'x-as-workspace': id };
      const path = `/api/v2/workspace-members?limit=${PAGE}&${query}`;
      return asked(stage, `${what}, of ${members} members`, stage.product, path, headers);
    };
    ratios.push(await compare(page(few, ofFew), page(many, ofMany), ROUNDS));
  }
  return ratios;
}

interface Populated {
  readonly id: string;
  readonly members: number;
  readonly roleId: string;
}

/** 21 are invited, 21 suspended and 30 have a role of their own, however many there are; the others are much alike. */
async function populated({ owner, superuser }: Stage, members: number): Promise<Populated> {
  const { id } = await owner.post<{ id: string }>('workspaces', { name: `Of ${members}` });
  const step = Math.floor(members / FEW);
  const { rows } = await superuser.query<{ id: string }>(
    `insert into roles (workspace_id, id, name, description, permissions, assignable_role_ids)
     values ($1, gen_random_uuid(), 'Few', '', '{}', '{}') returning id`,
    [id],
  );
  const roleId = rows[0]?.id ?? '';
  await superuser.query(
    `with people as (
       insert into users (id, email, first_name, last_name)
       select gen_random_uuid(), 'p' || n || '.of.' || $2 || '@scale.example',
         case when n % $3 = 0 and n / $3 > 45 then 'Rosamund' else 'Person' end, n::text
       from generate_series(1, $2 - 1) n returning id, email, split_part(substr(email, 2), '.', 1)::int as n),
     members as (
       insert into workspace_members (workspace_id, id, user_id, email, status)
       select $1, gen_random_uuid(), id, email, case
         when n % $3 = 0 and n / $3 <= 21 then 'pending' when n % $3 = 0 and n / $3 <= 42 then 'suspended' else 'active' end
       from people returning id, split_part(substr(email, 2), '.', 1)::int as n)
     insert into grants (workspace_id, id, member_id, role_id)
     select $1, gen_random_uuid(), id, $4::uuid from members
     union all select $1, gen_random_uuid(), id, $5::uuid from members where n % $3 = 0 and n / $3 <= 30`,
    [id, members, step, systemRoles.view.id, roleId],
  );
  return { id, members, roleId };
}

type Pages = readonly (readonly [what: string, ofFew: string, ofMany: string])[];

async function pages({ owner }: Stage, few: Populated, many: Populated): Promise<Pages> {
  const after = async ({ id }: Populated, steps: readonly number[]): Promise<string> => {
    let query = '';
    for (const limit of steps) {
      const page = await owner
        .in(id)
        .get<{ next_starting_after: string }>(`workspace-members?limit=${limit}&${query}`);
      query = `starting_after=${encodeURIComponent(page.next_starting_after)}`;
    }
    return query;
  };
  const times = (n: number) => Array.from({ length: n }, () => LARGEST);
  const both = (query: string) => [query, query] as const;
  return [
    ['the first page', ...both('')],
    ['a page 1,000 pages deep', await after(few, [PAGE]), await after(many, times(DEEP))],
    [
      'the last page',
      await after(few, [PAGE, PAGE]),
      await after(many, [...times(MANY / LARGEST - 1), LARGEST - 10]),
    ],
    ['who is invited', ...both('accepted=false')],
    ['who is suspended', ...both('status=suspended')],
    ['who holds a role that 30 hold', `role_id=${few.roleId}`, `role_id=${many.roleId}`],
    ['who holds a role that most hold', ...both(`role_id=${systemRoles.view.id}`)],
    ['a search by an address', `search=p40.of.${FEW}`, `search=p40.of.${MANY}`],
    ['a search by a name that four have', ...both('search=Rosamund')],
    ['a search by a name that most have', ...both('search=person')],
    ['a search that finds nobody', ...both('search=nobody.at.all')],
  ];
}
