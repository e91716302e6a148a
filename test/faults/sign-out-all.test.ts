import { hash } from '@node-rs/argon2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemRoles } from '@bailiwick/rbac';
import { PASSWORD } from '../../seeds/cast.js';
import { Fleet } from '../support/fleet.js';
import { Client, cookieOf } from '../support/people.js';
import { type PlantedMember, plant, plantSession, plantWorkspace } from '../support/planted.js';
import { Chance } from '../support/random.js';
import { type Told, amid, answers, spanOf } from './harness/amid.js';
import { faultSeed, isFull } from '../support/profile.js';

const { sessions, clients, processes } = isFull
  ? { sessions: 5000, clients: 64, processes: 3 }
  : { sessions: 300, clients: 16, processes: 2 };
const SESSIONS_EACH = 10;

/** Where is asked: half of the time in the workspace that is emptied. */
const places = ['emptied', 'their other', 'emptied', 'elsewhere'] as const;
type Place = (typeof places)[number];

type Heard = Told & { readonly place: Place };

const anywhere = (place: Place) => (heard: Heard) => heard.place === place;

describe('logging all users out of a workspace', () => {
  let fleet: Fleet;
  let owner: PlantedMember;
  let workspaces: Record<Place, string>;

  beforeAll(async () => {
    fleet = await Fleet.start(processes);
    const { superuser } = fleet.db;
    owner = await plantWorkspace(superuser, 'Emptied');
    const other = await plantWorkspace(superuser, 'Their other');
    const elsewhere = await plantWorkspace(superuser, 'Elsewhere');
    workspaces = {
      emptied: owner.workspaceId,
      'their other': other.workspaceId,
      elsewhere: elsewhere.workspaceId,
    };
    await plant(superuser, 'passwords', { user_id: owner.userId, hash: await hash(PASSWORD) });
    await people('colleague', [owner.workspaceId, other.workspaceId]);
    await people('stranger', [elsewhere.workspaceId]);
  });
  afterAll(() => fleet.close());

  /** People with some sessions each, whose tokens are known here: only their hashes are kept. */
  async function people(who: string, where: readonly string[]): Promise<void> {
    const email = `'${who}.' || n || '@crowd.example'`;
    await fleet.db.superuser.query(
      `with people as (
         insert into users (id, email, first_name, last_name)
         select gen_random_uuid(), ${email}, 'Pat', 'Planted' from generate_series(1, $2) n returning id, email),
       members as (
         insert into workspace_members (workspace_id, id, user_id, email, status)
         select place, gen_random_uuid(), id, email, 'active' from people, unnest($1::uuid[]) place
         returning workspace_id, id),
       roles as (
         insert into grants (workspace_id, id, member_id, role_id)
         select workspace_id, gen_random_uuid(), id, $3 from members)
       insert into sessions (id, user_id, token_hash, ip, idle_expires_at, expires_at)
       select gen_random_uuid(), id, sha256(convert_to('${who}-' || (place - 1) * $4 + each, 'UTF8')), '127.0.0.1',
         now() + interval '1 hour', now() + interval '1 hour'
       from (select id, row_number() over () as place from people) person, generate_series(0, $4 - 1) each`,
      [where, sessions / SESSIONS_EACH, systemRoles.view.id, SESSIONS_EACH],
    );
  }

  /** A session that may call it: opened a moment ago. */
  async function signedInOwner(origin: string): Promise<Client> {
    const { token } = await plantSession(fleet.db.superuser, owner.userId);
    return new Client(origin, `session=${token}`, owner.workspaceId);
  }

  /** Everybody asks in turns on all processes; amid that it is called on one of them. */
  async function emptyUnderLoad() {
    const caller = await signedInOwner(fleet.origins[0]!);
    const chance = new Chance(faultSeed);
    const turns = { emptied: 0, 'their other': 0, elsewhere: 0 };
    const next = () => {
      const place = chance.pick(places);
      const who = place === 'elsewhere' ? 'stranger' : 'colleague';
      const n = (turns[place] += 1);
      const headers = { cookie: `session=${who}-${n % sessions}`, 'x-as-workspace': workspaces[place] };
      const asked = { method: 'GET', path: 'workspaces/current', headers };
      return { about: { place }, origin: chance.pick(fleet.origins), asked };
    };
    // They take turns there, so that as many requests are as many sessions.
    const isEnough = (heard: readonly Heard[]) => heard.filter(anywhere('emptied')).length >= sessions;
    return amid({ clients, next, isEnough }, () =>
      spanOf(caller.delete('workspaces/current/sessions').expect(200)),
    );
  }

  const letIn = (heard: readonly Heard[], over: number) =>
    heard.filter(
      ({ place, began, answer }) => place === 'emptied' && began > over && answer !== '401 session_ended',
    );

  it('refuses every request that starts after the answer, on every process, and disturbs nobody else', async () => {
    const { called, over, heard } = await emptyUnderLoad();
    expect(letIn(heard, over)).toEqual([]);
    const before = heard.filter(({ ended }) => ended < called);
    expect(answers(before)).toEqual(['200']);
    for (const origin of fleet.origins) {
      const after = heard.filter((one) => one.origin === origin && one.began > over);
      expect(answers(after.filter(anywhere('emptied')))).toEqual(['401 session_ended']);
    }
    for (const place of ['their other', 'elsewhere'] as const)
      expect(answers(heard.filter(anywhere(place)))).toEqual(['200']);
  });

  it('lets a person in again who signs in again, on every process', async () => {
    const [origin = ''] = fleet.origins.slice(-1);
    const { email } = owner;
    const answer = await new Client(origin).post('auth/sign-in', { email, password: PASSWORD }).expect(200);
    for (const one of fleet.origins)
      await new Client(one, cookieOf(answer), owner.workspaceId).get('workspaces/current').expect(200);
  });

  // Last: what it breaks stays broken.
  it('is seen to fail where the moment is not looked at', async () => {
    const { superuser } = fleet.db;
    const { rows } = await superuser.query<{ definition: string }>(
      `select pg_get_functiondef(oid) as definition from pg_proc
       where proname = 'authority' and prosrc like '%c.authenticated_at <= greatest(%'`,
    );
    expect(rows).toHaveLength(1);
    const { definition = '' } = rows[0] ?? {};
    await superuser.query(definition.replace('c.authenticated_at <= greatest(', 'false and $&'));
    const { over, heard } = await emptyUnderLoad();
    expect(letIn(heard, over).length).toBeGreaterThan(0);
  });
});
