import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  BadConfig,
  environmentOfProcess,
  parseConfig,
  parseDatabaseConfig,
  secretKeys,
  secureCookies,
  sessionCookie,
  trustedProxies,
} from './config.js';

/** 32 bytes that nobody else has. */
const KEY = 'hJ8m0vQ2n6Zr1sT4uX7yA9bC3dE5fG8iK0lM2oP4qR8=';
const databases = {
  DATABASE_URL: 'postgres://app:lantern@db.internal:5432/main',
  DATABASE_AUDIT_URL: 'postgres://audit:lantern@db.internal:5432/main',
  QUEUE_DATABASE_URL: 'postgres://queue:lantern@db.internal:5432/main',
};
const laptop = {
  ...databases,
  SMTP_URL: 'smtp://127.0.0.1:2525',
  APP_URL: 'http://localhost:3000',
  AUTH_URL: 'http://localhost:3000',
  SECRET_KEY: KEY,
};
const production = {
  ...laptop,
  NODE_ENV: 'production',
  APP_URL: 'https://app.harbour.example',
  AUTH_URL: 'https://auth.harbour.example',
};

/** The variables for which a configuration is refused; none when it is good. */
function refusedFor(given: NodeJS.ProcessEnv): string[] {
  try {
    parseConfig(given);
    return [];
  } catch (error) {
    if (!(error instanceof BadConfig)) throw error;
    return [...error.message.matchAll(/^ {2}(\w+)(?:\.\d+)?:/gm)].map(([, name = '']) => name).sort();
  }
}

const bytes = (text: string) => Buffer.from(text).toString('base64');

