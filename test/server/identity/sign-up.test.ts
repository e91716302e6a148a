import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Character, PASSWORD, cast } from '../../../seeds/cast.js';
import type { TestApp } from '../../support/app.js';
import { sharedApp } from '../../support/shared-app.js';
import { mailsTo, tokensTo } from '../../support/mails.js';
import { newcomer } from '../../support/newcomers.js';
import { type Client, createWorkspace, join, signIn, signedOut } from '../../support/people.js';
import { modulo, problem } from '../../support/problem.js';

const ANOTHER = 'a stranger thought of this one';

describe('signing up', () => {
  let app: TestApp;
  let nobody: Client;
  let owner: Client;

  beforeAll(async () => {
    app = await sharedApp();
    nobody = signedOut(app);
    owner = await createWorkspace(await join(app, cast.owner), 'Harbour Agency');
  });
  afterAll(() => app.close());

  const signUp = (person: Character, password = PASSWORD) =>
    nobody.post('auth/sign-up', { ...person, password });
  const confirm = (token: string) => nobody.post(`auth/email-verifications/${token}`);
  const look = (token: string) => nobody.get(`auth/email-verifications/${token}`);
  const askAgain = (email: string) => nobody.post('auth/email-verifications', { email });
  const linksTo = ({ email }: Character) => tokensTo(app, email, 'verify-email');

  async function attempt(person: Character, password = PASSWORD): Promise<string> {
    await signUp(person, password).expect(200);
    const [token = ''] = await linksTo(person);
    return token;
  }

  async function accountsOf({ email }: Character): Promise<{ id: string; first_name: string }[]> {
    const sql = 'select id, first_name from users where email = $1';
    return (await app.db.superuser.query(sql, [email])).rows;
  }

  async function attemptsOf({ email }: Character): Promise<string[]> {
    const sql = 'select ended_as from sign_up_attempts where email = $1 order by ended_as';
    return (await app.db.superuser.query(sql, [email])).rows.map((row) => row.ended_as);
  }

  describe('POST auth/sign-up', () => {
    describe('allowed', () => {
      it('answers with the address alone, and makes no account and no session', async () => {
        const person = newcomer();
        const answer = await signUp(person).expect(200);
        expect(answer.body).toEqual({ email: person.email });
        expect(answer.headers).not.toHaveProperty('set-cookie');
        expect(await accountsOf(person)).toEqual([]);
      });

      it('answers the same for an address that has an account: the mail alone tells', async () => {
        const person = newcomer();
        const [unknown, known] = [await signUp(person), await signUp(cast.owner, ANOTHER)];
        expect(modulo(known, cast.owner.email)).toEqual(modulo(unknown, person.email));
        const [mail] = await mailsTo(app, cast.owner.email);
        expect(mail?.links).toEqual([`${app.config.AUTH_URL}/sign-in`]);
      });

      it('leaves an account that stands as it was', async () => {
        await signUp({ ...cast.owner, first_name: 'Mallory' }, ANOTHER).expect(200);
        const { body } = await (await signIn(app, cast.owner.email)).get('me').expect(200);
        expect(body.first_name).toBe('Olive');
        const credentials = { email: cast.owner.email, password: ANOTHER };
        await nobody.post('auth/sign-in', credentials).expect(problem(401, 'wrong_credentials'));
      });

      it('knows an address however it is written', async () => {
        const { email } = newcomer('Zoé'.normalize('NFC'));
        const shouted = ` ${email.toUpperCase().normalize('NFD')} `;
        const { body } = await signUp({ ...newcomer(), email: shouted }).expect(200);
        expect(body).toEqual({ email });
        expect(await linksTo({ ...newcomer(), email })).toHaveLength(1);
      });

      it('stores an address in a form that it would store again as it is', async () => {
        // A capital J with a caron has no code point of its own, the small letter has one.
        const { email } = newcomer();
        const { body: first } = await signUp({ ...newcomer(), email: `J\u030c${email}` }).expect(200);
        const { body: second } = await signUp({ ...newcomer(), email: first.email }).expect(200);
        expect(second.email).toBe(first.email);
      });

      it.each([
        ['15 characters', 'fifteen letters'],
        ['15 characters beyond the basic plane', '🌊🌉🌁🌃🌆🌇🌌🌠🎆🎇🎑🏙🌅🌄🗻'],
        ['1024 characters', 'a lighthouse, a harbour, a boat '.repeat(32)],
      ])('takes a password of %s', async (_, password) => {
        const person = newcomer();
        await confirm(await attempt(person, password)).expect(200);
        await signIn(app, person.email, password);
      });
    });

    describe('invalid', () => {
      const invalid = (body: object, code: string, ...fields: string[]) =>
        nobody.post('auth/sign-up', body).expect(problem(400, code, ...fields));

      it.each([
        ['14 characters', 'fourteen chars', 'password_too_short'],
        ['14 characters in 28 UTF-16 units', '🌊🌉🌁🌃🌆🌇🌌🌠🎆🎇🎑🏙🌅🌄', 'password_too_short'],
        ['14 characters when composed', 'fourteen chare\u0301', 'password_too_short'],
        ['a common one', 'qwerty123456789', 'password_too_common'],
        ['a common one in capitals', 'PasswordPassword', 'password_too_common'],
        ['a short word over and over', 'harborharborharbor', 'password_too_common'],
        ['the address with something around it', 'my roderick password', 'password_too_common'],
        ['nothing', '', 'invalid_body'],
        ['1025 characters', 'x'.repeat(1025), 'invalid_body'],
        ['NUL in it', 'a lantern on the\u0000 harbour', 'invalid_body'],
        ['half a surrogate pair', 'a lantern on the harbour \ud83c', 'invalid_body'],
      ])('refuses a password: %s', async (_, password, code) => {
        const person = { ...newcomer(), email: 'roderick@newcomers.example' };
        await invalid({ ...person, password }, code, 'password');
        expect(await attemptsOf(person)).toEqual([]);
      });

      it.each([
        ['none', ''],
        ['a name', 'olive'],
        ['two addresses', 'a@b.example,c@d.example'],
        ['another header', 'a@b.example\r\nbcc: c@d.example'],
        ['a display name', 'Olive <olive@harbour.example>'],
        ['a quoted local part', '"c@d.example"@b.example'],
        ['an address literal', 'a@[127.0.0.1]'],
        ['half a surrogate pair', 'a\ud83c@b.example'],
        ['a local part of 65', `${'a'.repeat(65)}@b.example`],
      ])('refuses as an address: %s', async (_, email) => {
        await invalid({ ...newcomer(), email, password: PASSWORD }, 'invalid_body', 'email');
      });

      it.each([
        ['a list', ['olive@harbour.example', 'simon@elsewhere.example']],
        ['a list of one', ['olive@harbour.example']],
        ['an object', { $ne: '' }],
        ['a number', 5],
        ['null', null],
      ])('takes neither an address nor a password that is %s', async (_, value) => {
        await invalid({ ...newcomer(), email: value, password: PASSWORD }, 'invalid_body', 'email');
        await invalid({ ...newcomer(), password: value }, 'invalid_body', 'password');
      });

      it.each(['id', 'user_id', 'role', 'is_admin', 'workspace_id', 'email_verified'])(
        'takes no %s from a person who signs up',
        async (field) => {
          await invalid({ ...newcomer(), password: PASSWORD, [field]: owner.userId }, 'invalid_body', field);
        },
      );
    });
  });

  describe('POST auth/email-verifications/{token}', () => {
    describe('allowed', () => {
      it('makes the account, and no session', async () => {
        const person = newcomer();
        const answer = await confirm(await attempt(person)).expect(200);
        expect(answer.body).toEqual({ email: person.email });
        expect(answer.headers).not.toHaveProperty('set-cookie');
        const { body } = await (await signIn(app, person.email)).get('me').expect(200);
        expect(body).toMatchObject(person);
      });

      it('makes one account of fifty attempts confirmed at the same moment', async () => {
        const { email, last_name } = newcomer();
        const people = Array.from({ length: 50 }, (_, n) => ({ email, last_name, first_name: `Nora ${n}` }));
        const passwordOf = (first_name: string) => `the password of ${first_name}`;
        await Promise.all(people.map((one) => signUp(one, passwordOf(one.first_name)).expect(200)));
        const answers = await Promise.all((await linksTo(people[0]!)).map((token) => confirm(token)));

        expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(49).fill(409)]);
        const [account, ...others] = await accountsOf(people[0]!);
        expect(others).toEqual([]);
        expect(await attemptsOf(people[0]!)).toEqual([...Array(49).fill('revoked'), 'used']);
        await signIn(app, email, passwordOf(account!.first_name));
      });
    });

    describe('refused', () => {
      it('is dead once it was used', async () => {
        const token = await attempt(newcomer());
        await confirm(token).expect(200);
        await confirm(token).expect(problem(409, 'email_verification_used'));
        const { body } = await look(token).expect(200);
        expect(body.state).toBe('used');
      });

      it('is dead after its day', async () => {
        const person = newcomer();
        const token = await attempt(person);
        await app.db.superuser.query(
          `update sign_up_attempts set expires_at = now() - interval '1 second' where email = $1`,
          [person.email],
        );
        await confirm(token).expect(problem(409, 'email_verification_expired'));
        const { body } = await look(token).expect(200);
        expect(body.state).toBe('expired');
        expect(await accountsOf(person)).toEqual([]);
      });

      it.each(['before', 'after'])(
        'leaves nothing of an attempt a stranger made %s the owner of the address',
        async (when) => {
          const person = newcomer();
          const stranger = { ...person, first_name: 'Mallory' };
          const planted = when === 'before' ? await attempt(stranger, ANOTHER) : '';
          const own = await attempt(person);
          const dead = planted || (await attempt(stranger, ANOTHER));
          await confirm(own).expect(200);

          await confirm(dead).expect(problem(409, 'email_verification_revoked'));
          const { body } = await look(dead).expect(200);
          expect(body.state).toBe('revoked');
          const credentials = { email: person.email, password: ANOTHER };
          await nobody.post('auth/sign-in', credentials).expect(problem(401, 'wrong_credentials'));
          expect(await accountsOf(person)).toMatchObject([{ first_name: person.first_name }]);
        },
      );

      it('leaves nothing of an attempt a stranger made once the owner accepted an invitation', async () => {
        const person = newcomer();
        const planted = await attempt({ ...person, first_name: 'Mallory' }, ANOTHER);
        await owner.post('workspace-members', { email: person.email, role: 'view' }).expect(200);
        const [token = ''] = await tokensTo(app, person.email, 'invitations');
        const { first_name, last_name } = person;
        await nobody
          .post(`invitations/by-token/${token}/acceptance`, { first_name, last_name, password: PASSWORD })
          .expect(200);

        await confirm(planted).expect(problem(409, 'email_verification_revoked'));
        const credentials = { email: person.email, password: ANOTHER };
        await nobody.post('auth/sign-in', credentials).expect(problem(401, 'wrong_credentials'));
        await signIn(app, person.email);
      });
    });

    describe('hidden', () => {
      it.each(['unknown', 'x'.repeat(43), '%00', '..%2f..%2fme', 'x'.repeat(5000)])(
        'knows no link %s',
        async (token) => {
          await confirm(token).expect(problem(404, 'not_found'));
          await look(token).expect(problem(404, 'not_found'));
        },
      );
    });

    it('takes no body', async () => {
      const person = newcomer();
      const token = await attempt(person);
      await nobody
        .post(`auth/email-verifications/${token}`, { password: ANOTHER })
        .expect(problem(400, 'invalid_body', 'password'));
      expect(await accountsOf(person)).toEqual([]);
    });
  });

  describe('GET auth/email-verifications/{token}', () => {
    it('shows the state and changes nothing, however often it is opened', async () => {
      const person = newcomer();
      const token = await attempt(person);
      for (const _ of [1, 2, 3]) {
        const { body } = await look(token).expect(200);
        expect(body).toEqual({ email: person.email, state: 'open' });
      }
      expect(await accountsOf(person)).toEqual([]);
      await confirm(token).expect(200);
    });
  });

  describe('POST auth/email-verifications', () => {
    it('sends another link, and the earlier one stays good: another caller cannot stop the owner', async () => {
      const person = newcomer();
      const earlier = await attempt(person);
      await askAgain(person.email).expect(200);
      const [newer = ''] = await linksTo(person);
      expect(newer).not.toBe(earlier);
      await confirm(earlier).expect(200);
      await confirm(newer).expect(problem(409, 'email_verification_revoked'));
      await signIn(app, person.email);
    });

    it('begins a new day for an attempt that expired', async () => {
      const person = newcomer();
      await attempt(person);
      await app.db.superuser.query(
        `update sign_up_attempts set expires_at = now() - interval '2 days' where email = $1`,
        [person.email],
      );
      await askAgain(person.email).expect(200);
      const [newer = ''] = await linksTo(person);
      await confirm(newer).expect(200);
      await signIn(app, person.email);
    });

    it('sends no link where it cannot know whose attempt is meant: it might make a stranger’s password good', async () => {
      const person = newcomer();
      const own = await attempt(person);
      await attempt({ ...person, first_name: 'Mallory' }, ANOTHER);
      const links = await linksTo(person);
      await askAgain(person.email).expect(200);
      const [mail] = await mailsTo(app, person.email);
      expect(mail?.links).toEqual([`${app.config.AUTH_URL}/sign-up`]);
      expect(await linksTo(person)).toEqual(links);
      await confirm(own).expect(200);
      await signIn(app, person.email);
    });

    it('answers the same for an address with an account and for one nobody knows, and mails neither', async () => {
      const person = newcomer();
      const before = (await mailsTo(app, cast.owner.email)).length;
      const [unknown, known] = [await askAgain(person.email), await askAgain(cast.owner.email)];
      expect(modulo(unknown, person.email)).toEqual(modulo(known, cast.owner.email));
      expect(unknown.status).toBe(200);
      expect(await mailsTo(app, person.email)).toEqual([]);
      expect(await mailsTo(app, cast.owner.email)).toHaveLength(before);
    });
  });
});
