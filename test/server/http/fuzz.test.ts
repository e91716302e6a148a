import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errors } from '../../../apps/api/src/errors.js';
import { apiDocument } from '../../../apps/api/src/openapi-file.js';
import type { TestApp } from '../../support/app.js';
import { sharedApp } from '../../support/shared-app.js';
import { type Schema, bodies, fitting } from '../../support/from-schema.js';
import { type Agency, foundAgency } from '../../support/people.js';
import { isFull, seedOfTheDay } from '../../support/profile.js';
import { type RawAnswer, type RawRequest, raw } from '../../support/raw.js';
import { allRows } from '../../support/rows.js';
import { settled } from '../../support/until.js';

interface Operation {
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly schema: Schema }[];
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: Schema } } };
}

const document = JSON.parse(await apiDocument()) as {
  paths: Record<string, Record<string, Operation>>;
};
const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
);

/** The full profile asks forty times as much at once; the short one asks other things every day. */
const BODIES_A_ROUTE = isFull ? 1000 : 25;
/** Where only the path and the query can be odd. */
const BODILESS = isFull ? 100 : 10;
/** Asking again tells whether a refusal left a trace; it need not be all of them. */
const REPEATED = isFull ? 40 : 10;
const AT_ONCE = 8;

describe(`every route, given what nobody expects (SEED=${seedOfTheDay})`, () => {
  let app: TestApp;
  let agency: Agency;

  beforeAll(async () => {
    app = await sharedApp();
    agency = await foundAgency(app);
  });
  afterAll(() => app.close());

  it.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s never fails, says what is wrong in the one form, and leaves no trace of what it refused',
    async (_, { method, path, operation }) => {
      const cookie = endsSessions(method, path) ? 'session=none' : agency.owner.cookie;
      const headers = { cookie, 'x-as-workspace': agency.workspaceId, 'x-requested-with': 'console' };
      const requests = fc
        .sample(requestsTo(method, path, operation), {
          numRuns: operation.requestBody ? BODIES_A_ROUTE : BODILESS,
          seed: seedOfTheDay,
        })
        .map((request) => ({ ...request, headers }));
      const answers = await inTurns(requests, (request) => raw(app.url, request));
      answers.forEach((answer, i) => expectSound(answer, requests[i]!));

      const refused = requests.filter((_request, i) => answers[i]!.status >= 400).slice(0, REPEATED);
      const before = await rows(app);
      await inTurns(refused, (request) => raw(app.url, request));
      expect(await rows(app)).toEqual(before);
    },
    isFull ? 240_000 : 20_000,
  );
});

/** A sign-out ends the session, and later requests would have none: so it uses a false session. */
const endsSessions = (method: string, path: string): boolean =>
  path.endsWith('/sign-out') || (method === 'DELETE' && path.endsWith('/sessions'));

function requestsTo(method: string, path: string, { parameters, requestBody }: Operation) {
  const schema = requestBody?.content['application/json'].schema;
  const queried = parameters.filter((parameter) => parameter.in === 'query');
  const query = fc.record(
    Object.fromEntries(queried.map(({ name, schema: one }) => [name, fc.oneof(fitting(one), fc.string())])),
    { requiredKeys: [], noNullPrototype: true },
  );
  const segment = fc.oneof(fc.uuid(), fc.string({ minLength: 1, maxLength: 80 }).map(encodeURIComponent));
  return fc
    .record({ segment, query, body: schema ? bodies(schema) : fc.constant(undefined) })
    .map(({ segment: value, query: asked, body }): RawRequest => {
      const search = new URLSearchParams(asked as Record<string, string>).toString();
      const filled = path.replace(/\{\w+\}/g, () => value);
      return { method, path: search ? `${filled}?${search}` : filled, body };
    });
}

async function inTurns<A, B>(all: readonly A[], work: (one: A) => Promise<B>): Promise<B[]> {
  const results: B[] = [];
  for (let i = 0; i < all.length; i += AT_ONCE) {
    results.push(...(await Promise.all(all.slice(i, i + AT_ONCE).map(work))));
  }
  return results;
}

function expectSound({ status, text }: RawAnswer, { method, path, body }: RawRequest): void {
  const what = `${method} ${path} ${JSON.stringify(body ?? null).slice(0, 300)} → ${status} ${text.slice(0, 300)}`;
  expect(status, what).toBeLessThan(500);
  if (status < 400) return;
  const answer = JSON.parse(text) as Record<string, unknown>;
  expect(answer, what).toMatchObject({
    statusCode: status,
    error: expect.any(String),
    message: expect.any(String),
    code: expect.any(String),
    request_id: expect.any(String),
  });
  expect(Object.keys(errors), what).toContain(answer['code']);
}

/** But for the log of refusals, which is written on purpose. */
async function rows(app: TestApp): Promise<object> {
  await settled(app);
  const { audit_log: _, audit_heads: __, account_activity: ___, ...rest } = await allRows(app.db);
  return rest;
}