describe('a configuration', () => {
  it('with what it needs is taken, and the rest has defaults', () => {
    expect(parseConfig(laptop)).toMatchObject({
      NODE_ENV: 'development',
      PORT: 3000,
      HOST: '127.0.0.1',
      PRIVATE_HOST: '127.0.0.1',
      WORKER: 'separate',
      PASSWORD_MIN_LENGTH: 15,
      RATE_LIMIT_FACTOR: 1,
      DATABASE_PREPARED: true,
      EMBEDDED_DATABASE: false,
    });
  });

  it('opens no listener for operators unless it is asked to', () => {
    expect(parseConfig(laptop)).not.toHaveProperty('PRIVATE_PORT');
  });

  it('may hold variables that are none of ours', () => {
    expect(refusedFor({ ...laptop, PATH: '/usr/bin', LANG: 'C' })).toEqual([]);
  });

  it('reads numbers, flags and keys', () => {
    const config = parseConfig({ ...laptop, PORT: '8080', DATABASE_PREPARED: 'false' });
    expect(config).toMatchObject({ PORT: 8080, DATABASE_PREPARED: false });
    expect(config.SECRET_KEY).toEqual(Buffer.from(KEY, 'base64'));
  });

  it('takes a key as URLs write it, and one without padding', () => {
    expect(parseConfig({ ...laptop, SECRET_KEY: KEY.replace('=', '') }).SECRET_KEY).toHaveLength(32);
    expect(parseConfig({ ...laptop, SECRET_KEY: `-_${KEY}` }).SECRET_KEY).toHaveLength(33);
  });

  it('needs no earlier keys, and takes as many as there were', () => {
    expect(secretKeys(parseConfig(laptop))).toEqual([Buffer.from(KEY, 'base64')]);
    const earlier = [Buffer.alloc(32, 1), Buffer.alloc(48, 2)];
    const SECRET_KEYS_PREVIOUS = earlier.map((key) => key.toString('base64')).join(', ');
    const config = parseConfig({ ...laptop, SECRET_KEYS_PREVIOUS });
    expect(secretKeys(config)).toEqual([Buffer.from(KEY, 'base64'), ...earlier]);
  });

  it('ends its origins without a slash, so that links have one', () => {
    const config = parseConfig({ ...laptop, APP_URL: 'http://app.test/', AUTH_URL: 'http://auth.test//' });
    expect([config.APP_URL, config.AUTH_URL]).toEqual(['http://app.test', 'http://auth.test']);
  });

  it('without anything names all that it needs, at once', () => {
    expect(refusedFor({})).toEqual(Object.keys(laptop).sort());
  });

  it('with several bad values names them all', () => {
    expect(refusedFor({ ...laptop, PORT: 'many', LOG_LEVEL: 'loud', SMTP_URL: '' })).toEqual([
      'LOG_LEVEL',
      'PORT',
      'SMTP_URL',
    ]);
  });

  it.each([
    ['NODE_ENV', 'staging'],
    ['PORT', 'many'],
    ['PORT', '-1'],
    ['PORT', '65536'],
    ['PORT', '30.5'],
    ['PORT', ' '],
    ['PORT', '0x50'],
    ['PORT', '1e3'],
    ['PRIVATE_PORT', '99999'],
    ['WORKER_PRIVATE_PORT', 'none'],
    ['DRAIN_MS', '60001'],
    ['PRODUCT_NAME', 'x'.repeat(61)],
    ['DATABASE_URL', 'mysql://app@db.internal/main'],
    ['DATABASE_URL', 'db.internal:5432'],
    ['DATABASE_OWNER_URL', 'localhost'],
    ['DATABASE_AUDIT_URL', 'http://db.internal'],
    ['QUEUE_DATABASE_URL', 'redis://queue.internal'],
    ['DATABASE_POOL', '0'],
    ['DATABASE_PREPARED', 'yes'],
    ['REDIS_URL', 'http://redis.internal'],
    ['SMTP_URL', 'https://mail.internal'],
    ['MAIL_FROM', 'nobody'],
    ['APP_URL', 'app.harbour.example'],
    ['APP_URL', 'ftp://app.harbour.example'],
    ['AUTH_URL', 'javascript:alert(1)'],
    ['SECRET_KEY', Buffer.from(KEY, 'base64').subarray(1).toString('base64')],
    ['SECRET_KEY', 'a lantern on the harbour wall, and a boat coming home at night'],
    ['SECRET_KEYS_PREVIOUS', 'a lantern on the harbour wall and a boat coming home at night'],
    ['SECRET_KEYS_PREVIOUS', `${KEY},${KEY.slice(4)}`],
    ['SECRET_KEYS_PREVIOUS', `${KEY},`],
    ['PASSWORD_MIN_LENGTH', '7'],
    ['PASSWORD_MIN_LENGTH', '129'],
    ['RATE_LIMIT_FACTOR', '0'],
    ['SESSION_IDLE_HOURS', '0'],
    ['SESSION_ABSOLUTE_HOURS', '1000000'],
    ['TRUST_PROXY', 'true'],
    ['TRUST_PROXY', '10.0.0.0/33'],
    ['TRUST_PROXY', '0.0.0.0/0'],
    ['TRUST_PROXY', '10.0.0.1,,10.0.0.2'],
    ['WORKER', 'none'],
    ['LOG_LEVEL', 'loud'],
    ['APP_URL', 'https://app.harbour.example/console'],
    ['AUTH_URL', 'https://auth.harbour.example/?next=1'],
    ['EMBEDDED_DATABASE', '1'],
  ])('with a bad value names it: %s=%s', (name, value) => {
    expect(refusedFor({ ...laptop, [name]: value })).toEqual([name]);
  });

  it.each(['SECRET_KEY', 'SECRET_KEYS_PREVIOUS', 'DATABASE_URL', 'SMTP_URL'])(
    'that is refused does not repeat its secrets: %s',
    (name) => {
      const secret = 'lantern-on-the-wall';
      const given = {
        ...laptop,
        [name]: name.startsWith('SECRET_KEY') ? secret : `nowhere://me:${secret}@host`,
      };
      expect(() => parseConfig(given)).toThrow(BadConfig);
      expect(() => parseConfig(given)).not.toThrow(secret);
    },
  );
});

