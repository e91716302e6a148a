import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { email, line, pageQuery, patchOf, queryFlag, text, time, uuid } from './shapes.js';

const taken = (schema: z.ZodType, value: unknown) => schema.safeParse(value).success;

describe('an e-mail address', () => {
  const label = (length: number) => 'a'.repeat(length);
  /** 254 characters, the longest possible address. */
  const longest = `${label(64)}@${label(63)}.${label(63)}.${label(57)}.com`;

  it.each([
    'olive@harbour.example',
    'o@x.io',
    'olive.oakes+harbour@mail.harbour.example',
    'olive_oakes-1@harbour-wall.example',
    '!#$%&*+/=?^_`{|}~-@harbour.example',
    'zoé@harbour.example',
    '用户@例子.广告',
    'olive@xn--hafen-kua.example',
    'olive@123.example',
    `${label(64)}@harbour.example`,
    longest,
  ])('is taken as it is: %s', (address) => {
    expect(email.parse(address)).toBe(address);
  });

  it.each([
    [' Olive@Harbour.EXAMPLE ', 'olive@harbour.example'],
    ['ZOE\u0301@harbour.example', 'zoé@harbour.example'],
    ['\u212a@harbour.example', 'k@harbour.example'],
  ])('is stored in one form: %j', (written, stored) => {
    expect(email.parse(written)).toBe(stored);
  });

  it('is stored in a form that is stored again as it is', () => {
    const letter = fc.constantFrom('a', 'É', 'e\u0301', 'J\u030c', 'İ', 'Σ', 'ß', 'ẞ', '9', '.', '-', 'Ａ');
    const part = (maxLength: number) =>
      fc.array(letter, { minLength: 1, maxLength }).map((all) => all.join(''));
    const written = fc
      .tuple(part(70), fc.array(part(70), { minLength: 1, maxLength: 4 }))
      .map(([local, labels]) => `${local}@${labels.join('.')}.com`);
    const property = fc.property(written, (address) => {
      const { data: stored } = email.safeParse(address);
      fc.pre(stored !== undefined);
      expect(email.parse(stored)).toBe(stored);
    });
    fc.assert(property, { seed: 1, numRuns: 500, maxSkipsPerRun: 1000 });
  });

  describe('is refused', () => {
    it.each([
      ['nothing', ''],
      ['no @', 'olive'],
      ['nobody', '@harbour.example'],
      ['nowhere', 'olive@'],
      ['two @', 'olive@harbour.example@elsewhere.example'],
      ['an @ in quotes', '"olive@elsewhere.example"@harbour.example'],
      ['quotes', '"olive"@harbour.example'],
      ['a space', 'olive oakes@harbour.example'],
      ['a space in the host', 'olive@harbour .example'],
      ['a tab', 'olive\t@harbour.example'],
      ['a no-break space', 'olive\u00a0@harbour.example'],
      ['a line end', 'olive@harbour.example\nBcc: simon@elsewhere.example'],
      ['CR and LF', 'olive\r\nRCPT TO:<simon@elsewhere.example>@harbour.example'],
      ['NUL', 'olive\u0000@harbour.example'],
      ['DEL', 'olive\u007f@harbour.example'],
      ['NEL', 'olive\u0085@harbour.example'],
      ['half a surrogate pair', 'olive\ud83c@harbour.example'],
      ['a zero-width space', 'oli\u200bve@harbour.example'],
      ['a mark that turns the reading direction', 'olive\u202e@harbour.example'],
      ['a soft hyphen', 'oli\u00adve@harbour.example'],
      ['a comment', 'olive(comment)@harbour.example'],
      ['a comment in the host', 'olive@(comment)harbour.example'],
      ['a name and angle brackets', 'Olive <olive@harbour.example>'],
      ['angle brackets', '<olive@harbour.example>'],
      ['a second one behind a comma', 'olive@harbour.example,simon@elsewhere.example'],
      ['a second one behind a semicolon', 'olive@harbour.example;simon@elsewhere.example'],
      ['a group', 'group:olive@harbour.example;'],
      ['a scheme', 'mailto:olive@harbour.example'],
      ['a backslash', 'olive\\@harbour.example'],
      ['a bracketed address', 'olive@[192.0.2.7]'],
      ['an IPv4 address', 'olive@192.0.2.10'],
      ['a host without a dot', 'olive@localhost'],
      ['an empty label', 'olive@harbour..example'],
      ['a dot in front of the host', 'olive@.harbour.example'],
      ['a dot behind it', 'olive@harbour.example.'],
      ['a label that begins with a hyphen', 'olive@-harbour.example'],
      ['a label that ends with one', 'olive@harbour-.example'],
      ['a last label that ends with one', 'olive@harbour.example-'],
      ['an underscore in the host', 'olive@har_bour.example'],
      ['65 characters before the @', `${label(65)}@harbour.example`],
      ['a label of 64', `olive@${label(64)}.example`],
      ['255 characters', longest.replace('@', '@a')],
      ['255 characters once it is stored', `${'İ'.repeat(32)}@${`${label(50)}.`.repeat(4)}example`],
    ])('with %s', (_, address) => {
      expect(taken(email, address)).toBe(false);
    });

    it.each([null, undefined, 1, {}, ['olive@harbour.example']])('when it is %j', (value) => {
      expect(taken(email, value)).toBe(false);
    });

    it('in no time, also for an input that was made to cost much', () => {
      const began = performance.now();
      for (const hostile of ['a', '.', '-', 'a.', 'a-', '@', 'a@', 'İ'])
        for (const tail of ['', '@', '!']) taken(email, `a@${hostile.repeat(100_000)}${tail}`);
      expect(performance.now() - began).toBeLessThan(2000);
    });
  });
});

