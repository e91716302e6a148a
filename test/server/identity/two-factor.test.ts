import type { Response } from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD } from '../../../seeds/cast.js';
import { RouteTable } from '../../../apps/api/src/http/route/route-table.js';
import { totpCode, totpStepAt } from '../../../apps/api/src/identity/two-factor/totp.js';
import type { TestApp } from '../../support/app.js';
import { sharedApp } from '../../support/shared-app.js';
import {
  Authenticator,
  challengeOf,
  challenges,
  enrol,
  signInByCode,
  wrongCode,
} from '../../support/authenticator.js';
import { hold, waiting } from '../../support/held.js';
import { newcomer } from '../../support/newcomers.js';
import { templatesTo } from '../../support/notices.js';
import {
  Client,
  cookieOf,
  createWorkspace,
  goStale,
  hire,
  mailedToken,
  ownActivities,
  signIn,
  signedOut,
  type Someone,
  someone as newAccount,
} from '../../support/people.js';
import { problem } from '../../support/problem.js';
import { Chance } from '../../support/random.js';
import { raw } from '../../support/raw.js';
import { auditLog } from '../../support/until.js';
import { knock, nameOf, told } from '../../policy/knock.js';
import { closed, inWorkspace, sweep } from '../../policy/sweeps.js';

describe('two-factor authentication', () => {
  let app: TestApp;
  let nobody: Client;

  beforeAll(async () => {
    app = await sharedApp();
    nobody = signedOut(app);
  });
  afterAll(() => app.close());

  const someone = () => newAccount(app);
  async function enrolled(): Promise<Someone & { by: Authenticator }> {
    const one = await someone();
    return { ...one, by: await enrol(app, one.client) };
  }

  const prove = (challenge: string, code: string) => nobody.post('auth/two-factor', { challenge, code });
  const routes = () => app.app.get(RouteTable).entries;

  describe('is off, started, enabled, or being replaced', () => {
    type State = 'off' | 'started' | 'enabled' | 'replacing';
    type Answer = 'ok' | `${number} ${string}`;
    const calls = {
      start: (one) => one.client.post('me/two-factor'),
      enable: async (one) => one.client.patch('me/two-factor', { code: codeIn(one) }),
      enableWrongly: (one) => one.client.patch('me/two-factor', { code: wrongCode(one) }),
      disable: (one) => one.client.delete('me/two-factor'),
      startReplacement: (one) => one.client.post('me/two-factor/replacement'),
      replace: async (one) => one.client.patch('me/two-factor/replacement', { code: codeIn(one) }),
      replaceWrongly: (one) => one.client.patch('me/two-factor/replacement', { code: wrongCode(one) }),
      renewCodes: (one) => one.client.post('me/two-factor/recovery-codes'),
    } as const satisfies Record<string, (one: Walker) => PromiseLike<Told>>;
    type Call = keyof typeof calls;
    interface Told {
      readonly status: number;
      readonly body: { readonly code?: string; readonly secret?: string };
    }

    /** A person who tries everything, and the secret that was shown last. */
    interface Walker {
      readonly client: Client;
      secret: string;
    }

    const isOn: Answer = '409 two_factor_enabled';
    const isOff: Answer = '409 two_factor_disabled';
    const notStarted: Answer = '409 two_factor_not_started';
    const wrong: Answer = '403 wrong_code';
    /** What each call answers in each state, and where it leads. */
    const machine: Record<State, Record<Call, readonly [Answer, State]>> = {
      off: {
        start: ['ok', 'started'],
        enable: [notStarted, 'off'],
        enableWrongly: [notStarted, 'off'],
        disable: [isOff, 'off'],
        startReplacement: [isOff, 'off'],
        replace: [isOff, 'off'],
        replaceWrongly: [isOff, 'off'],
        renewCodes: [isOff, 'off'],
      },
      started: {
        start: ['ok', 'started'],
        enable: ['ok', 'enabled'],
        enableWrongly: [wrong, 'started'],
        disable: [isOff, 'started'],
        startReplacement: [isOff, 'started'],
        replace: [isOff, 'started'],
        replaceWrongly: [isOff, 'started'],
        renewCodes: [isOff, 'started'],
      },
      enabled: {
        start: [isOn, 'enabled'],
        enable: [isOn, 'enabled'],
        enableWrongly: [isOn, 'enabled'],
        disable: ['ok', 'off'],
        startReplacement: ['ok', 'replacing'],
        replace: [notStarted, 'enabled'],
        replaceWrongly: [notStarted, 'enabled'],
        renewCodes: ['ok', 'enabled'],
      },
      replacing: {
        start: [isOn, 'replacing'],
        enable: [isOn, 'replacing'],
        enableWrongly: [isOn, 'replacing'],
        disable: ['ok', 'off'],
        startReplacement: ['ok', 'replacing'],
        replace: ['ok', 'enabled'],
        replaceWrongly: [wrong, 'replacing'],
        renewCodes: ['ok', 'replacing'],
      },
    };
    const ways: Record<State, readonly Call[]> = {
      off: [],
      started: ['start'],
      enabled: ['start', 'enable'],
      replacing: ['start', 'enable', 'startReplacement'],
    };
    const cells = (Object.keys(machine) as State[]).flatMap((from) =>
      (Object.keys(calls) as Call[]).map((call) => [from, call, ...machine[from][call]] as const),
    );

    const codeIn = ({ secret }: Walker) => (secret ? totpCode(secret, totpStepAt(new Date())) : '123456');

    async function make(walker: Walker, call: Call): Promise<Answer> {
      const { status, body } = await calls[call](walker);
      if (body.secret) walker.secret = body.secret;
      return status === 200 ? 'ok' : `${status} ${body.code ?? ''}`;
    }

    async function stateOf({ client }: Walker): Promise<State> {
      const { body } = await client.get('me/two-factor').expect(200);
      if (body.enabled) return body.started ? 'replacing' : 'enabled';
      return body.started ? 'started' : 'off';
    }

    let walker: Walker;
    beforeAll(async () => {
      walker = { client: (await someone()).client, secret: '' };
    });

    async function goTo(state: State): Promise<void> {
      if (['enabled', 'replacing'].includes(await stateOf(walker))) await make(walker, 'disable');
      await app.db.superuser.query('delete from totp_factors where user_id = $1', [walker.client.userId]);
      walker.secret = '';
      for (const call of ways[state]) expect(await make(walker, call)).toBe('ok');
      expect(await stateOf(walker)).toBe(state);
    }

    it.each(cells)('%s, %s: answers %s and is %s', async (from, call, answer, to) => {
      await goTo(from);
      expect(await make(walker, call)).toBe(answer);
      expect(await stateOf(walker)).toBe(to);
    });

    it('with any calls in any order', async () => {
      await goTo('off');
      const chance = new Chance(34);
      let state: State = 'off';
      const walked: string[] = [];
      for (let step = 0; step < 150; step += 1) {
        const call = chance.pick(Object.keys(calls) as Call[]);
        const [answer, next]: readonly [Answer, State] = machine[state][call];
        walked.push(call);
        expect(await make(walker, call), walked.join()).toBe(answer);
        expect(await stateOf(walker), walked.join()).toBe(next);
        state = next;
      }
    });
  });

  describe('the app', () => {
    it('is enabled by a code of it, and by no other', async () => {
      const { client } = await someone();
      const { body } = await client.post('me/two-factor').expect(200);
      expect(body.otpauth_url).toContain(`secret=${body.secret}`);
      const now = totpStepAt(new Date());
      for (const step of [now - 10, now + 10]) {
        await client
          .patch('me/two-factor', { code: totpCode(body.secret, step) })
          .expect(problem(403, 'wrong_code'));
      }
      await client.patch('me/two-factor', { code: wrongCode(body) }).expect(problem(403, 'wrong_code'));
      expect((await client.get('me/two-factor').expect(200)).body.enabled).toBe(false);
    });

    it('makes codes that are taken once: not for signing in what enabled it', async () => {
      const { email, by } = await enrolled();
      const { rows } = await app.db.superuser.query<{ last_step: string }>(
        'select last_step from totp_factors where user_id = $1',
        [by.userId],
      );
      const code = totpCode(by.secret, Number(rows[0]?.last_step));
      await prove(await challengeOf(app, email), code).expect(problem(403, 'wrong_code'));
    });

    it('makes no code that is good before the one that was taken last', async () => {
      const { by } = await enrolled();
      const now = totpStepAt(new Date());
      const [one = '', other = ''] = await challenges(app, by.userId, 2);
      await app.db.superuser.query('update totp_factors set last_step = 0 where user_id = $1', [by.userId]);
      await prove(one, totpCode(by.secret, now + 1)).expect(200);
      await prove(other, totpCode(by.secret, now)).expect(problem(403, 'wrong_code'));
    });

    it('makes codes that one of twenty at the same moment gets in by', async () => {
      const { by } = await enrolled();
      const code = await by.code();
      const answers = await Promise.all(
        (await challenges(app, by.userId, 20)).map((one) => prove(one, code)),
      );
      const statuses = answers.map(({ status, body }) => (status === 200 ? 'in' : body.code)).sort();
      expect(statuses).toEqual(['in', ...Array<string>(19).fill('wrong_code')]);
    });

    it('works until another has proved itself, and then no more', async () => {
      const { client, by } = await enrolled();
      const { body } = await client.post('me/two-factor/replacement').expect(200);
      const next = new Authenticator(app, by.userId, body.secret);
      const [a = '', b = '', c = '', d = ''] = await challenges(app, by.userId, 4);
      await prove(a, next.sameCode()).expect(problem(403, 'wrong_code'));
      await prove(b, await by.code()).expect(200);
      await client
        .patch('me/two-factor/replacement', { code: by.sameCode() })
        .expect(problem(403, 'wrong_code'));
      await client.patch('me/two-factor/replacement', { code: next.sameCode() }).expect(200);
      await prove(c, await by.code()).expect(problem(403, 'wrong_code'));
      await prove(d, await next.code()).expect(200);
    });

    it('keeps the recovery codes when it is replaced', async () => {
      const { client, by } = await enrolled();
      const { body } = await client.post('me/two-factor/replacement').expect(200);
      const next = new Authenticator(app, by.userId, body.secret);
      await client.patch('me/two-factor/replacement', { code: next.sameCode() }).expect(200);
      expect((await client.get('me/two-factor').expect(200)).body.recovery_codes_left).toBe(10);
    });

    it('is asked for no more once it is switched off, nor are the recovery codes kept', async () => {
      const { email, client, by } = await enrolled();
      await client.delete('me/two-factor').expect(200);
      await signIn(app, email);
      const again = await enrol(app, client);
      const challenge = await challengeOf(app, email);
      await prove(challenge, by.recoveryCodes[0]!).expect(problem(403, 'wrong_code'));
      await prove(challenge, await again.code()).expect(200);
    });
  });

  describe('the recovery codes', () => {
    it('are ten, and each lets in once', async () => {
      const { client, by } = await enrolled();
      expect(new Set(by.recoveryCodes).size).toBe(10);
      for (const code of by.recoveryCodes) {
        const [one = '', other = ''] = await challenges(app, by.userId, 2);
        await prove(one, code).expect(200);
        await prove(other, code).expect(problem(403, 'wrong_code'));
      }
      expect((await client.get('me/two-factor').expect(200)).body).toMatchObject({
        enabled: true,
        recovery_codes_left: 0,
      });
    });

    it('let in one of twenty at the same moment', async () => {
      const { by } = await enrolled();
      const [code = ''] = by.recoveryCodes;
      const answers = await Promise.all(
        (await challenges(app, by.userId, 20)).map((one) => prove(one, code)),
      );
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    });

    it('may be typed in capitals, with blanks, or without what parts them', async () => {
      const { by } = await enrolled();
      const [a = '', b = '', c = ''] = by.recoveryCodes;
      const typed = [a.toUpperCase(), b.replaceAll('-', ' '), c.replaceAll('-', '')];
      const waiting = await challenges(app, by.userId, 3);
      for (const [i, code] of typed.entries()) await prove(waiting[i] ?? '', code).expect(200);
    });

    it('are good for nothing once there are new ones', async () => {
      const { client, by } = await enrolled();
      const { body } = await client.post('me/two-factor/recovery-codes').expect(200);
      expect(body.recovery_codes).toHaveLength(10);
      const [one = '', other = ''] = await challenges(app, by.userId, 2);
      await prove(one, by.recoveryCodes[0]!).expect(problem(403, 'wrong_code'));
      await prove(other, body.recovery_codes[0]).expect(200);
    });

    it('of another person open nothing', async () => {
      const [one, other] = [await enrolled(), await enrolled()];
      const [challenge = ''] = await challenges(app, one.by.userId, 1);
      await prove(challenge, other.by.recoveryCodes[0]!).expect(problem(403, 'wrong_code'));
      await prove(challenge, await other.by.code()).expect(problem(403, 'wrong_code'));
    });
  });

  it('leaves nothing readable in the database: no secret, no code, no challenge', async () => {
    const { email, client, by } = await enrolled();
    const replacement = await client.post('me/two-factor/replacement').expect(200);
    const challenge = await challengeOf(app, email);
    await prove(challenge, by.recoveryCodes[0]!).expect(200);
    const { rows: tables } = await app.db.superuser.query<{ name: string }>(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
       where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
    );
    const all = await Promise.all(
      tables.map(({ name }) =>
        app.db.superuser.query<{ t: string }>(`select lower(t::text) as t from ${name} t`),
      ),
    );
    const dump = all.flatMap(({ rows }) => rows.map(({ t }) => t)).join('\n');
    expect(dump).toContain(email);
    const secrets = [by.secret, replacement.body.secret, challenge, ...by.recoveryCodes];
    const written = secrets.flatMap((one) => [one.toLowerCase(), one.toLowerCase().replaceAll('-', '')]);
    const bytes = written.map((one) => Buffer.from(one).toString('hex'));
    for (const one of [...written, ...bytes]) expect(dump.includes(one)).toBe(false);
  });

  describe('signing in', () => {
    it('gives no cookie before the code', async () => {
      const { email } = await enrolled();
      const answer = await nobody.post('auth/sign-in', { email, password: PASSWORD }).expect(200);
      expect(answer.headers).not.toHaveProperty('set-cookie');
      expect(answer.body).toEqual({ next: 'two_factor', challenge: expect.stringMatching(/^[\w-]{43}$/) });
    });

    it('is half done by a challenge that opens no route, however it is brought', async () => {
      const { email, client } = await enrolled();
      const workspace = await createWorkspace(client, 'Half open');
      const challenge = await challengeOf(app, email);
      const ways = {
        'the session cookie': { cookie: `session=${challenge}` },
        'the session cookie of TLS': { cookie: `__Host-session=${challenge}` },
        'the device cookie': { cookie: `device=${challenge}` },
        'a bearer token': { authorization: `Bearer ${challenge}` },
        'a password': { authorization: `Basic ${Buffer.from(`${email}:${challenge}`).toString('base64')}` },
      };
      const half = new Client(app.url, '', workspace.workspaceId);
      for (const [way, headers] of Object.entries(ways)) {
        const open = await sweep(
          closed(routes()),
          (route) => knock(half, route, { headers }),
          '401 unauthenticated',
        );
        expect(open, way).toEqual([]);
      }
      const inQuery = await sweep(
        closed(routes()),
        (route) => knock(half, route, { query: `?challenge=${challenge}&token=${challenge}` }),
        '401 unauthenticated',
      );
      expect(inQuery).toEqual([]);
    });

    it('ends at the fifth wrong code, and then takes no right one', async () => {
      const { client, by } = await enrolled();
      const [challenge = ''] = await challenges(app, by.userId, 1);
      for (let i = 0; i < 4; i += 1) {
        await prove(challenge, wrongCode(by)).expect(problem(403, 'wrong_code'));
      }
      await prove(challenge, wrongCode(by)).expect(problem(401, 'challenge_ended'));
      const code = await by.code();
      await prove(challenge, code).expect(problem(401, 'challenge_ended'));
      expect((await ownActivities(client)).slice(0, 5)).toEqual([
        'two_factor.challenge_ended failed',
        ...Array<string>(4).fill('two_factor.challenge_failed failed'),
      ]);
      // It was never looked at, so another attempt can use it.
      const [another = ''] = await challenges(app, by.userId, 1);
      await prove(another, code).expect(200);
    });

    it('counts wrong codes for each attempt apart, and ends one without the other', async () => {
      const { by } = await enrolled();
      const [a = '', b = ''] = await challenges(app, by.userId, 2);
      for (let i = 0; i < 4; i += 1) await prove(a, wrongCode(by)).expect(problem(403, 'wrong_code'));
      await prove(b, wrongCode(by)).expect(problem(403, 'wrong_code'));
      await prove(a, wrongCode(by)).expect(problem(401, 'challenge_ended'));
      await prove(b, await by.code()).expect(200);
    });

    it('is done by the attempt that a code was shown to, and by no other', async () => {
      const { by } = await enrolled();
      const [a = '', b = ''] = await challenges(app, by.userId, 2);
      const code = await by.code();
      await prove(a, code).expect(200);
      await prove(b, code).expect(problem(403, 'wrong_code'));
      await prove(a, await by.code()).expect(problem(401, 'challenge_ended'));
    });

    it('lets at most five of fifty wrong codes at the same moment be heard', async () => {
      const { by } = await enrolled();
      const [challenge = ''] = await challenges(app, by.userId, 1);
      const answers = await Promise.all(Array.from({ length: 50 }, () => prove(challenge, wrongCode(by))));
      expect(answers.filter(({ body }) => body.code === 'wrong_code')).toHaveLength(4);
    });

    it('is begun again where its attempt is too old, or was never begun', async () => {
      const { by } = await enrolled();
      const [challenge = ''] = await challenges(app, by.userId, 1);
      await app.db.superuser.query('update sign_in_challenges set expires_at = now() where user_id = $1', [
        by.userId,
      ]);
      await prove(challenge, await by.code()).expect(problem(401, 'challenge_ended'));
      await prove('x'.repeat(43), await by.code()).expect(problem(401, 'challenge_ended'));
    });

    it.each([
      ['a list', ['123456']],
      ['an object', { $ne: '' }],
      ['a number', 123456],
      ['null', null],
      ['five digits', '12345'],
    ])('takes no code that is %s', async (_, code) => {
      const { by } = await enrolled();
      const [challenge = ''] = await challenges(app, by.userId, 1);
      await nobody.post('auth/two-factor', { challenge, code }).expect(problem(400, 'invalid_body', 'code'));
    });
  });

  describe('a change of it', () => {
    const numbers = (records: readonly { activity_type: number }[]) =>
      records.map(({ activity_type }) => activity_type).filter((n) => n >= 22 && n <= 31);

    it('is told to the person, ends their other sessions, and is kept where it concerns a person', async () => {
      const { email, client } = await someone();
      const own = await createWorkspace(client, 'Own');
      const boss = await createWorkspace((await someone()).client, 'Employer');
      await boss.post('workspace-members', { email, role: 'admin' }).expect(200);
      const token = await mailedToken(app, email, 'invitations');
      await client.post(`invitations/by-token/${token}/acceptance`, {}).expect(200);
      const stranger = await createWorkspace((await someone()).client, 'Elsewhere');

      const enter = async (by: Authenticator) => {
        const [challenge = ''] = await challenges(app, by.userId, 1);
        const answer = await prove(challenge, await by.code()).expect(200);
        return new Client(app.url, cookieOf(answer), '', by.userId);
      };
      const endsOthers = async (other: Client, act: () => Promise<Authenticator>) => {
        await other.get('me').expect(200);
        const by = await act();
        await other.get('me').expect(problem(401, 'unauthenticated'));
        await client.get('me').expect(200);
        return by;
      };

      let by = await endsOthers(await signIn(app, email), () => enrol(app, client));
      by = await endsOthers(await enter(by), async () => {
        const { body } = await client.post('me/two-factor/recovery-codes').expect(200);
        return new Authenticator(app, by.userId, by.secret, body.recovery_codes);
      });
      const [challenge = '', last = ''] = await challenges(app, by.userId, 2);
      for (let i = 0; i < 5; i += 1) await prove(challenge, wrongCode(by));
      await prove(last, by.recoveryCodes[0]!).expect(200);
      by = await endsOthers(await enter(by), async () => {
        const { body } = await client.post('me/two-factor/replacement').expect(200);
        const next = new Authenticator(app, by.userId, body.secret);
        await client.patch('me/two-factor/replacement', { code: next.sameCode() }).expect(200);
        return next;
      });
      await endsOthers(await enter(by), async () => {
        await client.delete('me/two-factor').expect(200);
        return by;
      });

      const happened = [22, 23, 31, 27, 29, 29, 29, 29, 30, 28, 31, 31, 24, 25, 31, 26];
      const { body } = await client.get('me/activity?limit=100').expect(200);
      expect(numbers(body.items)).toEqual(happened.toReversed());
      for (const workspace of [own, boss]) {
        const records = await auditLog(app, workspace);
        expect(numbers(records)).toEqual(happened.toReversed());
        const factor = records.filter(({ activity_type: n }) => n >= 22 && n <= 31);
        expect(new Set(factor.map(({ user_id }) => user_id))).toEqual(new Set([client.userId]));
        expect(new Set(factor.map(({ target }) => target.id))).toEqual(new Set([client.userId]));
      }
      expect(numbers(await auditLog(app, stranger))).toEqual([]);
      const told = (await templatesTo(app, email)).filter((name) => /two_factor|recovery/.test(name));
      expect(told.sort()).toEqual([
        'recovery_code_used',
        'recovery_codes_generated',
        'two_factor_disabled',
        'two_factor_enabled',
        'two_factor_replaced',
      ]);
    });

    it.each([['before'], ['after']])(
      'lets nobody keep what a sign-in without it got that waits just %s it is enabled',
      async (when) => {
        const { email, client } = await someone();
        const { body } = await client.post('me/two-factor').expect(200);
        const code = new Authenticator(app, client.userId, body.secret).sameCode();
        const enter = () => nobody.post('auth/sign-in', { email, password: PASSWORD });
        const steps = [enter, () => client.patch('me/two-factor', { code })];
        const lock = 'select 1 from passwords where user_id = $1 for update';
        const letGo = await hold(app.db, lock, [client.userId]);
        const begun: Promise<Response>[] = [];
        for (const step of when === 'before' ? steps : steps.toReversed()) {
          begun.push(Promise.resolve(step()));
          await waiting(app.db, begun.length);
        }
        await letGo();
        const answers = await Promise.all(begun);
        expect(answers.map(({ status }) => status)).toEqual([200, 200]);
        const entered = answers[when === 'before' ? 0 : 1]!;
        expect(entered.body.next).toBe(when === 'before' ? undefined : 'two_factor');
        await new Client(app.url, cookieOf(entered)).get('me').expect(problem(401, 'unauthenticated'));
        await client.get('me').expect(200);
      },
    );

    it('that was refused ends no session and tells nobody', async () => {
      const { email, client } = await someone();
      const other = await signIn(app, email);
      const { body } = await client.post('me/two-factor').expect(200);
      await client.patch('me/two-factor', { code: wrongCode(body) }).expect(problem(403, 'wrong_code'));
      await other.get('me').expect(200);
      expect((await templatesTo(app, email)).filter((name) => name.includes('two_factor'))).toEqual([]);
    });
  });

  describe('asked for by a workspace', () => {
    const ask = (client: Client, two_factor_required: boolean) =>
      client.patch('workspaces/current/settings', { two_factor_required });
    async function isRequired({ workspaceId }: Client): Promise<boolean> {
      const found = await app.db.superuser.query(
        'select 1 from workspaces where id = $1 and two_factor_required',
        [workspaceId],
      );
      return found.rows.length > 0;
    }

    /** A workspace that asks for it, its owner, and an editor who has none. */
    async function demanding() {
      const { email, client, by } = await enrolled();
      const owner = await createWorkspace(client, 'Demanding');
      const person = newcomer();
      const editor = await hire(app, owner, person, 'editor');
      await ask(owner, true).expect(200);
      return { owner: { email, client: owner, by }, editor: { email: person.email, client: editor } };
    }

    it('is not asked for by a person who has none: they would lock themselves out', async () => {
      const owner = await createWorkspace((await someone()).client, 'Without');
      await ask(owner, true).expect(problem(403, 'two_factor_required'));
      expect(await isRequired(owner)).toBe(false);
    });

    it('is not asked for by a person whose role does not allow it', async () => {
      const owner = await createWorkspace((await someone()).client, 'Without');
      for (const role of ['editor', 'view', 'client']) {
        const member = await hire(app, owner, newcomer(), role);
        await enrol(app, member);
        await ask(member, true).expect(problem(403, 'permission_required'));
      }
      expect(await isRequired(owner)).toBe(false);
    });

    it('is asked for by an owner who has shown one, with a login that need not be fresh', async () => {
      const { client } = await enrolled();
      const owner = await createWorkspace(client, 'Careful');
      await goStale(app, owner);
      const { body } = await ask(owner, true).expect(200);
      expect(body.two_factor_required).toBe(true);
      await owner.get('workspaces/current').expect(200);
      const [newest] = await auditLog(app, owner);
      expect(newest).toMatchObject({
        activity: 'workspace.settings_updated',
        changes: { two_factor_required: { before: false, after: true } },
      });
    });

    it('keeps everybody without one out of every route, with any role, newcomers too', async () => {
      const { client } = await enrolled();
      const owner = await createWorkspace(client, 'Strict');
      const admin = await hire(app, owner, newcomer(), 'admin');
      await ask(owner, true).expect(200);
      const viewer = await hire(app, owner, newcomer(), 'view');
      for (const member of [admin, viewer]) {
        const open = await sweep(
          inWorkspace(routes()),
          (route) => knock(member, route),
          '403 two_factor_required',
        );
        expect(open).toEqual([]);
      }
    });

    it('lets them set one up from outside, and come in right after', async () => {
      const { editor, owner } = await demanding();
      await editor.client.get('me').expect(200);
      await editor.client.get('me/workspaces').expect(200);
      const by = await enrol(app, editor.client);
      await editor.client.get('workspaces/current').expect(200);
      const elsewhere = (await signInByCode(app, editor.email, by)).in(owner.client.workspaceId);
      await elsewhere.get('workspaces/current').expect(200);
    });

    it('keeps out a member who turns it off again', async () => {
      const { editor } = await demanding();
      await enrol(app, editor.client);
      await editor.client.delete('me/two-factor').expect(200);
      await editor.client.get('workspaces/current').expect(problem(403, 'two_factor_required'));
    });

    it('is no concern of another workspace of the same person', async () => {
      const { editor } = await demanding();
      const own = await createWorkspace(editor.client, 'Own');
      await own.get('workspaces/current').expect(200);
    });

    it('is given up only with a fresh login', async () => {
      const { owner, editor } = await demanding();
      await goStale(app, owner.client);
      await ask(owner.client, false).expect(problem(403, 'reauth_required'));
      expect(await isRequired(owner.client)).toBe(true);
      const fresh = await signInByCode(app, owner.email, owner.by);
      await ask(fresh.in(owner.client.workspaceId), false).expect(200);
      await editor.client.get('workspaces/current').expect(200);
    });
  });

  it('says nothing to a person who is signed out', async () => {
    const own = routes().filter(({ path }) => path.includes('/me/two-factor'));
    expect(own).toHaveLength(7);
    for (const route of own) {
      const answer = await raw(app.url, { method: route.method, path: route.path });
      expect(told(answer), nameOf(route)).toBe('401 unauthenticated');
    }
  });
});
