import { gzipSync } from 'node:zlib';
import type { Response, Test } from 'supertest';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { cast } from '../../../seeds/cast.js';
import { type RouteEntry, RouteTable } from '../../../apps/api/src/http/route/route-table.js';
import { isPublic, needsWorkspace } from '../../../apps/api/src/http/route/route.decorator.js';
import { sharedApp } from '../../support/shared-app.js';
import { newcomer } from '../../support/newcomers.js';
import { createWorkspace, join, signedOut } from '../../support/people.js';
import { problem } from '../../support/problem.js';
import { raw } from '../../support/raw.js';
import { allRows } from '../../support/rows.js';
import { settled } from '../../support/until.js';

interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly enum?: readonly string[];
}

const jsonSchema = (schema: z.ZodType): Schema =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema;
const alternatives = (schema: Schema): readonly Schema[] => schema.anyOf?.flatMap(alternatives) ?? [schema];
const propertiesOf = (schema: z.ZodType): Readonly<Record<string, Schema>> =>
  alternatives(jsonSchema(schema)).find(({ properties }) => properties)?.properties ?? {};
function parametersOf({ query }: RouteEntry): Readonly<Record<string, Schema>> {
  return query ? propertiesOf(query) : {};
}

/** What the query of a route cannot do without, beside that one parameter. */
function neededBeside(one: string, { query }: RouteEntry): string {
  const { properties = {}, required = [] } = query ? jsonSchema(query) : {};
  return required
    .filter((name) => name !== one)
    .map((name) => `&${name}=${properties[name]?.enum?.[0] ?? '1'}`)
    .join('');
}

// The routes are known once there is an application, and each is a test of its own.
const app = await sharedApp();
afterAll(() => app.close());

const owner = await createWorkspace(await join(app, cast.owner), 'Harbour Agency');
const { body: invited } = await owner.post('workspace-members', { email: newcomer().email, role: 'view' });
const routes = app.app
  .get(RouteTable)
  .entries.map((route) => ({ ...route, name: `${route.method} ${route.path}` }));
type Route = (typeof routes)[number];

const writing = routes.filter(({ method }) => method !== 'GET');
const withBody = routes.filter((route) => route.in !== undefined);
const lists = routes.filter((route) => 'starting_after' in parametersOf(route));
/** Those with a body of their own say first what is wrong with that. */
const withIdAlone = routes.filter((route) => route.path.includes(':id') && !route.in);

/** Nobody's whose route is public, else the owner's, who may do everything: what is left is how it is said. */
function send({ method, path, permission }: Route, query = '', id: string = invited.id): Test {
  const by = isPublic(permission) ? signedOut(app) : owner;
  return by.send(method.toLowerCase() as 'get', path.replace(/:\w+/g, id) + query);
}

const sendText = (route: Route, text: string | Buffer, type = 'application/json'): Test =>
  send(route).set('content-type', type).send(text);

/** What was said wrongly leaves nothing behind, to any caller. */
async function leavesNothing(work: () => Promise<void>): Promise<void> {
  await settled(app);
  const before = await allRows(app.db);
  await work();
  await settled(app);
  expect(await allRows(app.db)).toEqual(before);
}

/** Refused for being said wrongly, and naming the field; how deep inside it is up to the schema. */
function refusedFor(field: string, ...codes: string[]) {
  return (answer: Response): void => {
    expect(codes, JSON.stringify(answer.body)).toContain(answer.body.code);
    problem(400, answer.body.code)(answer);
    const named = (answer.body.details ?? []).map(({ path }: { path: string }) => path.split('.')[0]);
    expect(named, JSON.stringify(answer.body)).toContain(field);
  };
}

const samples: Readonly<Record<string, unknown>> = {
  string: 'text',
  integer: 5,
  number: 1.5,
  boolean: true,
  null: null,
  array: ['text'],
  object: { $ne: 'text' },
};
const hostile = ['NUL \u0000', 'half a pair \ud83c', 'x'.repeat(50_000)];

/** Values of every type that the property does not have, and texts that no text may be. */
function wrongValues(property: Schema): unknown[] {
  const all = alternatives(property);
  const types = new Set(all.map(({ type }) => type));
  if (types.has('number')) types.add('integer');
  const ofOtherTypes = Object.entries(samples).flatMap(([type, value]) => (types.has(type) ? [] : [value]));
  const items = all.find(({ type }) => type === 'array')?.items;
  const texts = types.has('string') ? hostile : [];
  return [...ofOtherTypes, ...texts, ...(items ? wrongValues(items).map((value) => [value]) : [])];
}

