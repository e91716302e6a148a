import type pg from 'pg';

/** A secret that lets its bearer in, and its name, for the message of a test. */
export interface Secret {
  readonly what: string;
  readonly value: string;
  /** The one it was mailed to, in whose mails it may stand. */
  readonly mailedTo?: string;
}

/** Where something was written down, and what. */
export interface Page {
  readonly where: string;
  readonly text: string;
}

/** Shorter ones, such as the six digits of a code, would be met by chance where they are part of something else. */
const LONG = 12;

/** As it is, and in whichever way programs write such things down; compared without regard to case. */
export function formsOf(value: string): string[] {
  if (value.length < LONG) return [value];
  const bytes = Buffer.from(value);
  const forms = [
    value,
    value.replaceAll('-', ''),
    JSON.stringify(value).slice(1, -1),
    encodeURIComponent(value),
    encodeURIComponent(value).replaceAll('%20', '+'),
    bytes.toString('hex'),
    ...withinBase64(bytes),
    // A token is itself bytes as text.
    ...(/^[\w-]{43}$/.test(value) ? [Buffer.from(value, 'base64url').toString('hex')] : []),
  ];
  return [...new Set(forms.map((form) => form.toLowerCase()))];
}

/** The part that stays the same in any surroundings, at each of the three places it can begin. */
function withinBase64(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((before) => {
    const around = Buffer.concat([Buffer.alloc(before), bytes, Buffer.alloc(2)]);
    const [first, last] = [Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6)];
    return (['base64', 'base64url'] as const).map((as) => around.toString(as).slice(first, last));
  });
}

/** `what` in `where`, for every secret that stands anywhere. */
export function finds(pages: readonly Page[], secrets: readonly Secret[]): string[] {
  const lower = pages.map(({ where, text }) => ({ where, text: text.toLowerCase() }));
  const found = secrets.flatMap(({ what, value }) => {
    const has = readerOf(value);
    return lower.filter(({ text }) => has(text)).map(({ where }) => `${what} in ${where}`);
  });
  return [...new Set(found)].sort();
}

function readerOf(value: string): (text: string) => boolean {
  const forms = formsOf(value);
  if (value.length >= LONG) return (text) => forms.some((form) => text.includes(form));
  const alone = new RegExp(`(?<![\\w.])${value}(?!\\w)`);
  return (text) => alone.test(text);
}

/** Every row of every table there is, the queue's too; bytes as hexadecimal digits. */
export async function everyRow(superuser: pg.Pool): Promise<Page[]> {
  const { rows: tables } = await superuser.query<{ name: string }>(
    `select format('%I.%I', nspname, relname) as name
     from pg_class c join pg_namespace n on n.oid = relnamespace
     where relkind in ('r', 'p') and not relispartition and nspname !~ '^(pg_|information_schema$)' order by 1`,
  );
  const pages = tables.map(async ({ name }) => {
    const { rows } = await superuser.query<{ row: object }>(`select to_jsonb(t) as row from ${name} t`);
    return { where: name, text: rows.flatMap(({ row }) => texts(row)).join('\n') };
  });
  return Promise.all(pages);
}

/** Names and values, each as it is: a row as one text would quote what has quotes. */
const texts = (value: unknown): string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, inner]) => [name, ...texts(inner)])
    : [String(value)];
