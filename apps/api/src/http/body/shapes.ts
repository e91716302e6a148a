import { z } from 'zod';

/** C0, C1, and lone surrogates: Postgres refuses NUL, and none of them belongs in a name. */
// eslint-disable-next-line no-control-regex -- the pattern searches for control characters
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;
const printable = (value: string) => !control.test(value) && value.isWellFormed();

/** Any text that a person typed, of at most so many UTF-16 units. */
export const text = (max: number) =>
  z.string().max(max).refine(printable, { error: 'must not contain control characters' });

const lineEnd = /[\r\n\t\u2028\u2029]/;
/**
 * Joiners, marks and spaces show only beside something else; fillers and the blank of Braille do not even show there.
 */
const visible = /(?![\p{Default_Ignorable_Code_Point}\u2800])[\p{L}\p{N}\p{P}\p{S}]/u;

/** A line with at least one visible character. Surrounding white space is cut off. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((value) => printable(value) && visible.test(value) && !lineEnd.test(value), {
      error: 'must be one line of visible text',
    });

/**
 * An address that can get mail, as we store it. Stricter than RFC 5321 on purpose. It has no quotes, comments or
 * spaces, so no mailer can read another recipient into it. It has no invisible character, so no two addresses look
 * alike because of one. It has a domain, never the number of a machine.
 */
export const email = z
  .string()
  .trim()
  .max(254)
  .transform((value) => value.toLowerCase().normalize('NFC'))
  .pipe(
    z
      .string()
      // Small letters can be longer than capitals.
      .max(254)
      .regex(
        /^[^\s"(),:;<>@[\]\\\p{Cc}\p{Cf}\p{Cs}]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+\p{L}[\p{L}\p{N}-]{0,61}[\p{L}\p{N}]$/u,
        {
          error: 'must be an e-mail address',
        },
      ),
  )
  .meta({ format: 'email' });

export const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
export const uuid = z
  .string()
  .regex(uuidForm, { error: 'must be a UUID' })
  .transform((value) => value.toLowerCase());

/** UTC to the millisecond on the wire, a `Date` in the code: JSON writes both alike. */
export const time = z.codec(z.iso.datetime({ precision: 3 }), z.date(), {
  decode: (written) => new Date(written),
  encode: (moment) => moment.toISOString(),
});

/** A moment that the client names, with its offset from UTC. */
export const moment = z.iso.datetime({ offset: true }).transform((value) => new Date(value));

/** The end of a lifetime. A moment in the past would end it before it began. */
export const future = moment.refine((value) => value > new Date(), { error: 'must be in the future' });

/** `?accepted=true` */
export const queryFlag = z.enum(['true', 'false']).transform((value) => value === 'true');

/** The query of every list. */
export const pageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  starting_after: z.string().max(1000).optional(),
  count: queryFlag.optional(),
});

export const pageOf = <T extends z.ZodType>(item: T) =>
  z.strictObject({
    items: z.array(item),
    next_starting_after: z.string().optional(),
    total: z.number().int().optional(),
    total_is_exact: z.boolean().optional(),
  });

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The body of a PATCH: at least one of these properties, and null only where the schema allows it. */
export const patchOf = <S extends z.ZodRawShape>(shape: S) =>
  z
    .strictObject(shape)
    .partial()
    .refine((value) => Object.keys(value).length > 0, { error: 'at least one property is needed' })
    .transform((value) => value as Given<typeof value>);
