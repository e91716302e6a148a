import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SystemRole, systemRoles } from '@bailiwick/rbac';
import { newId, newToken, tokenHash } from '@bailiwick/tenancy';
import { Fleet } from '../support/fleet.js';
import { linkSubs, plantGroupGrant } from '../support/groups.js';
import { Client } from '../support/people.js';
import { type PlantedMember, plant, plantMember, plantSession, plantWorkspace } from '../support/planted.js';
import { type Span, type Told, amid, answers, spanOf } from './harness/amid.js';
import { isFull } from '../support/profile.js';

const { clients, processes, rounds } = isFull
  ? { clients: 64, processes: 3, rounds: 10 }
  : { clients: 16, processes: 2, rounds: 1 };

const A_MOMENT_MS = 300;

/** Of each way, where they are all looked at together. */
const A_FEW = 4;

type Heard = Told & { readonly client: number };
type Credential = Readonly<Record<string, string>>;

/** Whose right it is, how it is taken away, and what they hear from then on. */
interface Taking {
  readonly credentials: readonly Credential[];
  readonly take: (owner: Client) => Promise<Span>;
  readonly refusals: readonly string[];
}

describe('taking a right away from those who use it', () => {
  let fleet: Fleet;
  let owner: PlantedMember;
  /** The owner is an admin over all workspaces below. */
  let overall = false;

  beforeAll(async () => {
    fleet = await Fleet.start(processes);
    owner = await plantWorkspace(fleet.db.superuser);
  });
  afterAll(() => fleet.close());

  const session = async ({ userId }: PlantedMember): Promise<Credential> => {
    const { token } = await plantSession(fleet.db.superuser, userId);
    return { cookie: `session=${token}`, 'x-as-workspace': owner.workspaceId };
  };

  const signedInOwner = async (): Promise<Client> => {
    const { token } = await plantSession(fleet.db.superuser, owner.userId);
    return new Client(fleet.origins[0]!, `session=${token}`, owner.workspaceId);
  };

  const bearer = (key: string): Credential => ({ authorization: `Bearer ${key}` });

  /** Below those keys, the uppermost first. */
  async function key(of: PlantedMember, above: readonly string[] = []): Promise<[Credential, string]> {
    const [id, token] = [newId(), `key_${newToken()}`];
    const [parent_id = null] = above.slice(-1);
    await plant(fleet.db.superuser, 'api_keys', {
      ...{ workspace_id: owner.workspaceId, id, member_id: of.memberId, created_by: of.userId },
      ...{ parent_id, ancestor_ids: above, limits: above.map(() => ['all:all']), scopes: ['all:all'] },
      ...{ name: 'A program', prefix: 'key_', key_hash: `\\x${tokenHash(token).toString('hex')}` },
    });
    return [bearer(token), id];
  }

  const member = (role: SystemRole = 'view') => plantMember(fleet.db.superuser, owner, { role });

  const times = <T>(n: number, make: () => Promise<T>): Promise<T[]> =>
    Promise.all(Array.from({ length: n }, make));
  const keys = async (of: PlantedMember, n: number) =>
    (await times(n, () => key(of))).map(([credential]) => credential);

  /** As many credentials as clients, half of each kind. */
  const both = async (of: PlantedMember, n: number): Promise<Credential[]> => [
    ...(await times(n / 2, () => session(of))),
    ...(await keys(of, n / 2)),
  ];

  /** A person of the workspace who acts in so many others, by sessions and keys: each client in one of them. */
  async function acting(n: number, size: number) {
    const person = await member();
    const { superuser } = fleet.db;
    const owners = await times(size, () => plantWorkspace(superuser));
    const links = await linkSubs(
      fleet,
      owner.workspaceId,
      owners.map(({ workspaceId }) => workspaceId),
    );
    const workspaceId = owner.workspaceId;
    await plantGroupGrant(fleet, workspaceId, { memberId: person.memberId, roleId: systemRoles.view.id });
    if (!overall)
      await plantGroupGrant(fleet, workspaceId, { memberId: owner.memberId, roleId: systemRoles.admin.id });
    overall = true;
    const credentials = (await both(person, n)).map((credential, i) => ({
      ...credential,
      'x-as-workspace': owners[i % size]!.workspaceId,
    }));
    const below = owners.map(({ userId, workspaceId }, i) => ({
      path: `workspace-group-members/${links[i]!}`,
      client: async () => {
        const { token } = await plantSession(superuser, userId);
        return new Client(fleet.origins[0]!, `session=${token}`, workspaceId);
      },
    }));
    return { person, credentials, below };
  }

  /** Each for so many clients. */
  const ways: Readonly<Record<string, (n: number) => Promise<Taking>>> = {
    'a role that is edited': async (n) => {
      const [role_id, workspace_id] = [newId(), owner.workspaceId];
      const role = { permissions: ['workspace_members:read'], assignable_role_ids: [] };
      await plant(fleet.db.superuser, 'roles', {
        ...{ workspace_id, id: role_id, name: role_id, description: '' },
        ...role,
      });
      const holders = await times(2, () => member('client'));
      for (const { memberId: member_id } of holders)
        await plant(fleet.db.superuser, 'grants', { workspace_id, id: newId(), member_id, role_id });
      const credentials = await Promise.all(holders.map((one) => both(one, n / 2)));
      return {
        credentials: credentials.flat(),
        take: (owner) =>
          spanOf(owner.patch(`roles/${role_id}`, { permissions: ['workspaces:read'] }).expect(200)),
        refusals: ['403 permission_required'],
      };
    },
    'a member who is removed': async (n) => {
      const gone = await member();
      return {
        credentials: await both(gone, n),
        take: (owner) => spanOf(owner.delete(`workspace-members/${gone.memberId}`).expect(200)),
        refusals: ['401 unauthenticated', '404 not_found'],
      };
    },
    'a member who is suspended': async (n) => {
      const kept = await member();
      return {
        credentials: await both(kept, n),
        take: (owner) => spanOf(owner.post(`workspace-members/${kept.memberId}/suspension`).expect(200)),
        refusals: ['403 member_suspended'],
      };
    },
    'a key that is revoked, and all below it': async (n) => {
      const maker = await member();
      const [top, id] = await key(maker);
      const [below, idBelow] = await key(maker, [id]);
      const others = await times(n - 2, () => key(maker, [id, idBelow]));
      return {
        credentials: [top, below, ...others.map(([credential]) => credential)],
        take: (owner) => spanOf(owner.delete(`api-keys/${id}`).expect(200)),
        refusals: ['401 unauthenticated'],
      };
    },
    'a role whose time is over': async (n) => {
      const holder = await member();
      return {
        credentials: await both(holder, n),
        take: () => endSoon(holder),
        refusals: ['403 permission_required'],
      };
    },
    'a key whose owner is demoted': async (n) => {
      const demoted = await member('admin');
      return {
        credentials: await keys(demoted, n),
        take: (owner) =>
          spanOf(owner.patch(`workspace-members/${demoted.memberId}`, { role: 'client' }).expect(200)),
        refusals: ['403 permission_required'],
      };
    },
    'a link that the workspace below ends': async (n) => {
      const { credentials, below } = await acting(n, 1);
      const { client, path } = below[0]!;
      return {
        credentials,
        take: async () => spanOf((await client()).delete(path).expect(200)),
        refusals: ['404 not_found'],
      };
    },
    'a ceiling that is lowered': async (n) => {
      const { credentials, below } = await acting(n, 1);
      const { client, path } = below[0]!;
      return {
        credentials,
        take: async () => spanOf((await client()).patch(`${path}/ceiling`, { permissions: [] }).expect(200)),
        refusals: ['403 permission_required'],
      };
    },
    'a person who is taken out of the whole group': async (n) => {
      const { credentials, person } = await acting(n, isFull ? 1000 : n);
      const leaver = { user_id: person.userId, remove_from_admin: true };
      return {
        credentials,
        take: (owner) => spanOf(owner.post('workspace-group/leavers', leaver).expect(200)),
        refusals: ['401 unauthenticated', '404 not_found'],
      };
    },
    'a key that is replaced at once': async (n) => {
      // Nobody replaces the key of another person.
      const [credential, id] = await key(owner);
      return {
        credentials: Array.from({ length: n }, () => credential),
        take: (owner) => spanOf(owner.post(`api-keys/${id}/rotation`, { overlap_hours: 0 }).expect(200)),
        refusals: ['401 unauthenticated'],
      };
    },
  };

  /** Not an answer counts but the instant that the row names, which is the database's; as near as its clock is known. */
  async function endSoon({ memberId }: PlantedMember): Promise<Span> {
    const { ahead, within } = await databaseClock();
    const { rows } = await fleet.db.superuser.query<{ expires_at: Date }>(
      `update grants set expires_at = clock_timestamp() + make_interval(secs => $2) where member_id = $1
       returning expires_at`,
      [memberId, A_MOMENT_MS / 1000],
    );
    const instant = Number(rows[0]?.expires_at) - ahead;
    return { called: instant - within, over: Math.max(instant + within, performance.now()) };
  }

  /** How far it is ahead of ours, and how wrong that may be: half of the quickest trip. */
  async function databaseClock(): Promise<{ ahead: number; within: number }> {
    let best = { ahead: 0, within: Infinity };
    for (let n = 0; n < 20; n += 1) {
      const began = performance.now();
      const { rows } = await fleet.db.superuser.query<{ at: number }>(
        'select extract(epoch from clock_timestamp())::float8 * 1000 as at',
      );
      const within = (performance.now() - began) / 2;
      if (within < best.within) best = { ahead: (rows[0]?.at ?? 0) - began - within, within };
    }
    return best;
  }

  /** A client for each credential, on every process in turns, all the time. */
  async function takeUnderLoad({ credentials, take }: Omit<Taking, 'refusals'>) {
    const caller = await signedInOwner();
    const clients = credentials.length;
    const turns = credentials.map((_, n) => n);
    const next = (client: number) => {
      const origin = fleet.origins[(turns[client]! += 1) % processes]!;
      const headers = credentials[client]!;
      const asked = { method: 'GET', path: 'workspace-members?limit=1', headers };
      return { about: { client }, origin, asked };
    };
    const isEnough = (heard: readonly Heard[]) =>
      new Set(heard.map(({ client, origin }) => `${client} ${origin}`)).size === clients * processes;
    const { called, over, heard } = await amid({ clients, next, isEnough }, () => take(caller));
    return {
      earlier: heard.filter(({ ended }) => ended < called),
      later: heard.filter(({ began }) => began > over),
    };
  }

  it.each(Object.entries(ways))('%s: nothing that starts after it is allowed', async (name, way) => {
    let [before, after] = [0, 0];
    for (let round = 0; round < rounds; round += 1) {
      const taking = await way(clients);
      const { earlier, later } = await takeUnderLoad(taking);
      expect(answers(earlier)).toEqual(['200']);
      expect(answers(later)).toEqual(taking.refusals);
      before += earlier.length;
      after += later.length;
    }
    console.log(`${name}: ${before} requests before it, ${after} after it, none of these allowed`);
  });

  // Last: what it breaks stays broken.
  it('is seen to fail, each way, where rights are remembered', async () => {
    const takings = await Promise.all(Object.values(ways).map((way) => way(A_FEW)));
    await remember();
    const { later } = await takeUnderLoad({
      credentials: takings.flatMap(({ credentials }) => credentials),
      take: async (owner) => {
        const spans: Span[] = [];
        for (const { take } of takings) spans.push(await take(owner));
        return { called: spans[0]!.called, over: Math.max(...spans.map(({ over }) => over)) };
      },
    });
    for (const [n, name] of Object.keys(ways).entries()) {
      const theirs = later.filter(({ client }) => Math.floor(client / A_FEW) === n);
      expect([name, answers(theirs)]).toEqual([name, ['200']]);
    }
  });

  /** From now on, who may do what is asked of what stands there now. */
  async function remember(): Promise<void> {
    const { superuser } = fleet.db;
    await superuser.query(
      'create schema remembered; grant usage on schema remembered to bailiwick_authority',
    );
    const tables = ['workspace_members', 'roles', 'grants', 'api_keys', 'group_links', 'group_grants'];
    for (const table of tables)
      await superuser.query(`create table remembered.${table} as table public.${table}`);
    // Who is taken for idle writes down each time that they are not.
    await superuser.query(`update remembered.workspace_members set last_active_at = now();
      update remembered.api_keys set last_used_at = now();
      grant select on all tables in schema remembered to bailiwick_authority;
      alter function authority set search_path = pg_catalog, remembered, public, pg_temp`);
  }
});
