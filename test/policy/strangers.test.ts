import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { RouteEntry } from '../../apps/api/src/http/route/route-table.js';
import type { Fingerprint } from '../support/fingerprint.js';
import { Client, signedOut } from '../support/people.js';
import { type RawAnswer, raw } from '../support/raw.js';
import { NOBODY, comparable, fill, headersOf, knock, nameOf, told } from './knock.js';
import { plausibleBody, propertiesOf } from './plausible.js';
import { closed, findingsOf, foreignRows, inWorkspace, leaks, sweep, unsafe } from './sweeps.js';
import { type World, idsOf, startWorld } from './world.js';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'];

/** Every route, asked by everybody who has no business there; after all their tries, the agency stays as it was. */
describe('a stranger', () => {
  let world: World;
  let routes: readonly RouteEntry[];
  let nobody: Client;
  let before: Fingerprint;

  beforeAll(async () => {
    world = await startWorld();
    routes = world.routes;
    nobody = signedOut(world.app);
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    before = await world.print();
  });
  afterEach(async () => {
    expect(await world.print()).toEqual(before);
  });

  describe('without a good credential', () => {
    it('is asked to sign in, on every route that is not public', async () => {
      const ask = (route: RouteEntry) => knock(nobody.in(world.workspaceId), route);
      expect(await sweep(closed(routes), ask, '401 unauthenticated')).toEqual([]);
    });

    it('is asked to sign in with a cookie that means nothing', async () => {
      const [name = ''] = world.owner.cookie.split('=');
      const forged = ['', '"', '%00', NOBODY, 'A'.repeat(43), 'A'.repeat(4000)];
      const findings = await findingsOf(forged, (value) => {
        const forger = new Client(nobody.url, `${name}=${value}`, world.workspaceId);
        return sweep(closed(routes), (route) => knock(forger, route), '401 unauthenticated');
      });
      expect(findings).toEqual([]);
    });

    it('is asked to sign in with an Authorization header that is not understood, on public routes too', async () => {
      const headers = { authorization: 'Bearer forged' };
      expect(
        await sweep(routes, (route) => knock(nobody, route, { headers }), '401 unauthenticated'),
      ).toEqual([]);
    });

    it('is refused two credentials at once, good as one of them may be', async () => {
      const headers = { authorization: 'Bearer forged' };
      const ask = (route: RouteEntry) => knock(world.owner, route, { headers });
      expect(await sweep(routes, ask, '400 two_credentials')).toEqual([]);
    });

    it('cannot make a browser act that is signed in: no route changes anything without the header', async () => {
      const headers = { 'x-requested-with': 'XMLHttpRequest' };
      const ask = (route: RouteEntry) => knock(world.owner, route, { headers });
      expect(await sweep(unsafe(routes), ask, '403 csrf')).toEqual([]);
    });
  });

  describe('from another workspace', () => {
    it('cannot tell this workspace from one that never was', async () => {
      expect(await foreignWorkspace(world.stranger)).toEqual([]);
    });

    it('cannot tell it any better for being invited to it', async () => {
      expect(await foreignWorkspace(world.guest)).toEqual([]);
    });

    function foreignWorkspace(asker: Client): Promise<string[]> {
      const ask = async (route: RouteEntry, workspaceId: string) =>
        comparable(await knock(asker.in(workspaceId), route), workspaceId);
      return findingsOf(inWorkspace(routes), async (route) => {
        const [theirs, none] = [await ask(route, world.workspaceId), await ask(route, NOBODY)];
        return theirs === none && theirs.startsWith('404') ? [] : [`${nameOf(route)}\n${theirs}\n${none}`];
      });
    }

    it('cannot tell a row of this workspace from one that never was', { timeout: 120_000 }, async () => {
      expect(await foreignRows(world.stranger, routes, await idsOf(world))).toEqual([]);
    });

    it('sees nothing of this workspace in what is their own', async () => {
      expect(await leaks(world.stranger, closed(routes))).toEqual([]);
    });

    it(
      'would be found out: a person who may look can tell rows from none, and is shown names',
      { timeout: 120_000 },
      async () => {
        const reads = routes.filter(({ method }) => method === 'GET');
        const told = (await foreignRows(world.owner, reads, await idsOf(world))).join();
        for (const route of reads.filter(({ path }) => path.endsWith(':id')))
          expect(told).toContain(nameOf(route));
        expect((await leaks(world.owner, reads)).join()).toContain('GET /api/v2/workspaces/current');
      },
    );
  });

  describe('with a request of another form', () => {
    it('asks by HEAD what GET would refuse, and is refused the same', async () => {
      const reads = closed(routes).filter(({ method }) => method === 'GET');
      const findings = await findingsOf(reads, async (route) => {
        const answers = [nobody, world.stranger.in(world.workspaceId)].map(async (asker) => {
          const [head, get] = [await knock(asker, route, { method: 'HEAD' }), await knock(asker, route)];
          return head.status === get.status && head.text === ''
            ? []
            : [`${nameOf(route)}: ${head.status}, not ${get.status}`];
        });
        return (await Promise.all(answers)).flat();
      });
      expect(findings).toEqual([]);
    });

    it('finds nothing behind a method that no route declares, signed in as the owner even', async () => {
      const paths = [...new Set(routes.map(({ path }) => path))];
      const declared = new Set(
        routes.flatMap((route) => [nameOf(route), nameOf(route).replace('GET', 'HEAD')]),
      );
      const asked = paths.flatMap((path) => METHODS.map((method) => ({ method, path })));
      // What is no route may still be an id to one: `/things/admin` beside `/things/:id`.
      const isId = ({ method, path }: (typeof asked)[number]) =>
        routes.some((route) => route.method === method && isLike(route.path, path));
      const undeclared = asked.filter((one) => !declared.has(nameOf(one)) && !isId(one));
      const findings = await findingsOf(undeclared, async ({ method, path }) => {
        const answer = await raw(nobody.url, {
          method,
          path: fill(path, NOBODY),
          headers: headersOf(world.owner),
        });
        return answer.status === 404 ? [] : [`${method} ${path}: ${told(answer)}`];
      });
      expect(findings).toEqual([]);
    });

    it('finds no way around the guard by writing the path another way', async () => {
      const askers = [
        { asker: nobody, among: closed(routes) },
        { asker: world.stranger.in(world.workspaceId), among: inWorkspace(routes) },
      ];
      const asked = askers.flatMap(({ asker, among }) =>
        among.flatMap((route) => otherWays(fill(route.path, NOBODY)).map((path) => ({ asker, route, path }))),
      );
      // What is no path of the API may be one of the console, which is the same for everybody.
      const { text: page } = await raw(nobody.url, { method: 'GET', path: '/' });
      const findings = await findingsOf(asked, async ({ asker, route, path }) => {
        const answer = await knock(asker, route, { path });
        return [400, 401, 404].includes(answer.status) || answer.text === page
          ? []
          : [`${route.method} ${path}: ${told(answer)}`];
      });
      expect(findings).toEqual([]);
    });
  });

  it('cannot say who they are: no header but the two that are known means anything', async () => {
    const reads = inWorkspace(routes).filter(({ method }) => method === 'GET');
    const headers = forgedHeaders(world.workspaceId, world.owner.userId);
    const findings = await findingsOf(reads, async (route) => {
      const [plain, forged] = [
        await knock(world.stranger, route),
        await knock(world.stranger, route, { headers }),
      ];
      const unknown = told(await knock(nobody.in(world.workspaceId), route, { headers }));
      return comparable(plain) === comparable(forged) && unknown === '401 unauthenticated'
        ? []
        : [nameOf(route)];
    });
    expect(findings).toEqual([]);
  });

  it('cannot name two workspaces at once', async () => {
    const headers = { 'x-as-workspace': `${world.stranger.workspaceId}, ${world.workspaceId}` };
    const ask = (route: RouteEntry) => knock(world.stranger, route, { headers });
    expect(await sweep(inWorkspace(routes), ask, '400 invalid_header')).toEqual([]);
  });

  it('cannot say who they are: what names a person is refused in every body and every query', async () => {
    const findings = await findingsOf(
      routes.flatMap((route) => claims(route, world.owner.userId)),
      async ({ route, wanted, names, ...claim }) => {
        const answer = await knock(world.stranger, route, claim);
        const unmoved = names.filter((name) => !refusedFields(answer).includes(name));
        return told(answer) === wanted ? unmoved.map((name) => `${nameOf(route)}: ${name}`) : [nameOf(route)];
      },
    );
    expect(findings).toEqual([]);
  });
});