describe('a line, as names are', () => {
  const name = line(10);

  it.each([
    ['letters', 'Olive'],
    ['letters of any script', 'Ольга'],
    ['marks beside letters', 'देवी'],
    ['an apostrophe', 'O’Hara'],
    ['a sign', '@'],
    ['a picture of several', '👩‍🚀'],
    ['10 characters', 'abcdefghij'],
    ['markup, which is text here', '<b>&</b>'],
  ])('may be %s', (_, value) => {
    expect(name.parse(value)).toBe(value);
  });

  it('has no white space around it', () => {
    expect(name.parse(' \u00a0Olive\u3000\n')).toBe('Olive');
  });

  it.each([
    ['nothing', ''],
    ['spaces alone', '   '],
    ['a zero-width space alone', '\u200b'],
    ['joiners alone', '\u200d\u200c'],
    ['a mark that turns the reading direction alone', '\u202e'],
    ['an accent alone', '\u0301'],
    ['a letter that shows nothing', '\u3164'],
    ['letters that show nothing', '\u115f\u1160\uffa0'],
    ['a pattern without dots', '\u2800'],
    ['11 characters', 'abcdefghijk'],
    ['NUL', 'Ol\u0000ive'],
    ['an escape character', 'Ol\u001b[31m'],
    ['DEL', 'Ol\u007five'],
    ['NEL', 'Ol\u0085ive'],
    ['CR', 'Ol\rive'],
    ['LF', 'Ol\nive'],
    ['a tab', 'Ol\tive'],
    ['a line separator', 'Ol\u2028ive'],
    ['a paragraph separator', 'Ol\u2029ive'],
    ['half a surrogate pair', 'Ol\ud83cive'],
    ['the other half', 'Ol\udf0aive'],
  ])('may not be %s', (_, value) => {
    expect(taken(name, value)).toBe(false);
  });

  it('is always one that Postgres and a mail header take', () => {
    const unit = fc.constantFrom(
      'a',
      'é',
      '🌊',
      ' ',
      '\t',
      '\r',
      '\n',
      '\u0000',
      '\u0085',
      '\u2028',
      '\ud83c',
    );
    const property = fc.property(fc.string({ unit, maxLength: 12 }), (value) => {
      const { data } = name.safeParse(value);
      fc.pre(data !== undefined);
      expect(data).not.toMatch(/[\p{Cc}\p{Cs}\u2028\u2029]/u);
    });
    fc.assert(property, { seed: 2, numRuns: 500, maxSkipsPerRun: 1000 });
  });
});

