import {
  askedByDefault,
  delegable,
  permissions as everyPermission,
  systemRoleNames,
  systemRoles,
} from '@bailiwick/rbac';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD } from '../../seeds/cast.js';
import { everything, naivelyAllowed, systemRolePermits } from '../rbac/naive.js';
import { type TestApp, startApp } from '../support/app.js';
import { linkSubs, plantGroupGrant } from '../support/groups.js';
import { newcomer } from '../support/newcomers.js';
import {
  type Client,
  cookieOf,
  createWorkspace,
  hire,
  mailedToken,
  signedOut,
  someone,
  withKey,
  Client as Session,
} from '../support/people.js';
import { Chance } from '../support/random.js';
import { isFull } from '../support/profile.js';

const STEPS = isFull ? 3000 : 300;
const SEED = Number(process.env['SEED'] ?? 20_261_128);

type Set = readonly string[];
interface RoleNow {
  readonly id: string;
  readonly permissions: Set;
  readonly assignable: Set;
  /** For a lent role: its ceiling. */
  readonly ceiling?: Set;
}
interface MemberNow {
  readonly id: string;
  readonly kind: 'person' | 'service';
  readonly status: string;
  readonly issuer: string | null;
  readonly user: string;
  /** What the roles hold, whether or not it gives anything just now. */
  readonly holds: Set;
  readonly roles: readonly RoleNow[];
  /** What they may really do. */
  readonly may: Set;
  /** No member, but one who acts from the workspace above. */
  readonly acts?: boolean;
  readonly via: string | null;
}
interface KeyNow {
  readonly id: string;
  readonly member: string;
  readonly parent: string | null;
  readonly chain: readonly Set[];
  readonly via: string | null;
}
interface World {
  readonly members: ReadonlyMap<string, MemberNow>;
  readonly roles: readonly RoleNow[];
  readonly keys: readonly KeyNow[];
  readonly grants: readonly { id: string; member: string; ends: Date | null; via: string | null }[];
  readonly ceiling: Set;
}

/** A person who tries things: a member by their session, or by a key. */
interface Actor {
  readonly as: Client;
  readonly member: string;
  readonly key?: string;
}

const systemPermits = new Map(
  systemRoleNames.map((name) => [
    systemRoles[name].id as string,
    everything.filter((one) => systemRolePermits(name, one)),
  ]),
);
const within = (some: Set, all: Set) => some.every((one) => all.includes(one));

/**
 * With any acts in any order, nobody ends up with authority that the rules do not give. What everybody may
 * is worked out anew after each step from the rows, by the policy written a second time.
 */
