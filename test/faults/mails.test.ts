import { afterEach, describe, expect, it } from 'vitest';
import { Exchange } from '../support/exchange.js';
import { noRedis } from '../support/redis.js';
import { until } from '../support/until.js';
import { isFull } from '../support/profile.js';
import { World } from './harness/world.js';

const LIVES = 4;
const backends = noRedis() ? [false] : [false, true];

/** Each death costs the quarter of a minute after which another worker takes up the rest. */
describe.runIf(isFull)('a mail that is on its way when the worker dies', () => {
  let world: World;
  afterEach(() => world.close());

  it.each(backends)('leaves all the same, however often that happens (Redis: %s)', async (redis) => {
    world = await World.open({ redis, workspaces: 1 });
    const { origin, owner: cookie, workspaceIds } = world.actors;
    const owner = new Exchange(origin, { cookie, 'x-as-workspace': workspaceIds[0]! });
    world.mailbox.hold();
    const { brought } = world.mailbox;
    const body = { email: 'often@faults.example', role: 'view' };
    await owner.ask({ method: 'POST', path: 'workspace-members', body });
    owner.close();
    for (let life = 1; life < LIVES; life += 1) {
      await until('it is on its way', () => Promise.resolve(world.mailbox.brought >= brought + life), 40_000);
      await world.service('worker').kill('SIGKILL');
      await world.start('worker');
    }
    world.mailbox.release();
    await until(
      'it has left',
      () => Promise.resolve(world.mailbox.mails.some(({ to }) => to === body.email)),
      40_000,
    );
    await world.quiesce();
    expect((await world.reconcile()).findings).toEqual([]);
  });
});
