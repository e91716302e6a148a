import type { RouteEntry } from '../../apps/api/src/http/route/route-table.js';
import { isPublic, needsWorkspace } from '../../apps/api/src/http/route/route.decorator.js';
import type { Client } from '../support/people.js';
import type { RawAnswer } from '../support/raw.js';
import { type Knock, NOBODY, comparable, knock, nameOf, told } from './knock.js';
import { bodiesNaming, plausibleBody, queriesNaming } from './plausible.js';
import type { Row } from './world.js';

export const closed = (routes: readonly RouteEntry[]) =>
  routes.filter(({ permission }) => !isPublic(permission));
export const inWorkspace = (routes: readonly RouteEntry[]) =>
  routes.filter(({ permission }) => needsWorkspace(permission));
export const unsafe = (routes: readonly RouteEntry[]) => routes.filter(({ method }) => method !== 'GET');

/**
 * Asks every route the same way, a few at a time.
 * @returns what was answered otherwise than it should be
 */
export async function sweep(
  routes: readonly RouteEntry[],
  ask: (route: RouteEntry) => Promise<RawAnswer>,
  wanted: string,
): Promise<string[]> {
  return findingsOf(routes, async (route) => {
    const answer = told(await ask(route));
    return answer === wanted ? [] : [`${nameOf(route)}: ${answer}`];
  });
}

const AT_ONCE = 8;

export async function findingsOf<T>(
  things: readonly T[],
  find: (one: T) => Promise<readonly string[]>,
): Promise<string[]> {
  const findings: string[] = [];
  for (let i = 0; i < things.length; i += AT_ONCE) {
    findings.push(...(await Promise.all(things.slice(i, i + AT_ONCE).map(find))).flat());
  }
  return findings;
}

/** An invitation into a group names a workspace: that is no way in, but the workspace has to exist. */
const asksWorkspaces: readonly string[] = ['POST /api/v2/workspace-group-members'];

/**
 * Names rows of another person's workspace wherever a request can name a row: in the path, the query, the body.
 * Each answer must be the one that an id gets which names nothing.
 */
export async function foreignRows(
  asker: Client,
  routes: readonly RouteEntry[],
  rows: readonly Row[],
): Promise<string[]> {
  const questions = inWorkspace(routes).flatMap((route) => waysToName(route).map((way) => ({ route, way })));
  return findingsOf(questions, async ({ route, way }) => {
    const ask = async (id: string) => comparable(await knock(asker, route, way(id)), id);
    const nothing = await ask(NOBODY);
    const inPath = way(NOBODY).id !== undefined;
    const findings =
      inPath && !nothing.startsWith('404') ? [`${nameOf(route)} finds nothing:\n${nothing}`] : [];
    for (const { table, id } of rows) {
      if (asksWorkspaces.includes(nameOf(route)) && table === 'workspaces') continue;
      const something = await ask(id);
      if (something !== nothing)
        findings.push(`${nameOf(route)} tells a row of ${table} from none:\n${something}`);
    }
    return findings;
  });
}

export type Way = (id: string) => Knock;

/** Where a request to the route can name a row. */
export function waysToName(route: RouteEntry): Way[] {
  const inPath: Way[] = route.path.includes(':id') ? [(id) => ({ id, body: plausibleBody(route, id) })] : [];
  const inQuery = queriesNaming(route, NOBODY).map((_, i): Way => (id) => ({
    query: queriesNaming(route, id)[i] ?? '',
  }));
  const inBody = bodiesNaming(route, NOBODY).map((_, i): Way => (id) => ({
    body: bodiesNaming(route, id)[i],
  }));
  return [...inPath, ...inQuery, ...inBody];
}

/** Words that stand in the agency's rows and nowhere else. */
const canaries = /harbour|bakery\.example|newcomers\.example/i;

/** What a stranger can read must hold nothing of the agency. */
export async function leaks(asker: Client, routes: readonly RouteEntry[]): Promise<string[]> {
  const reads = routes.filter(({ method }) => method === 'GET');
  return findingsOf(reads, async (route) => {
    const { text } = await knock(asker, route);
    const found = canaries.exec(text);
    return found ? [`${nameOf(route)} shows ${found[0]}`] : [];
  });
}