describe('the body of', () => {
  describe.each(withBody)('$name', (route) => {
    it('holds only what is known, of the type that is asked for', async () => {
      const properties = Object.entries(propertiesOf(route.in!));
      expect(properties.length).toBeGreaterThan(0);
      await leavesNothing(async () => {
        for (const [name, property] of properties)
          for (const value of wrongValues(property))
            await send(route)
              .send({ [name]: value })
              .expect(refusedFor(name, 'invalid_body'));
        for (const name of ['id', 'user_id', 'workspace_id', 'is_admin', 'constructor', 'zz'])
          if (!(name in propertiesOf(route.in!)))
            await send(route)
              .send({ [name]: owner.workspaceId })
              .expect(refusedFor(name, 'invalid_body'));
      });
    });

    it('is an object', async () => {
      await leavesNothing(async () => {
        for (const text of ['[]', '[{}]', '"text"', '5', 'true', '[null]'])
          await sendText(route, text).expect(problem(400, 'invalid_body'));
      });
    });
  });

  describe.each(writing)('$name', (route) => {
    it('is JSON, whole and uncompressed, of at most 256 kB', async () => {
      const body = JSON.stringify({ zz: 1 });
      await leavesNothing(async () => {
        for (const text of [
          '{',
          '{"a":1',
          '{"a":1}}',
          "{'a':1}",
          '{"a":undefined}',
          'a=1',
          '<a/>',
          '\ufeff\u0000',
          `{"__proto__":{"a":1}}`,
          '{"constructor":{"prototype":{"a":1}}}',
        ])
          await sendText(route, text).expect(problem(400, 'malformed_request'));
        await sendText(route, gzipSync(body))
          .serialize((compressed: string) => compressed)
          .set('content-encoding', 'gzip')
          .expect(problem(400, 'malformed_request'));
        for (const kilobytes of [257, 1024])
          await sendText(route, `"${'x'.repeat(kilobytes * 1024)}"`).expect(problem(413, 'body_too_large'));
      });
    });

    it('is JSON by its content type, and then it is read as such', async () => {
      const { method, permission } = route;
      const path = route.path.replace(/:\w+/g, invited.id);
      const { cookie, workspaceId } = isPublic(permission) ? signedOut(app) : owner;
      const statuses: Record<string, string> = {};
      await leavesNothing(async () => {
        for (const type of types) {
          const headers = { 'content-type': type, 'x-requested-with': 'console' };
          const who = cookie ? { cookie, 'x-as-workspace': workspaceId } : {};
          const answer = await raw(app.url, {
            method,
            path,
            headers: { ...headers, ...who },
            body: { zz: 1 },
          });
          statuses[type] = `${answer.status} ${answer.code ?? ''}`;
        }
      });
      for (const [type, status] of Object.entries(statuses))
        expect(status, type).toBe(json.includes(type) ? '400 invalid_body' : '415 unsupported_media_type');
    });
  });
});

const json = [
  'application/json',
  'application/json; charset=utf-8',
  'application/json;charset=UTF-8',
  'Application/JSON',
  'application/json;;',
];
const types = [
  ...json,
  'text/json',
  'text/plain',
  'text/plain; application/json',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'multipart/form-data',
  'application/ld+json',
  'application/json-seq',
  'application/jsonx',
  'application/json, text/plain',
  'application/*',
  '*/*',
  'application',
  'application/',
  '/json',
  'json',
  'application/octet-stream',
  'text/html',
  ' ',
];

describe('the query of', () => {
  it.each(routes.filter((route) => !route.path.includes(':token')))('$name', async (route) => {
    const codes = ['invalid_query', 'invalid_cursor'];
    const parameters = Object.keys(parametersOf(route));
    await leavesNothing(async () => {
      await send(route, '?zz=1').expect(refusedFor('zz', ...codes));
      await send(route, '?zz=1&zz=2').expect(refusedFor('zz', ...codes));
      for (const name of parameters) {
        const needed = neededBeside(name, route);
        await send(route, `?${name}=1&${name}=1${needed}`).expect(refusedFor(name, ...codes));
        await send(route, `?${name}=%00${needed}`).expect(refusedFor(name, ...codes));
        await send(route, `?${name}=${'x'.repeat(2000)}${needed}`).expect(refusedFor(name, ...codes));
        await send(route, `?${name}[]=1`).expect(refusedFor(`${name}[]`, ...codes));
        await send(route, `?${name}[a]=1`).expect(refusedFor(`${name}[a]`, ...codes));
      }
    });
  });

  describe.each(lists)('$name', (route) => {
    it.each(['0', '-1', '1001', '1.5', 'abc', '', 'NaN', 'Infinity', '1e9'])(
      'has no limit of %s',
      async (limit) => {
        await send(route, `?limit=${limit}`).expect(problem(400, 'invalid_query', 'limit'));
      },
    );

    it.each(['', 'x', '.', 'a.b', 'a.b.c', invited.id, '{}', '%00', '%FF', 'x'.repeat(1000)])(
      'has no cursor "%s"',
      async (cursor) => {
        await send(route, `?starting_after=${cursor}${neededBeside('starting_after', route)}`).expect(
          problem(400, 'invalid_cursor', 'starting_after'),
        );
      },
    );
  });
});

describe('the id in', () => {
  it.each(withIdAlone)('$name names nothing where it is none', async (route) => {
    for (const id of [
      'nobody',
      '1',
      '%00',
      '%E0%A4',
      '..%2f..%2fme',
      '%7B%7D',
      '%27--',
      '%F0%9F%8C%8A',
      'x'.repeat(500),
    ])
      await send(route, '', id).expect(problem(404, 'not_found'));
  });
});

describe('the workspace of', () => {
  it.each(routes.filter(({ permission }) => needsWorkspace(permission)))(
    '$name is named by an id',
    async (route) => {
      for (const named of ['nobody', '1', '{}', ' ', `${owner.workspaceId}, ${owner.workspaceId}`])
        await send(route)
          .set('x-as-workspace', named)
          .expect(problem(400, 'invalid_header', 'x-as-workspace'));
      await send(route).unset('x-as-workspace').expect(problem(400, 'workspace_required'));
    },
  );
});