/** Whether a request to the one is understood by the other. */
function isLike(pattern: string, path: string): boolean {
  const [wanted, given] = [pattern.split('/'), path.split('/')];
  return wanted.length === given.length && wanted.every((one, i) => one.startsWith(':') || one === given[i]);
}

/** Names under which programs have taken a caller's word for who they are. */
const identities = [
  ...['id', 'user', 'userId', 'user_id', 'member_id', 'session_id', 'issuer_id', 'owner', 'owner_id'],
  ...['workspace', 'workspaceId', 'workspace_id', 'organization_id', 'tenant_id', 'actingAs', 'acting_as'],
  ...['role', 'role_id', 'roles', 'permissions', 'scopes', 'admin', 'isAdmin', 'is_admin', 'status'],
];

/** Headers by which proxies and frameworks have been told who asks, where, and for what. */
const forgedHeaders = (workspaceId: string, userId: string) => ({
  ...{ 'x-workspace-id': workspaceId, 'x-tenant-id': workspaceId, 'x-organization-id': workspaceId },
  ...{ 'x-user-id': userId, 'x-forwarded-user': userId, 'x-remote-user': userId, 'x-role': 'owner' },
  ...{
    'x-http-method-override': 'DELETE',
    'x-original-url': '/health/live',
    'x-rewrite-url': '/health/live',
  },
  ...{ forwarded: 'for=127.0.0.1;host=elsewhere.example', 'x-forwarded-host': 'elsewhere.example' },
});