describe('text', () => {
  it.each(['', ' ', 'two\nlines', 'two\r\nlines', 'a\ttab', '🌊'])('may be %j', (value) => {
    expect(text(10).parse(value)).toBe(value);
  });

  it.each(['\u0000', 'a\u001bb', '\u007f', '\u0085', '\ud83c', '12345678901'])('may not be %j', (value) => {
    expect(taken(text(10), value)).toBe(false);
  });
});

describe('a UUID', () => {
  const id = '0192a000-0000-7000-8000-00000000000a';

  it('is taken in either case, and kept in small letters', () => {
    expect(uuid.parse(id.toUpperCase())).toBe(id);
  });

  it.each([
    '',
    'me',
    id.replaceAll('-', ''),
    `{${id}}`,
    `urn:uuid:${id}`,
    ` ${id}`,
    `${id}\n`,
    id.slice(1),
    `${id}0`,
    id.replace('a', 'g'),
    id.replace('0', '٠'),
  ])('is refused when it is %j', (value) => {
    expect(taken(uuid, value)).toBe(false);
  });
});

describe('a time', () => {
  it('is UTC to the millisecond', () => {
    expect(taken(time, new Date(0).toISOString())).toBe(true);
  });

  it.each([
    '2026-01-02T03:04:05Z',
    '2026-01-02T03:04:05.678+01:00',
    '2026-01-02',
    '2026-02-30T00:00:00.000Z',
  ])('is not %s', (value) => {
    expect(taken(time, value)).toBe(false);
  });
});

describe('a flag in a query', () => {
  it('is true or false', () => {
    expect([queryFlag.parse('true'), queryFlag.parse('false')]).toEqual([true, false]);
  });

  it.each(['', '1', 'yes', 'TRUE', ['true', 'true']])('is not %j', (value) => {
    expect(taken(queryFlag, value)).toBe(false);
  });
});

describe('what every list takes', () => {
  it('is 50 at a time unless asked otherwise', () => {
    expect(pageQuery.parse({})).toEqual({ limit: 50 });
  });

  it.each(['1', '100'])('is up to 100 at a time: %s', (limit) => {
    expect(pageQuery.parse({ limit })).toEqual({ limit: Number(limit) });
  });

  it.each([
    { limit: '0' },
    { limit: '101' },
    { limit: '1.5' },
    { limit: 'all' },
    { limit: '-1' },
    { limit: ['1', '2'] },
    { count: 'yes' },
    { offset: '5' },
    { starting_after: 'x'.repeat(1001) },
    { starting_after: ['a', 'b'] },
  ])('is not %j', (query) => {
    expect(taken(pageQuery, query)).toBe(false);
  });
});

describe('the body of a PATCH', () => {
  const patch = patchOf({ name: line(10), logo: z.string().nullable() });

  it.each([{ name: 'Harbour' }, { logo: null }, { name: 'Harbour', logo: 'x' }])('may be %j', (body) => {
    expect(patch.parse(body)).toEqual(body);
  });

  it('says nothing about what it leaves out', () => {
    expect(Object.keys(patch.parse({ logo: null }))).toEqual(['logo']);
  });

  it.each([
    ['nothing', {}],
    ['null where there is always something', { name: null }],
    ['a property that is not known', { name: 'Harbour', role: 'owner' }],
    ['such a property alone', { workspace_id: 'x' }],
    ['a list', []],
    ['null', null],
    ['text', 'name'],
    ['nothing at all', undefined],
  ])('may not be %s', (_, body) => {
    expect(taken(patch, body)).toBe(false);
  });

  it('reaches no prototype', () => {
    const { data } = patch.safeParse(JSON.parse('{"name": "Harbour", "__proto__": {"polluted": true}}'));
    expect(data === undefined || Object.getPrototypeOf(data) === Object.prototype).toBe(true);
    expect({}).not.toHaveProperty('polluted');
  });
});
