import { describe, expect, it } from 'vitest';
import { activitiesSource, clientSource } from './client.mjs';

const json = (schema: object) => ({ content: { 'application/json': { schema } } });
const answer = (schema: object) => ({ responses: { 200: json(schema) } });
const object = (properties: Record<string, object>, ...required: string[]) => ({
  type: 'object',
  properties,
  required,
});
const text = { type: 'string' };
const header = { name: 'x-as-workspace', in: 'header', schema: text };
const id = { name: 'id', in: 'path', schema: text };

const thing = object({ id: text, note: { anyOf: [text, { type: 'null' }] } }, 'id');
const document = {
  paths: {
    '/api/v2/things': {
      get: {
        operationId: 'Things_list',
        summary: 'All things.',
        parameters: [header, { name: 'search', in: 'query', schema: text }],
        ...answer(object({ items: { type: 'array', items: thing } }, 'items')),
      },
      post: {
        operationId: 'Things_create',
        summary: 'Make one.',
        parameters: [header],
        requestBody: json(object({ kind: { type: 'string', enum: ['a', 'b'] } }, 'kind')),
        ...answer(thing),
      },
    },
    '/api/v2/things/{id}': {
      get: { operationId: 'Things_read', summary: 'One thing.', parameters: [header, id], ...answer(thing) },
      patch: {
        operationId: 'Things_touch',
        summary: 'Touch it.',
        parameters: [id],
        requestBody: json({ anyOf: [object({ hard: { type: 'boolean' } }), { type: 'null' }] }),
        ...answer({ $ref: '#/components/schemas/Word' }),
      },
    },
    '/health/live': { get: { operationId: 'Health_live', summary: 'Lives.', ...answer(object({})) } },
  },
  components: { schemas: { Problem: object({}), Word: { type: 'string', enum: ['yes', 'no'] } } },
  'x-activities': { 'thing.created': 2001 },
};

/** Told without line ends and indentation. */
const source = [clientSource(document), activitiesSource(document)].join('\n').replace(/\s+/g, ' ');

describe('the client of an API document', () => {
  it.each([
    [
      'a function for each route',
      'list: (input: { workspace: string; query?: ThingsListQuery } & Cancellable)',
    ],
    ['the method and the path', "call<ThingsList>('GET', '/api/v2/things', input)"],
    ['ids that stand in the path', 'read: (input: { workspace: string; id: string } & Cancellable)'],
    ['no workspace where the route names none', 'touch: (input: { id: string; body?: ThingsTouchBody }'],
    ['what a list can be narrowed to', 'ThingsListQuery = { search?: string | undefined; };'],
    ['what goes in', 'ThingsCreateBody = { kind: "a" | "b"; };'],
    ['what may be left out or empty', 'ThingsCreate = { id: string; note?: string | null; };'],
    ['lists', 'ThingsList = { items: ({ id: string; note?: string | null; })[]; };'],
    ['the same answer once', 'ThingsRead = ThingsCreate;'],
    ['words that many routes speak', 'export type Word = "yes" | "no";'],
    ['what the summary says', '/** Make one. */ create:'],
    ['the activities and their numbers', 'activities = { "thing.created": 2001 } as const;'],
  ])('has %s', (_, part) => {
    expect(source).toContain(part);
  });

  it('leaves out what is not for the console', () => {
    expect(source).not.toContain('Health');
    expect(source).not.toContain('Problem');
  });
});
