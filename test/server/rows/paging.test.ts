import { type Ctx, Failure, type Listing, type PageQuery, newId, sql } from '@bailiwick/tenancy';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, createDatabase } from '../../support/database.js';
import { type PlantedMember, plant, plantWorkspace } from '../../support/planted.js';
import { type Tenancy, ctxOf, openTenancy } from '../../support/tenancy.js';

type Direction = Listing['direction'];
interface Row {
  readonly id: string;
}

describe('a list, page by page', () => {
  let db: TestDatabase;
  let tenancy: Tenancy;
  let owner: PlantedMember;
  let stranger: PlantedMember;

  beforeAll(async () => {
    db = await createDatabase();
    tenancy = await openTenancy(db.urls.DATABASE_URL);
    owner = await plantWorkspace(db.superuser);
    stranger = await plantWorkspace(db.superuser, 'Elsewhere');
    for (let n = 0; n < 24; n++) await invite();
    await invite(stranger.workspaceId);
  });
  afterAll(async () => {
    await tenancy.close();
    await db.drop();
  });

  const invite = async (workspace_id = owner.workspaceId): Promise<string> => {
    const id = newId();
    const email = `${id}@list.example`;
    await plant(db.superuser, 'workspace_members', {
      workspace_id,
      id,
      user_id: newId(),
      email,
      status: 'pending',
    });
    return id;
  };
  const listing = (ctx: Ctx, direction: Direction): Listing => ({
    select: sql`m.id`,
    from: sql`workspace_members m`,
    where: [sql`m.workspace_id = ${ctx.workspace.id}`],
    key: 'm.id',
    direction,
  });
  const page = (query: PageQuery, direction: Direction = 'asc', ctx = ctxOf(owner)) =>
    tenancy.db.read(ctx, (tx) => tx.page<Row>(listing(ctx, direction), query));
  const everything = async () => {
    const { rows } = await db.superuser.query<Row>(
      'select id from workspace_members where workspace_id = $1 order by id',
      [owner.workspaceId],
    );
    return rows.map(({ id }) => id);
  };
  /** Every page to the last; `between` happens after each but that. */
  const walk = async (
    direction: Direction,
    limit: number,
    between = () => Promise.resolve<unknown>(undefined),
  ) => {
    const seen: string[][] = [];
    let starting_after: string | undefined;
    do {
      const { items, next_starting_after }: Awaited<ReturnType<typeof page>> = await page(
        { limit, starting_after },
        direction,
      );
      seen.push(items.map(({ id }) => id));
      starting_after = next_starting_after;
      if (starting_after !== undefined) await between();
    } while (starting_after !== undefined);
    return seen;
  };

  describe.each(['asc', 'desc'] as const)('%s', (direction) => {
    const inOrder = (ids: string[]) => (direction === 'asc' ? ids : [...ids].reverse());

    it.each([1, 7, 24, 25, 26, 100])('gives every row once and in order, %s at a time', async (limit) => {
      const all = await everything();
      expect(all).toHaveLength(25);
      const pages = await walk(direction, limit);
      expect(pages.flat()).toEqual(inOrder(all));
      expect(pages).toHaveLength(Math.ceil(all.length / limit));
    });

    it('gives every row once while others are added and taken away', async () => {
      const before = await everything();
      const added: string[] = [];
      const pages = await walk(direction, 4, async () => {
        const passing = await invite();
        added.push(await invite());
        await db.superuser.query('delete from workspace_members where id = $1', [passing]);
      });
      const seen = pages.flat();
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen.filter((id) => before.includes(id))).toEqual(inOrder(before));
      await db.superuser.query('delete from workspace_members where id = any($1)', [added]);
    });

    it('goes on from a row that is gone', async () => {
      const all = inOrder(await everything());
      const { items, next_starting_after } = await page({ limit: 5 }, direction);
      const last = items.at(-1)!.id;
      const { rows } = await db.superuser.query<{ row: Record<string, unknown> }>(
        'delete from workspace_members m where id = $1 returning to_jsonb(m) as row',
        [last],
      );
      const next = await page({ limit: 5, starting_after: next_starting_after }, direction);
      expect(next.items.map(({ id }) => id)).toEqual(all.slice(5, 10));
      await plant(db.superuser, 'workspace_members', rows[0]!.row);
    });
  });

  it('is counted exactly as far as that is cheap, and says when it is not exact', async () => {
    expect(await page({ limit: 1, count: true })).toMatchObject({ total: 25, total_is_exact: true });
    const many = await plantWorkspace(db.superuser, 'Many');
    await db.superuser.query(
      `insert into workspace_members (workspace_id, id, user_id, email, status)
       select $1, gen_random_uuid(), gen_random_uuid(), n || '@many.example', 'pending' from generate_series(1, 10000) n`,
      [many.workspaceId],
    );
    const counted = await page({ limit: 1, count: true }, 'asc', ctxOf(many));
    expect(counted).toMatchObject({ total: 10_000, total_is_exact: false });
  });

  describe('by a cursor', () => {
    const refused = async (ask: Promise<unknown>) => {
      const error = await ask.catch((refusal: unknown) => refusal);
      expect(error).toBeInstanceOf(Failure);
      expect(error).toMatchObject({ code: 'invalid_cursor' });
    };
    let cursor: string;
    beforeAll(async () => {
      cursor = (await page({ limit: 5 })).next_starting_after!;
    });

    it('that may be used again, and with another limit', async () => {
      const all = await everything();
      for (const limit of [5, 3]) {
        const { items } = await page({ limit, starting_after: cursor });
        expect(items.map(({ id }) => id)).toEqual(all.slice(5, 5 + limit));
      }
    });

    it('that is refused in another workspace', () =>
      refused(page({ limit: 5, starting_after: cursor }, 'asc', ctxOf(stranger))));
  });
});