describe('in production', () => {
  it('a fit configuration is taken', () => {
    expect(refusedFor(production)).toEqual([]);
  });

  it.each([
    ['an embedded database', { EMBEDDED_DATABASE: 'true' }, 'DATABASE_URL'],
    ['an embedded inbox', { EMBEDDED_INBOX_DIR: '/tmp/inbox' }, 'SMTP_URL'],
    ['a page over plain HTTP', { APP_URL: 'http://app.harbour.example' }, 'APP_URL'],
    ['links over plain HTTP', { AUTH_URL: 'http://auth.harbour.example' }, 'AUTH_URL'],
  ])('refuses %s', (_, given, name) => {
    expect(refusedFor({ ...production, ...given })).toEqual([name]);
    expect(refusedFor({ ...laptop, ...given }), 'which a laptop may have').toEqual([]);
  });

  it.each([
    ['one letter over and over', 'A'.repeat(44)],
    ['zero bytes', Buffer.alloc(32).toString('base64')],
    ['one byte over and over', Buffer.alloc(40, 0xff).toString('base64')],
    ['a word for an example', bytes('this-is-an-example-key-for-the-tests')],
    ['an order to change it', bytes('CHANGE_ME_CHANGE_ME_CHANGE_ME_CHANGE_ME')],
    ['the word secret', bytes('my very secret key of 32 bytes or more')],
    ['a word in the base64 itself', `changeme${KEY}`],
  ])('refuses a key that others know: %s', (_, key) => {
    expect(refusedFor({ ...production, SECRET_KEY: key })).toEqual(['SECRET_KEY']);
    const SECRET_KEYS_PREVIOUS = `${KEY}, ${key}`;
    expect(refusedFor({ ...production, SECRET_KEYS_PREVIOUS })).toEqual(['SECRET_KEYS_PREVIOUS']);
  });

  const withPassword = (password: string) => `postgres://app:${password}@db.internal/main`;

  it.each(['password', 'Password1', 'postgres', 'secret', 'changeme', 'change-me', 'default', 'aaaaaaaa'])(
    'refuses a password of the database that others know: %s',
    (password) => {
      expect(refusedFor({ ...production, DATABASE_URL: withPassword(password) })).toEqual(['DATABASE_URL']);
    },
  );

  it.each(['DATABASE_URL', 'DATABASE_OWNER_URL', 'DATABASE_AUDIT_URL', 'QUEUE_DATABASE_URL'])(
    'refuses it for every role: %s',
    (name) => {
      expect(refusedFor({ ...production, [name]: withPassword('changeme') })).toEqual([name]);
    },
  );

  it('takes a database that asks for no password in the URL', () => {
    expect(refusedFor({ ...production, DATABASE_URL: 'postgres://app@db.internal/main' })).toEqual([]);
  });

  it('names all that is unfit, at once', () => {
    const given = {
      ...production,
      APP_URL: 'http://a.test',
      AUTH_URL: 'http://b.test',
      EMBEDDED_DATABASE: 'true',
    };
    expect(refusedFor(given)).toEqual(['APP_URL', 'AUTH_URL', 'DATABASE_URL']);
  });
});

describe('the environment of the process', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it('does not hold what was set to nothing', () => {
    vi.stubEnv('PRIVATE_PORT', '');
    vi.stubEnv('PRODUCT_NAME', 'Harbour');
    expect(environmentOfProcess()).not.toHaveProperty('PRIVATE_PORT');
    expect(environmentOfProcess()).toHaveProperty('PRODUCT_NAME', 'Harbour');
  });
});

describe('preparing a database', () => {
  it('needs the four databases and nothing else', () => {
    expect(() => parseDatabaseConfig({})).toThrow(
      /DATABASE_URL:.*DATABASE_OWNER_URL:.*DATABASE_AUDIT_URL:.*QUEUE_DATABASE_URL:/s,
    );
    const given = { ...databases, DATABASE_OWNER_URL: 'postgres://owner:lantern@db.internal:5432/main' };
    expect(parseDatabaseConfig(given)).toEqual(given);
  });
});

describe('proxies', () => {
  const trusted = (TRUST_PROXY: string) => trustedProxies(parseConfig({ ...laptop, TRUST_PROXY }));

  it('are believed by nobody unless they are named', () => {
    expect(trustedProxies(parseConfig(laptop))).toBe(false);
  });

  it('are believed when they are', () => {
    expect(trusted('10.0.0.1')).toEqual(['10.0.0.1']);
    expect(trusted('10.0.0.0/8, fd00::/8 ,loopback')).toEqual(['10.0.0.0/8', 'fd00::/8', 'loopback']);
  });
});

describe('the session cookie', () => {
  it('is pinned to its host wherever there is TLS', () => {
    const config = parseConfig({ ...laptop, APP_URL: 'https://app.harbour.example' });
    expect([secureCookies(config), sessionCookie(config)]).toEqual([true, '__Host-session']);
  });

  it('is one that browsers take on a laptop', () => {
    const config = parseConfig(laptop);
    expect([secureCookies(config), sessionCookie(config)]).toEqual([false, 'session']);
  });
});
