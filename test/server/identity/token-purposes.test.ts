import type { Response } from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD } from '../../../seeds/cast.js';
import type { TestApp } from '../../support/app.js';
import { sharedApp } from '../../support/shared-app.js';
import { type Authenticator, challengeOf, enrol } from '../../support/authenticator.js';
import { tokensTo } from '../../support/mails.js';
import { newcomer } from '../../support/newcomers.js';
import { templatesTo } from '../../support/notices.js';
import {
  Client,
  cookieOf,
  cookieValue,
  createWorkspace,
  hire,
  join,
  mailedToken,
  signIn,
  signedOut,
} from '../../support/people.js';

const ANOTHER = 'a buoy beyond the breakwater';

describe('a token', () => {
  let app: TestApp;
  let nobody: Client;

  beforeAll(async () => {
    app = await sharedApp();
    nobody = signedOut(app);
    world = await build();
  });
  afterAll(() => app.close());

  /** Every kind of token there is, all good, and what belongs to them. */
  interface World {
    readonly tokens: Record<Kind, string>;
    readonly by: Authenticator;
    /** Whose browser the device token makes known. */
    readonly known: string;
    readonly reader: Client;
    /** Whose login gave the value, in a workspace of theirs, and whom they could choose there. */
    readonly proved: Client;
    readonly heir: string;
  }
  let world: World;

  const kinds = [
    'session',
    'device',
    'challenge',
    'sec',
    'email verification',
    'password reset',
    'invitation',
    'ownership reversal',
    'cursor',
  ] as const;
  type Kind = (typeof kinds)[number];

  async function build(): Promise<World> {
    const [known, twofold, unconfirmed] = [newcomer(), newcomer(), newcomer()];
    const [forgetful, invited, reading] = [newcomer(), newcomer(), newcomer()];
    await join(app, known);
    const device = await nobody.post('auth/sign-in', { email: known.email, password: PASSWORD });
    const by = await enrol(app, await join(app, twofold));
    await nobody.post('auth/sign-up', { ...unconfirmed, password: PASSWORD }).expect(200);
    await join(app, forgetful);
    await nobody.post('auth/password-resets', { email: forgetful.email }).expect(200);
    const reader = await join(app, reading);
    const owner = await createWorkspace(reader, 'Inviting');
    await owner.post('workspace-members', { email: invited.email, role: 'view' }).expect(200);
    const heir = newcomer();
    await hire(app, owner, heir, 'admin');
    const second = await signIn(app, reading.email);
    const proved = await second.post('auth/reauthentication', { password: PASSWORD }).expect(200);
    const reversal = await reversalToken();
    const cursor = (await reader.get('me/sessions?limit=1').expect(200)).body.next_starting_after;
    const [verification = ''] = await tokensTo(app, unconfirmed.email, 'verify-email');
    return {
      by,
      known: known.email,
      reader,
      proved: new Client(app.url, cookieOf(proved), owner.workspaceId),
      heir: heir.email,
      tokens: {
        session: cookieOf(proved).split('=')[1] ?? '',
        device: cookieValue(device, 'device') ?? '',
        challenge: await challengeOf(app, twofold.email),
        sec: proved.body.sec,
        'email verification': verification,
        'password reset': await mailedToken(app, forgetful.email, 'reset-password'),
        invitation: await mailedToken(app, invited.email, 'invitations'),
        'ownership reversal': reversal,
        cursor,
      },
    };
  }

  /** Of a person who handed their workspace over. */
  async function reversalToken(): Promise<string> {
    const [founder, next] = [newcomer(), newcomer()];
    const owner = await createWorkspace(await join(app, founder), 'Handed over');
    const heir = await hire(app, owner, next, 'admin');
    const proved = await owner.post('auth/reauthentication', { password: PASSWORD }).expect(200);
    const fresh = new Client(app.url, cookieOf(proved), owner.workspaceId);
    const choice = { email: next.email, sec: proved.body.sec };
    await fresh.post('workspaces/current/change-owner', choice).expect(200);
    await heir.post('workspaces/current/change-owner/confirmation').expect(200);
    return mailedToken(app, founder.email, 'ownership-reversals');
  }

  interface Consumer {
    readonly own: Kind;
    readonly present: (token: string) => Promise<'taken' | 'refused'>;
  }
  const verdict = (status: number, { status: got, body }: Response): 'taken' | 'refused' => {
    if (got === 200) return 'taken';
    expect(got, JSON.stringify(body)).toBe(status);
    return 'refused';
  };
  const newDevices = async (email: string) =>
    (await templatesTo(app, email)).filter((name) => name === 'new_device').length;

  /** Every place where a token is taken. Those that use it up come last, so that each shows that it is still good. */
  const consumers: Record<string, Consumer> = {
    'the session cookie': {
      own: 'session',
      present: async (token) => verdict(401, await new Client(app.url, `session=${token}`).get('me')),
    },
    'the device cookie': {
      own: 'device',
      present: async (token) => {
        const before = await newDevices(world.known);
        const browser = new Client(app.url, `device=${token}`);
        await browser.post('auth/sign-in', { email: world.known, password: PASSWORD }).expect(200);
        return (await newDevices(world.known)) === before ? 'taken' : 'refused';
      },
    },
    'a list, as where it goes on': {
      own: 'cursor',
      present: async (token) =>
        verdict(
          400,
          await world.reader.get(`me/sessions?limit=1&starting_after=${encodeURIComponent(token)}`),
        ),
    },
    'GET auth/email-verifications': {
      own: 'email verification',
      present: async (token) => verdict(404, await nobody.get(`auth/email-verifications/${token}`)),
    },
    'GET auth/password-resets': {
      own: 'password reset',
      present: async (token) => verdict(404, await nobody.get(`auth/password-resets/${token}`)),
    },
    'GET invitations/by-token': {
      own: 'invitation',
      present: async (token) => verdict(404, await nobody.get(`invitations/by-token/${token}`)),
    },
    'GET ownership-reversals': {
      own: 'ownership reversal',
      present: async (token) => verdict(404, await nobody.get(`ownership-reversals/${token}`)),
    },
    'POST auth/two-factor': {
      own: 'challenge',
      present: async (challenge) =>
        verdict(401, await nobody.post('auth/two-factor', { challenge, code: await world.by.code() })),
    },
    'POST auth/email-verifications': {
      own: 'email verification',
      present: async (token) => verdict(404, await nobody.post(`auth/email-verifications/${token}`)),
    },
    'POST auth/password-resets': {
      own: 'password reset',
      present: async (token) =>
        verdict(404, await nobody.post(`auth/password-resets/${token}`, { password: ANOTHER })),
    },
    'POST invitations/by-token/acceptance': {
      own: 'invitation',
      present: async (token) => {
        const { email: _, ...names } = newcomer();
        const body = { ...names, password: PASSWORD };
        return verdict(404, await nobody.post(`invitations/by-token/${token}/acceptance`, body));
      },
    },
    'POST ownership-reversals': {
      own: 'ownership reversal',
      present: async (token) =>
        verdict(404, await nobody.post(`ownership-reversals/${token}`, { password: PASSWORD })),
    },
    'POST workspaces/current/change-owner': {
      own: 'sec',
      present: async (sec) => {
        const { body } = await world.proved.post('workspaces/current/change-owner', {
          email: world.heir,
          sec,
        });
        return body.code === 'wrong_sec' ? 'refused' : 'taken';
      },
    },
    'POST invitations/by-token/decline': {
      own: 'invitation',
      present: async (token) => verdict(404, await nobody.post(`invitations/by-token/${token}/decline`)),
    },
  };
  const foreign = Object.entries(consumers).flatMap(([place, { own }]) =>
    kinds.filter((kind) => kind !== own).map((kind) => [kind, place] as const),
  );

  it('of every kind is unlike those of the others', () => {
    expect(new Set(Object.values(world.tokens)).size).toBe(kinds.length);
    for (const kind of kinds) expect(world.tokens[kind], kind).toMatch(/^[\w.-]{40,}$/);
  });

  it.each(foreign)('of the kind %s is refused by %s', async (kind, place) => {
    expect(await consumers[place]!.present(world.tokens[kind])).toBe('refused');
  });

  describe('that was refused everywhere else', () => {
    const ownPlaces = Object.entries(consumers).filter(([place]) => !place.endsWith('decline'));

    it('is still good at its own place', async () => {
      const taken: string[] = [];
      for (const [place, { own, present }] of ownPlaces) {
        if ((await present(world.tokens[own])) === 'taken') taken.push(place);
      }
      expect(taken).toEqual(ownPlaces.map(([place]) => place));
    });

    it('is still good to decline by', async () => {
      const invited = newcomer();
      const owner = await createWorkspace(world.reader, 'Inviting again');
      await owner.post('workspace-members', { email: invited.email, role: 'view' }).expect(200);
      const token = await mailedToken(app, invited.email, 'invitations');
      for (const [place, { own, present }] of Object.entries(consumers)) {
        if (own !== 'invitation') expect(await present(token), place).toBe('refused');
      }
      expect(await consumers['POST invitations/by-token/decline']!.present(token)).toBe('taken');
    });
  });
});
