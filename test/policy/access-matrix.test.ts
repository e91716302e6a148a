import { type Permission, type SystemRole, permissions, systemRoleNames, systemRoles } from '@bailiwick/rbac';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RouteEntry } from '../../apps/api/src/http/route/route-table.js';
import { type Access, needsWorkspace } from '../../apps/api/src/http/route/route.decorator.js';
import { aligned, golden } from '../support/golden.js';
import { type Client, signedOut } from '../support/people.js';
import type { RawAnswer } from '../support/raw.js';
import { byPath, routeColumns, routeRow } from './checks/routes.js';
import { knock, nameOf, told } from './knock.js';
import { type World, startWorld } from './world.js';

const outsiders = ['suspended', 'stranger', 'nobody'] as const;
const everybody = [...systemRoleNames, ...outsiders];
type Asker = (typeof everybody)[number];

/** No route knows this filter: it stops every caller that the guard lets in, before any work. */
const HARMLESS = '?no_such_filter=1';
const isIn = ({ status, code }: RawAnswer) => status === 400 && code === 'invalid_query';

const holds = (role: SystemRole, permission: Permission) =>
  (systemRoles[role].permissions as readonly Permission[]).includes(permission);

/**
 * What the catalogue says, read by hand; shares nothing with the guard. Where a route asks more about others, everything
 * here is about others.
 */
function expected({ permission: declared, ofOthers }: RouteEntry, asker: Asker): string {
  const permission: Access = ofOthers ?? declared;
  if (asker === 'nobody') return '401 unauthenticated';
  if (asker === 'stranger') return '404 not_found';
  if (asker === 'suspended') return '403 member_suspended';
  if (permission === 'member' || holds(asker, permission as Permission)) return 'in';
  return '403 permission_required';
}

describe('who may do what', () => {
  let world: World;
  let routes: readonly RouteEntry[];
  let answers: ReadonlyMap<RouteEntry, readonly string[]>;

  beforeAll(async () => {
    world = await startWorld();
    routes = world.routes.filter(({ permission }) => needsWorkspace(permission)).toSorted(byPath);
    const ask = async (route: RouteEntry, asker: Asker) => {
      const answer = await knock(clientOf(world, asker), route, { query: HARMLESS });
      return isIn(answer) ? 'in' : told(answer);
    };
    const rows = routes.map(
      async (route) => [route, await Promise.all(everybody.map((asker) => ask(route, asker)))] as const,
    );
    answers = new Map(await Promise.all(rows));
  });
  afterAll(() => world.close());

  it('is what people reviewed: every permission, and every route with what it records and as really answered', () => {
    const catalogue = permissions.map((permission) => [
      permission,
      ...systemRoleNames.map((role) => (holds(role, permission) ? 'yes' : '–')),
    ]);
    // Outside of a workspace no role decides.
    const answered = world.routes
      .toSorted(byPath)
      .map((route) => [...routeRow(route), ...(answers.get(route)?.map(short) ?? everybody.map(() => '–'))]);
    golden('routes.txt', [
      ...aligned([['permission', ...systemRoleNames], ...catalogue]),
      '',
      ...aligned([[...routeColumns, ...everybody], ...answered]),
    ]);
  });

  it('is what the catalogue says, for every route in a workspace and everybody who asks', () => {
    const wanted = routes.map((route) => [nameOf(route), everybody.map((asker) => expected(route, asker))]);
    expect([...answers].map(([route, given]) => [nameOf(route), given])).toEqual(wanted);
  });
});

const short = (answer: string) => answer.split(' ')[0] ?? '';

const clientOf = (world: World, asker: Asker): Client =>
  asker === 'nobody' ? signedOut(world.app).in(world.workspaceId) : world[asker].in(world.workspaceId);