describe(`escalation (seed ${SEED}, ${STEPS} steps)`, () => {
  let app: TestApp;
  let owner: Client;
  /** Owns the workspace above. */
  let head: Client;
  let link: string;
  const chance = new Chance(SEED);
  const int = (n: number) => chance.below(n);
  const pick = <T>(all: readonly T[]): T => chance.pick(all);
  /** From `least` to `most` of them, none twice. */
  const some = <T>(all: readonly T[], least: number, most: number): T[] => {
    const left = [...all];
    const count = Math.min(left.length, least + int(most - least + 1));
    return Array.from({ length: count }, () => left.splice(int(left.length), 1)[0] as T);
  };
  const actors: Actor[] = [];
  /** Links that nobody has followed yet. */
  const waiting: string[] = [];

  beforeAll(async () => {
    app = await startApp();
    owner = await createWorkspace((await someone(app)).client, 'Harbour Agency');
    actors.push(await actorOf(owner));
    for (const role of ['admin', 'admin', 'editor', 'view', 'view', 'client'])
      actors.push(await actorOf(await hire(app, owner, newcomer(), role)));
    // Those from whom escalation is to be feared: they change what people may do, and hold little themselves.
    for (const [nouns, assignable] of [
      ['workspace_members roles grants leads', []],
      ['api_keys service_principals grants custom_tags', []],
      ['workspace_members grants', [systemRoles.view.id]],
    ] as const) {
      const permissions = everyPermission.filter((one) => nouns.split(' ').includes(one.split(':')[0] ?? ''));
      const body = { name: nouns, permissions, assignable_role_ids: assignable };
      const { body: role } = await owner.post('roles', body).expect(200);
      const weak = await actorOf(await hire(app, owner, newcomer(), 'client'));
      await owner.patch(`workspace-members/${weak.member}`, { role_ids: [role.id] }).expect(200);
      // Twice: they are asked to act more often.
      actors.push(weak, weak);
    }
    head = await createWorkspace((await someone(app)).client, 'Head office');
    [link = ''] = await linkSubs(app, head.workspaceId, [owner.workspaceId], { ceiling: askedByDefault });
    for (const role of ['admin', 'admin', 'editor'] as const) {
      const who = actors.some(({ as }) => as.userId === head.userId)
        ? await hire(app, head, newcomer(), 'view')
        : head;
      const member = (await actorOf(who)).member;
      await plantGroupGrant(app, head.workspaceId, { memberId: member, roleId: systemRoles[role].id });
      actors.push({ as: who.in(owner.workspaceId), member });
    }
    const { body } = await head.post('api-keys', { name: 'Program', scopes: ['all:all'] }).expect(200);
    actors.push({ as: withKey(app, body.key).in(owner.workspaceId), member: (await actorOf(head)).member });
  });
  afterAll(() => app.close());

  const actorOf = async (as: Client): Promise<Actor> => ({
    as,
    member: (await as.get('me/permissions')).body.member_id,
  });

  async function world(): Promise<World> {
    const ask = async <T>(text: string) =>
      (await app.db.superuser.query<T & object>(text, [owner.workspaceId])).rows as unknown as T[];
    const own = await ask<RoleNow>(
      `select id, permissions, assignable_role_ids as assignable from roles where workspace_id = $1 order by id`,
    );
    const roles = [
      ...[...systemPermits].map(([id, permissions]) => ({ id, permissions, assignable: [] })),
      ...own,
    ];
    const [{ ceiling } = { ceiling: [] as Set }] = await ask<{ ceiling: Set }>(
      `select ceiling from group_links where workspace_id = $1 and status = 'accepted'`,
    );
    type Held = readonly { id: string; via: string | null }[];
    const rows = await ask<
      Omit<MemberNow, 'holds' | 'may' | 'roles'> & { mask: string[] | null; held: Held }
    >(
      `select m.id, m.kind, m.status, m.issuer_id as issuer, m.user_id as user, m.permissions as mask, m.via_link_id as via,
         array(select jsonb_build_object('id', g.role_id, 'via', g.via_link_id) from grants g
           where g.workspace_id = m.workspace_id and g.member_id = m.id
           and (g.expires_at is null or g.expires_at > now())) as held
       from workspace_members m where m.workspace_id = $1 order by m.id`,
    );
    const members = rows.map(({ mask, held, ...row }): MemberNow => {
      const mine = held.flatMap(({ id, via }) => {
        const role = roles.find((one) => one.id === id);
        // What was lent reaches as far as the ceiling, and lets nothing be given.
        return role ? [via === null ? role : { ...role, ceiling, assignable: [] }] : [];
      });
      const holds = everything.filter((one) =>
        naivelyAllowed({ direct: mine, mask: mask ?? undefined }, one),
      );
      return { ...row, roles: mine, holds, may: row.status === 'active' ? holds : [] };
    });
    const above = await ask<{ id: string; user: string; held: string[] }>(
      `select a.id, a.user_id as user, array(select g.role_id from group_grants g
         where g.workspace_id = a.workspace_id and g.member_id = a.id) as held
       from group_links l join workspace_members a on a.workspace_id = l.admin_workspace_id and a.status = 'active'
       where l.workspace_id = $1 and l.status = 'accepted' order by a.id`,
    );
    members.push(
      ...above.map(({ held, ...row }): MemberNow => {
        const group = { ceiling, roles: roles.filter(({ id }) => held.includes(id)) };
        const may = everything.filter((one) => naivelyAllowed({ direct: [], group }, one));
        const person = { kind: 'person', status: 'active', issuer: null, via: null } as const;
        return { ...row, ...person, roles: [], holds: may, may, acts: true };
      }),
    );
    const keys = await ask<Omit<KeyNow, 'chain'> & { scopes: Set; limits: Set[] }>(
      `select id, member_id as member, parent_id as parent, scopes, limits, via_link_id as via
       from api_keys where workspace_id = $1 order by id`,
    );
    return {
      members: new Map(members.map((one) => [one.id, one])),
      roles,
      keys: keys.map(({ scopes, limits, ...key }) => ({
        ...key,
        chain: [scopes, ...limits, ...(key.via === null ? [] : [ceiling])],
      })),
      ceiling,
      grants: await ask(
        `select id, member_id as member, expires_at as ends, via_link_id as via from grants where workspace_id = $1 order by id`,
      ),
    };
  }

  const mayOf = (now: World, { member, key }: Pick<Actor, 'member' | 'key'>): Set => {
    const direct = [{ permissions: now.members.get(member)?.may ?? [] }];
    const chain = key === undefined ? [undefined] : (now.keys.find(({ id }) => id === key)?.chain ?? [[]]);
    return everything.filter((one) => chain.every((scopes) => naivelyAllowed({ direct, scopes }, one)));
  };
  const keyMay = (now: World, { id, member }: KeyNow) => mayOf(now, { member, key: id });

  /** The roles that an acting person can give: what they have, and what a role of theirs names. */
  const givable = (now: World, actor: Actor, after: World): Set => {
    const names = now.members.get(actor.member)?.roles.flatMap(({ assignable }) => assignable) ?? [];
    const named = [...now.roles, ...after.roles].filter(({ id }) => names.includes(id));
    return [...mayOf(now, actor), ...named.flatMap((role) => role.permissions)];
  };

  const paths: Record<string, (actor: Actor, now: World) => Promise<unknown>> = {
    assign: ({ as }, now) => as.patch(`workspace-members/${member(now)}`, { role_ids: roleIds(now) }),
    give: ({ as }, now) => as.post('grants', { member_id: member(now), role_id: pick(now.roles).id }),
    extend: ({ as }, now) => as.patch(`grants/${pick(now.grants).id}`, { expires_at: soon() }),
    endless: ({ as }, now) => as.patch(`grants/${pick(now.grants).id}`, { expires_at: null }),
    take: ({ as }, now) => as.delete(`grants/${pick(now.grants).id}`),
    invite: async ({ as }, now) => {
      const { email } = newcomer();
      const answer = await as.post('workspace-members', { email, role_ids: roleIds(now) });
      if (answer.status === 200) waiting.push(email);
    },
    inviteMany: ({ as }, now) =>
      as.post('invitations', { rows: [{ email: newcomer().email, role_ids: roleIds(now) }] }),
    resend: ({ as }, now) => as.post(`invitations/${member(now)}/resend`),
    confirm: ({ as }, now) => as.post(`invitations/${member(now)}/confirmation`),
    makeRole: (actor, now) => actor.as.post('roles', { name: newcomer().email, ...roleBody(now, actor) }),
    editRole: (actor, now) => actor.as.patch(`roles/${pick(now.roles).id}`, roleBody(now, actor)),
    deleteRole: ({ as }, now) =>
      as.delete(`roles/${pick(now.roles).id}?replacement_role_id=${pick(now.roles).id}`),
    makeService: ({ as }, now) => as.post('service-principals', { name: 'S', role_ids: roleIds(now) }),
    editService: ({ as }, now) => as.patch(`service-principals/${member(now)}`, { role_ids: roleIds(now) }),
    makeKey: async ({ as, member: own }, now) => {
      const services = [...now.members.values()].filter(({ kind }) => kind === 'service');
      const whose = int(2) === 0 && services.length > 0 ? pick(services).id : own;
      const body = { name: 'K', scopes: scopes(now, whose), ...(whose !== own && { member_id: whose }) };
      const answer = await as.post('api-keys', body);
      if (answer.status !== 200) return;
      const { id, key, member_id } = answer.body;
      actors.push({ as: withKey(app, key), member: member_id, key: id });
    },
    rotate: ({ as }, now) => as.post(`api-keys/${now.keys.length > 0 ? pick(now.keys).id : ''}/rotation`, {}),
    narrow: (_, now) =>
      owner.patch(`workspace-group-members/${link}/ceiling`, { permissions: most(now.ceiling) }),
    widen: async () => {
      const permissions = some(delegable, 1, 20);
      await head.post(`workspace-group-members/${link}/ceiling-requests`, { permissions });
      return owner.post(`workspace-group-members/${link}/ceiling-requests/acceptance`);
    },
    suspend: ({ as }, now) => as.post(`workspace-members/${member(now)}/suspension`),
    reinstate: ({ as }, now) => as.delete(`workspace-members/${member(now)}/suspension`),
  };
  /** All but a few. */
  const most = (all: Set) => some(all, Math.max(0, all.length - 5), all.length);
  const member = (now: World) => pick([...now.members.keys()]);
  const roleIds = (now: World) => some(now.roles, 1, 2).map(({ id }) => id);
  const soon = () => new Date(Date.now() + 3_600_000).toISOString();
  /** Mostly what the actor could put into it, so that much is done. */
  const roleBody = (now: World, actor: Actor) => ({
    permissions: some(int(4) === 0 ? everyPermission : mayOf(now, actor), 0, 12),
    assignable_role_ids: some(now.roles, 0, 2).map(({ id }) => id),
  });
  const scopes = (now: World, id: string): Set =>
    int(3) === 0
      ? [pick(['all:all', 'all:read', 'leads:all', 'api_keys:all'])]
      : some(now.members.get(id)?.may ?? ['leads:read'], 1, 6);

  /** A person follows a link, with any state of its sender. */
  async function accept(): Promise<void> {
    const [email = ''] = waiting.splice(int(waiting.length), 1);
    const token = await mailedToken(app, email, 'invitations');
    const details = { first_name: 'Nora', last_name: 'New', password: PASSWORD };
    const answer = await signedOut(app).post(`invitations/by-token/${token}/acceptance`, details);
    if (answer.status !== 200) return;
    const as = new Session(app.url, cookieOf(answer), owner.workspaceId, answer.body.user_id);
    actors.push({ as, member: answer.body.id });
  }

  /** Why what happened should not have. */
  function findings(before: World, after: World, actor: Actor | undefined): string[] {
    const found: string[] = [];
    for (const now of after.members.values()) {
      const was = before.members.get(now.id);
      const gains = now.may.filter((one) => !was?.may.includes(one));
      const changed = was !== undefined && !(within(was.holds, now.holds) && within(now.holds, was.holds));
      const giver = actor ?? inviterOf(before, now);
      const reinstated = was?.status === 'suspended' && now.status === 'active';
      if (
        gains.length > 0 &&
        !(
          giver &&
          (reinstated
            ? within(now.holds, mayOf(before, giver))
            : within(gains, givable(before, giver, after)))
        )
      )
        found.push(`${now.id} gained ${gains.join(' ')}`);
      if (gains.length > 0 && now.id === actor?.member)
        found.push(`${now.id} gave itself ${gains.join(' ')}`);
      if (actor && acts(before, actor) && changed && was.roles.some(administers))
        found.push(`${now.id} is an admin of the workspace, and was reached through the group`);
      const joined = was?.status === 'active' || was?.status === 'suspended';
      if (actor && changed && joined && !isBelow(was.holds, mayOf(before, actor)))
        found.push(`${now.id} was changed from above`);
    }
    for (const key of after.keys) {
      if (before.keys.some(({ id }) => id === key.id)) continue;
      const may = keyMay(after, key);
      if (!actor || !within(may, mayOf(before, actor))) found.push(`key ${key.id} holds more than its maker`);
      if (key.parent === null && actor?.key) found.push(`key ${key.id} stands beside its maker`);
    }
    const made = (now: World) => [...now.members.values(), ...now.grants, ...now.keys];
    const known = made(before).map(({ id }) => id);
    for (const { id, via } of made(after))
      if (actor && acts(before, actor) && !known.includes(id) && via !== link)
        found.push(`${id} is lent, and does not say so`);
    return found;
  }
  const acts = (now: World, { member: id }: Actor) => now.members.get(id)?.acts === true;
  /** Given by the workspace itself. */
  const administers = ({ ceiling, permissions }: RoleNow) =>
    ceiling === undefined &&
    permissions.some((one) =>
      /^(workspace_members|roles|grants|api_keys|service_principals):(create|update|delete)$/.test(one),
    );
  const isBelow = (some: Set, all: Set) => within(some, all) && some.length < all.length;
  const inviterOf = (now: World, { id }: MemberNow): Actor | undefined => {
    const issuer = now.members.get(id)?.issuer;
    const by = [...now.members.values()].find(({ user }) => user === issuer);
    return by && { as: owner, member: by.id };
  };

  /** To see whether anything was done. */
  const text = ({ members, ...rest }: World) => JSON.stringify([...members.values(), rest]);
  const strongest = (now: World, among: readonly Actor[]): Actor | undefined =>
    among.toSorted((a, b) => mayOf(now, b).length - mayOf(now, a).length)[0];

  it('comes about by no path', { timeout: 600_000 }, async (context) => {
    const done: Record<string, number> = {};
    let before = await world();
    for (let step = 0; step < STEPS; step += 1) {
      const accepts = waiting.length > 0 && int(12) === 0;
      // The strong act more often than the weak, who are mostly refused.
      const actor = accepts ? undefined : int(2) === 0 ? pick(actors) : strongest(before, some(actors, 1, 3));
      const path = accepts ? 'accept' : pick(Object.keys(paths));
      const byOwner = path === 'narrow' || path === 'widen';
      const answer = (await (actor ? paths[path]!(actor, before) : accept())) as
        { status?: number } | undefined;
      expect(answer?.status ?? 200, `${step} ${path}`).toBeLessThan(500);
      const after = await world();
      const key = `${path} ${text(after) === text(before) ? '–' : 'done'}`;
      done[key] = (done[key] ?? 0) + 1;
      expect(findings(before, after, byOwner ? actors[0] : actor), `step ${step}, ${path}`).toEqual([]);
      before = after;
    }
    const acts = Object.entries(done).filter(([name]) => name.endsWith('done'));
    expect(acts.length, JSON.stringify(done)).toBeGreaterThan(10);
    await context.annotate(`${acts.reduce((n, [, times]) => n + times, 0)} of ${STEPS} were done`);
  });
});
