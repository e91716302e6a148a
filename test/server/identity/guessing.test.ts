import type { Response } from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD } from '../../../seeds/cast.js';
import { type Guess, GuessesService } from '../../../apps/api/src/identity/people/guesses.service.js';
import { type TestApp, startApp } from '../../support/app.js';
import { type Authenticator, challenges, enrol, wrongCode } from '../../support/authenticator.js';
import { beside } from '../../support/beside.js';
import { hold, waiting } from '../../support/held.js';
import { newcomer } from '../../support/newcomers.js';
import { Client, cookieOf, cookieValue, join } from '../../support/people.js';
import { modulo, problem } from '../../support/problem.js';
import { raw } from '../../support/raw.js';

const WRONG = 'not the right password';
/** How many wrong guesses are heard at once before one has to wait. */
const FREE = { password: 5, second_factor: 10, reset: 3, network: 50 } as const;

describe('guessing', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp({ RATE_LIMIT_FACTOR: '1', TRUST_PROXY: 'loopback' });
  });
  afterAll(() => app.close());

  let networks = 0;
  /** An address nobody has used: 198.51.100.0/24 is for examples (RFC 5737). */
  const anAddress = () => `198.51.100.${(networks += 1)}`;

  /** A browser somewhere in the world. */
  class Browser {
    constructor(
      readonly ip = anAddress(),
      readonly client = new Client(app.url),
    ) {}

    post = (path: string, body: object) => this.client.post(path, body).set('x-forwarded-for', this.ip);
    enter = (email: string, password: string = WRONG) => this.post('auth/sign-in', { email, password });
  }

  interface Someone {
    readonly email: string;
    readonly client: Client;
    /** The cookie that makes their browser a known one. */
    readonly device: string;
    readonly session: Browser;
  }
  /** Signed up, and signed in from a network of their own. */
  async function someone(): Promise<Someone> {
    const person = newcomer();
    const { userId } = await join(app, person);
    const answer = await new Browser().enter(person.email, PASSWORD).expect(200);
    const client = new Client(app.url, cookieOf(answer), '', userId);
    const device = `device=${cookieValue(answer, 'device')}`;
    return { email: person.email, client, device, session: new Browser(anAddress(), client) };
  }

  /** Under which key a guess is counted. */
  const keyOf = (at: Guess['at'], ...whose: string[]) =>
    app.app
      .get(GuessesService)
      .guess(at, ...whose)
      .key.toString('hex');

  /** What was waited for comes about at once: every block ends now. */
  const wait = () => app.db.superuser.query(`update backoffs set blocked_until = now()`);

  const isHeard = ({ status }: Response) => status !== 429;

  /** Guesses until one is not heard. @returns how many were */
  async function heard(guess: () => PromiseLike<Response>): Promise<number> {
    for (let n = 0; n < 60; n += 1) if (!isHeard(await guess())) return n;
    throw new Error('everything is heard');
  }

  /** The seconds an unheard guess is told to wait, by its header and its body alike. */
  function told(answer: Response): number {
    problem(429, 'rate_limited')(answer);
    expect(answer.headers['retry-after']).toBe(String(answer.body.retry_after));
    return answer.body.retry_after;
  }

  async function countsOf(table: 'throttles' | 'backoffs', counted: string): Promise<Map<string, number>> {
    const { rows } = await app.db.superuser.query<{ key: string; n: number }>(
      `select encode(key, 'hex') as key, ${counted} as n from ${table}`,
    );
    return new Map(rows.map(({ key, n }) => [key, n]));
  }
  /** What `work` added to which counts. */
  async function added(
    table: 'throttles' | 'backoffs',
    counted: string,
    work: () => Promise<unknown>,
  ): Promise<number[]> {
    const before = await countsOf(table, counted);
    await work();
    const after = await countsOf(table, counted);
    return [...after].map(([key, n]) => n - (before.get(key) ?? 0)).filter((n) => n !== 0);
  }

  describe('on every way in', () => {
    interface Way {
      readonly free: number;
      /** A wrong guess. */
      readonly guess: (at: Someone & { by: Authenticator }) => Promise<Response>;
    }
    const ways: Record<string, Way> = {
      'signing in': {
        free: FREE.password,
        guess: async ({ email }) => new Browser().enter(email),
      },
      'proving oneself again': {
        free: FREE.password,
        guess: async ({ session }) => session.post('auth/reauthentication', { password: WRONG }),
      },
      'changing the password': {
        free: FREE.password,
        guess: async ({ session }) =>
          session.post('me/password', { current_password: WRONG, password: PASSWORD }),
      },
      'the second step of signing in': {
        free: FREE.second_factor,
        // Each time an attempt of its own: beginning again sets nothing back.
        guess: async ({ by }) => {
          const [challenge] = await challenges(app, by.userId, 1);
          return new Browser().post('auth/two-factor', { challenge, code: wrongCode(by) });
        },
      },
      'asking for a link': {
        free: FREE.reset,
        guess: async ({ email }) => new Browser().post('auth/password-resets', { email }),
      },
    };

    it.each(Object.entries(ways))(
      '%s: some guesses are free, then each waits twice as long',
      async (_, way) => {
        const one = await someone();
        const at = { ...one, by: await enrol(app, one.client) };
        expect(await heard(() => way.guess(at))).toBe(way.free);
        const waits: number[] = [];
        for (let round = 0; round < 7; round += 1) {
          waits.push(told(await way.guess(at)));
          await wait();
          expect(isHeard(await way.guess(at))).toBe(true);
        }
        const honest = [30, 60, 120, 240, 480, 900, 900];
        for (const [i, seconds] of waits.entries()) {
          expect(seconds).toBeLessThanOrEqual(honest[i] ?? 0);
          expect(seconds).toBeGreaterThan((honest[i] ?? 0) - 5);
        }
      },
    );

    it('counts recovery codes with the codes of the app', async () => {
      const one = await someone();
      const by = await enrol(app, one.client);
      const codes = [wrongCode(by), 'abcd-efgh-jkmn-pqrs-tvwx-yz01'];
      let n = 0;
      const guess = async () => {
        const [challenge] = await challenges(app, by.userId, 1);
        return new Browser().post('auth/two-factor', { challenge, code: codes[(n += 1) % 2] });
      };
      expect(await heard(guess)).toBe(FREE.second_factor);
      const [challenge] = await challenges(app, by.userId, 1);
      const right = { challenge, code: by.recoveryCodes[0] };
      told(await new Browser().post('auth/two-factor', right));
      await wait();
      await new Browser().post('auth/two-factor', right).expect(200);
    });

    it('sets no count of codes back where the attempt is begun again with the password', async () => {
      const one = await someone();
      const by = await enrol(app, one.client);
      let n = 0;
      const guess = async () => {
        const begun = await new Browser().enter(one.email, PASSWORD).expect(200);
        n += 1;
        return new Browser().post('auth/two-factor', {
          challenge: begun.body.challenge,
          code: wrongCode(by),
        });
      };
      expect(await heard(guess)).toBe(FREE.second_factor);
      expect(n).toBe(FREE.second_factor + 1);
    });

    it('counts wrong codes of proving oneself again', async () => {
      const one = await someone();
      const by = await enrol(app, one.client);
      const guess = () =>
        one.session.post('auth/reauthentication', { password: PASSWORD, code: wrongCode(by) });
      expect(await heard(guess)).toBeLessThanOrEqual(FREE.second_factor);
    });

    it('answers for an unknown address as for a known one', async () => {
      const { email } = await someone();
      const nobody = newcomer().email;
      for (const path of ['auth/sign-in', 'auth/password-resets'] as const) {
        const answers = async (address: string) => {
          const all: Response[] = [];
          const body = path === 'auth/sign-in' ? { email: address, password: WRONG } : { email: address };
          for (let i = 0; i < 7; i += 1) all.push(await new Browser().post(path, body));
          return all.map((one) => ({ ...modulo(one, address), headers: Object.keys(one.headers).sort() }));
        };
        const [known, unknown] = [await answers(email), await answers(nobody)];
        const withoutWait = (all: Awaited<ReturnType<typeof answers>>) =>
          all.map(({ body, ...rest }) => ({ ...rest, body: body.replace(/"retry_after":\d+/, '') }));
        expect(withoutWait(unknown)).toEqual(withoutWait(known));
      }
    });
  });

  describe('from elsewhere', () => {
    it('keeps out the right password too, but not from a browser that is known', async () => {
      const { email, device } = await someone();
      await heard(() => new Browser().enter(email));
      told(await new Browser().enter(email, PASSWORD));
      const known = new Browser(anAddress(), new Client(app.url, device));
      await known.enter(email, PASSWORD).expect(200);
      told(await new Browser().enter(email, PASSWORD));
    });

    it('does not stop a known browser at its second step', async () => {
      const one = await someone();
      const by = await enrol(app, one.client);
      await heard(async () => {
        const [challenge] = await challenges(app, by.userId, 1);
        return new Browser().post('auth/two-factor', { challenge, code: wrongCode(by) });
      });
      const [challenge] = await challenges(app, by.userId, 1);
      const code = await by.code();
      told(await new Browser().post('auth/two-factor', { challenge, code }));
      const known = new Browser(anAddress(), new Client(app.url, one.device));
      await known.post('auth/two-factor', { challenge, code }).expect(200);
    });

    it('does not stop a session that proves itself again, nor one that changes its password', async () => {
      const { email, session } = await someone();
      await heard(() => new Browser().enter(email));
      const change = { current_password: PASSWORD, password: 'a buoy beyond the breakwater' };
      await session.post('me/password', change).expect(200);
      await session.post('auth/reauthentication', { password: change.password }).expect(200);
    });

    it('is guessing all the same with a device cookie of another person, or one made up', async () => {
      const [{ email }, other] = [await someone(), await someone()];
      await heard(() => new Browser().enter(email));
      for (const cookie of [other.device, `device=${'x'.repeat(43)}`]) {
        told(await new Browser(anAddress(), new Client(app.url, cookie)).enter(email, PASSWORD));
      }
    });

    it('is over for a known browser as well once it guesses itself', async () => {
      const { email, device } = await someone();
      const known = new Browser(anAddress(), new Client(app.url, device));
      expect(await heard(() => known.enter(email))).toBe(FREE.password);
      told(await known.enter(email, PASSWORD));
    });
  });

  it('is forgiven by the right password: what was wrong before counts no more', async () => {
    const { email } = await someone();
    for (let round = 0; round < 2; round += 1) {
      for (let i = 0; i < FREE.password - 1; i += 1)
        await new Browser().enter(email).expect(problem(401, 'wrong_credentials'));
      await new Browser().enter(email, PASSWORD).expect(200);
    }
  });

  it('is not made harder by asking in vain: what is not heard does not count', async () => {
    const { email } = await someone();
    await heard(() => new Browser().enter(email));
    const waits = [];
    for (let i = 0; i < 5; i += 1) waits.push(told(await new Browser().enter(email)));
    expect(Math.max(...waits)).toBeLessThanOrEqual(30);
  });

  it('is over for a network that guesses at many accounts, but not for the known browsers in it', async () => {
    const browser = new Browser();
    const { email, device } = await someone();
    await browser.enter(newcomer().email).expect(problem(401, 'wrong_credentials'));
    await app.db.superuser.query(`update backoffs set failures = $1 where key = decode($2, 'hex')`, [
      FREE.network - 1,
      keyOf('network', browser.ip),
    ]);
    await browser.enter(newcomer().email).expect(problem(401, 'wrong_credentials'));
    told(await browser.enter(email, PASSWORD));
    await new Browser().enter(email, PASSWORD).expect(200);
    const known = new Browser(browser.ip, new Client(app.url, device));
    await known.enter(email, PASSWORD).expect(200);
    told(await browser.enter(email, PASSWORD));
  });

  it('is counted before it is heard: of fifty at the same moment the free ones are', async () => {
    const { email } = await someone();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) => new Browser(`203.0.113.${i + 1}`).enter(email)),
    );
    expect(answers.filter(isHeard)).toHaveLength(FREE.password);
    const codes = new Set(answers.map(({ body }) => body.code));
    expect(codes).toEqual(new Set(['wrong_credentials', 'rate_limited']));
  });

  it('is counted over all processes together', async () => {
    const second = await beside(app, {});
    const { email } = await someone();
    const at = [app.url, second.url];
    let n = 0;
    const guess = () => new Browser(anAddress(), new Client(at[(n += 1) % 2] ?? '')).enter(email);
    expect(await heard(guess)).toBe(FREE.password);
    for (const url of at) told(await new Browser(anAddress(), new Client(url)).enter(email));
    await second.close();
  });

  it('wrongly and being right, at the same moment and from one network, do not stand in each other’s way', async () => {
    const { email, client } = await someone();
    let ip = anAddress();
    // Counted first by network, then by account: the other way round than they are named.
    while (keyOf('network', ip) > keyOf('password', email, 'anywhere')) ip = anAddress();
    const password = `select 1 from passwords where user_id = $1 for update`;
    const count = `select 1 from backoffs where key = decode($1, 'hex') for update`;
    const letPasswordGo = await hold(app.db, password, [client.userId]);
    const right = Promise.resolve(new Browser(ip).enter(email, PASSWORD));
    await waiting(app.db, 1);
    const letCountGo = await hold(app.db, count, [keyOf('password', email, 'anywhere')]);
    await letPasswordGo();
    const wrong = Promise.resolve(new Browser(ip).enter(email));
    await waiting(app.db, 2);
    await letCountGo();
    expect([(await right).status, (await wrong).status]).toEqual([200, 401]);
  });

  describe('from one network', () => {
    const look = (ip: string) =>
      new Client(app.url).get(`auth/password-resets/${'x'.repeat(43)}`).set('x-forwarded-for', ip);

    it.each([
      [
        'a /64 of IPv6, wandered about in and spelt in every way',
        [
          '2001:db8:64:1::1',
          '2001:db8:64:1::2',
          '2001:DB8:64:1::3',
          '2001:0db8:0064:0001:0000:0000:0000:0004',
          '2001:db8:64:1:0:0:0:5',
          '2001:db8:64:1:ffff:ffff:ffff:ffff',
          '2001:db8:64:1::198.51.100.1',
        ],
      ],
      [
        'an IPv4 address, mapped into IPv6 or not',
        [
          '192.0.2.77',
          '::ffff:192.0.2.77',
          '::FFFF:192.0.2.77',
          '::ffff:c000:24d',
          '0:0:0:0:0:ffff:192.0.2.77',
          '0000:0000:0000:0000:0000:ffff:c000:024d',
        ],
      ],
    ])('is counted as one: %s', async (_, spellings) => {
      const counts = await added('throttles', 'hits', async () => {
        for (const ip of spellings) await look(ip).expect(404);
      });
      expect(counts).toEqual([spellings.length]);
    });

    it('guesses at passwords are one count too', async () => {
      const spellings = ['2001:db8:64:2::1', '2001:DB8:64:2::2', '2001:0db8:64:2:0:0:0:3'];
      const counts = await added('backoffs', 'failures', async () => {
        for (const ip of spellings) await new Browser(ip).enter(newcomer().email);
      });
      expect(counts.sort()).toEqual([1, 1, 1, 3]);
    });

    it('is not one with its neighbours', async () => {
      const counts = await added('throttles', 'hits', async () => {
        for (const ip of ['2001:db8:64:3::1', '2001:db8:64:4::1', '192.0.2.78', '192.0.2.79'])
          await look(ip).expect(404);
      });
      expect(counts).toEqual([1, 1, 1, 1]);
    });
  });

  describe('by a path that is spelt otherwise', () => {
    const spellings = [
      '/api/v2/auth/sign-in/',
      '//api/v2/auth/sign-in',
      '/api//v2/auth/sign-in',
      '/api/v2/auth//sign-in',
      '/api/v2/auth/sign-in//',
      '/./api/v2/auth/sign-in',
      '/api/v2/./auth/sign-in',
      '/api/v2/auth/../auth/sign-in',
      '/api/v2/auth%2fsign-in',
      '/api/v2/auth/sign%2din',
      '/api/v2/auth/%73ign-in',
      '/api/v2/auth/sign-in%2f',
      '/api/v2/auth/sign-in%00',
      '/api/v2/auth/sign-in%20',
      '/api/v2/auth/sign-in;x=1',
      '/api/v2;x/auth/sign-in',
      '/api/v2/auth/sign-in?x',
      '/api/v2/auth/sign-in#x',
      '/api/v2/auth/Sign-In',
      '/API/V2/AUTH/SIGN-IN',
      '/api\\v2\\auth\\sign-in',
      '/api/v2/auth/sign-in.json',
    ];

    it.each(spellings)('%s reaches nothing, or is counted', async (path) => {
      const { email } = newcomer();
      const ip = anAddress();
      let status = 0;
      const hits = await added('throttles', 'hits', async () => {
        ({ status } = await raw(app.url, {
          method: 'POST',
          path,
          headers: { 'x-forwarded-for': ip },
          body: { email, password: WRONG },
        }));
      });
      expect([400, 401, 404]).toContain(status);
      expect(hits).toEqual(status === 404 ? [] : [1]);
      const failures = await countsOf('backoffs', 'failures');
      expect(failures.get(keyOf('password', email, 'anywhere')) ?? 0).toBe(status === 401 ? 1 : 0);
    });
  });
});