/** Said in the body and in the query, as far as the route does not give a name a meaning of its own. */
function claims(route: RouteEntry, value: string) {
  const unknown = (schema: z.ZodType | undefined) =>
    identities.filter((name) => !propertiesOf(schema).includes(name));
  const said = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, value]));
  const [inBody, inQuery] = [unknown(route.in), unknown(route.query)];
  const body = { ...(plausibleBody(route, NOBODY) as object | undefined), ...said(inBody) };
  const query = `?${new URLSearchParams(said(inQuery)).toString()}`;
  return [
    // A route that takes no body says so, and not of each field.
    ...(route.method === 'GET'
      ? []
      : [{ route, wanted: '400 invalid_body', body, names: route.in ? inBody : [] }]),
    { route, wanted: '400 invalid_query', query, names: inQuery },
  ];
}

function refusedFields({ text }: RawAnswer): string[] {
  const { details = [] } = JSON.parse(text) as { details?: { path: string; code: string }[] };
  return details.filter(({ code }) => code === 'unknown_property').map(({ path }) => path);
}

/** The same path to a person, a proxy or a file system; to the router perhaps another. */
function otherWays(path: string): string[] {
  const last = path.lastIndexOf('/');
  const [folder, leaf] = [path.slice(0, last), path.slice(last + 1)];
  const encoded = `%${leaf.charCodeAt(0).toString(16)}${leaf.slice(1)}`;
  return [
    ...[
      `/${path}`,
      `${folder}//${leaf}`,
      `${folder}/./${leaf}`,
      `${folder}/%2e/${leaf}`,
      `/health/..${path}`,
    ],
    ...[`/health/%2e%2e${path}`, `/api/docs/..%2f..${path}`, `${folder}%2f${leaf}`, `${folder}%5c${leaf}`],
    ...[
      `${path}/`,
      `${path}/.`,
      `${path};x`,
      `${path};/`,
      `${path}%00`,
      `${path}%20`,
      `${path}.json`,
      `${path}?`,
    ],
    ...[path.toUpperCase(), `${folder}/${encoded}`, `http://elsewhere.example${path}`],
  ];
}
