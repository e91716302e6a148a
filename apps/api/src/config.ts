import { resolve } from 'node:path';
import { isIP } from 'node:net';
import type { KeyRing } from '@bailiwick/tenancy';
import { z } from 'zod';

const url = (...protocols: string[]) =>
  z.string().refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), {
    error: `must be a URL with ${protocols.join(' or ')}`,
    abort: true,
  });
const postgres = url('postgres:', 'postgresql:');
/** Scheme, host and port, and nothing behind them: links put a path there. */
const origin = url('http:', 'https:')
  .transform((value) => new URL(value.replace(/\/+$/, '')))
  .refine(({ href, origin: bare }) => href === `${bare}/`, { error: 'must be an origin, without a path' })
  .transform((value) => value.origin);
const flag = z.enum(['true', 'false']).transform((value) => value === 'true');
const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/, { error: 'must be a whole number' })
    .transform(Number)
    .pipe(z.number().min(min).max(max));
const listed = (value: string) => (value ? value.split(',').map((part) => part.trim()) : []);

const secretKey = z
  .string()
  // Node skips characters that are no base64.
  .regex(/^[\w+/-]+={0,2}$/, { error: 'must be base64 of at least 32 bytes' })
  .transform((value) => Buffer.from(value, 'base64'))
  .refine((key) => key.length >= 32, { error: 'must be base64 of at least 32 bytes' });

/** The names of proxies that the server understands: an address, a network, or one of three words. */
function isNetwork(value: string): boolean {
  const [address = '', bits = '1', ...rest] = value.split('/');
  const most = { 4: 32, 6: 128 }[isIP(address)] ?? 0;
  const fits = /^\d+$/.test(bits) && Number(bits) >= 1 && Number(bits) <= most;
  return ['loopback', 'linklocal', 'uniquelocal'].includes(value) || (fits && rest.length === 0);
}

const databases = {
  DATABASE_URL: postgres,
  DATABASE_OWNER_URL: postgres,
  DATABASE_AUDIT_URL: postgres,
  QUEUE_DATABASE_URL: postgres,
};

const environment = z.object({
  NODE_ENV: z.enum(['production', 'development', 'test']).default('development'),
  PORT: wholeNumber(0, 65_535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  /** Metrics and the board of queues, for the operator alone; not set, there are none. */
  PRIVATE_PORT: wholeNumber(0, 65_535).optional(),
  WORKER_PRIVATE_PORT: wholeNumber(0, 65_535).optional(),
  PRIVATE_HOST: z.string().default('127.0.0.1'),
  /** How long the API still serves after the signal to end, so that it cuts off no request, in ms. */
  DRAIN_MS: wholeNumber(0, 60_000).default(500),
  PRODUCT_NAME: z.string().min(1).max(60).default('Console'),

  ...databases,
  DATABASE_OWNER_URL: databases.DATABASE_OWNER_URL.optional(),
  DATABASE_POOL: wholeNumber(1, 500).default(10),
  DATABASE_PREPARED: flag.default(true),
  REDIS_URL: url('redis:', 'rediss:').optional(),

  SMTP_URL: url('smtp:', 'smtps:'),
  MAIL_FROM: z.email().default('no-reply@localhost.localdomain'),
  APP_URL: origin,
  AUTH_URL: origin,

  SECRET_KEY: secretKey,
  /** Comma separated, newest first: they open what an earlier key sealed, and seal nothing. */
  SECRET_KEYS_PREVIOUS: z.string().default('').transform(listed).pipe(z.array(secretKey)),
  PASSWORD_MIN_LENGTH: wholeNumber(8, 128).default(15),
  /** Every limit on requests, times this. */
  RATE_LIMIT_FACTOR: wholeNumber(1, 1_000_000).default(1),
  SESSION_IDLE_HOURS: wholeNumber(1, 24 * 90).default(24 * 7),
  SESSION_ABSOLUTE_HOURS: wholeNumber(1, 24 * 365).default(24 * 30),
  TRUST_PROXY: z
    .string()
    .refine((value) => listed(value).every(isNetwork), { error: 'must be addresses or networks' })
    .default(''),
  WORKER: z.enum(['separate', 'inline']).default('separate'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),

  /** Set by the supervisor of the embedded mode, never by hand. */
  EMBEDDED_INBOX_DIR: z.string().optional(),
  EMBEDDED_DATABASE: flag.default(false),
});

export type Config = z.output<typeof environment>;

export class BadConfig extends Error {}

/** Secrets that stand in examples and tutorials are as good as none. */
const wellKnown = /^(.)\1*$|change.?me|example|secret|password|default|postgres|bailiwick/is;
/** The words can stand in the given text, or in the text that its base64 encodes. */
const isWellKnownKey = (given = ''): boolean =>
  wellKnown.test(given) || wellKnown.test(Buffer.from(given, 'base64').toString('latin1'));
const passwordOf = (url: string | undefined): string => (url ? new URL(url).password : '');

/** @throws BadConfig naming every variable that is missing or wrong */
export function parseConfig(given: NodeJS.ProcessEnv): Config {
  const config = parse(environment, given);
  const problems = unfitForProduction(config, given);
  if (problems.length > 0) throw wrong(problems);
  return config;
}

/** What `db:prepare` needs; the URL of a superuser is used there and nowhere else. */
export const parseDatabaseConfig = (given: NodeJS.ProcessEnv) =>
  parse(z.object({ ...databases, DATABASE_SUPERUSER_URL: postgres.optional() }), given);

function parse<S extends z.ZodType>(schema: S, given: NodeJS.ProcessEnv): z.output<S> {
  const { data, error } = schema.safeParse(given);
  if (error) throw wrong(error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  return data;
}

const wrong = (problems: readonly string[]) =>
  new BadConfig(`The configuration is wrong:\n${problems.map((line) => `  ${line}`).join('\n')}`);

function unfitForProduction(config: Config, given: Record<string, string | undefined>): string[] {
  if (config.NODE_ENV !== 'production') return [];
  const rules: [boolean, string][] = [
    [config.EMBEDDED_DATABASE, 'DATABASE_URL: the embedded database is not for production'],
    [config.EMBEDDED_INBOX_DIR !== undefined, 'SMTP_URL: the embedded inbox is not for production'],
    [isWellKnownKey(given.SECRET_KEY), 'SECRET_KEY: a default or well-known value'],
    [
      listed(given.SECRET_KEYS_PREVIOUS ?? '').some(isWellKnownKey),
      'SECRET_KEYS_PREVIOUS: a default or well-known value',
    ],
    [!config.APP_URL.startsWith('https:'), 'APP_URL: must be https in production'],
    [!config.AUTH_URL.startsWith('https:'), 'AUTH_URL: must be https in production'],
    ...(Object.keys(databases) as (keyof typeof databases)[]).map((name): [boolean, string] => [
      wellKnown.test(passwordOf(config[name])),
      `${name}: a well-known password`,
    ]),
  ];
  return rules.filter(([broken]) => broken).map(([, line]) => line);
}

export const CONFIG = Symbol('config');
export const secretKeys = (config: Config): KeyRing => [config.SECRET_KEY, ...config.SECRET_KEYS_PREVIOUS];

/** Addresses or networks whose `X-Forwarded-For` is believed; none by default. */
export const trustedProxies = (config: Config): string[] | false =>
  config.TRUST_PROXY ? listed(config.TRUST_PROXY) : false;

/** `__Host-` pins the cookie to this host over TLS; browsers refuse it on plain http://localhost. */
export const secureCookies = (config: Config): boolean => config.APP_URL.startsWith('https:');
export const sessionCookie = (config: Config): string =>
  secureCookies(config) ? '__Host-session' : 'session';

/** Where the embedded parts keep what they make. */
export const dataDir = (given: NodeJS.ProcessEnv): string => resolve(given['DATA_DIR'] ?? '.bailiwick');

/** The environment; a variable that is set to nothing is not set, as compose files and shells write it. */
export const environmentOfProcess = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''));
