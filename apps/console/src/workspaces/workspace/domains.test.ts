import { describe, expect, it } from 'vitest';
import { isDomain } from './domains.js';

describe('a domain', () => {
  it.each(['company.example', 'mail.company.example', ' Company.Example ', 'bücher.example', 'a-b.example'])(
    'is %s',
    (typed) => expect(isDomain(typed)).toBe(true),
  );
  it.each([
    '',
    'company',
    '@company.example',
    'me@company.example',
    'company..example',
    '-a.example',
    'a b.example',
  ])('is not "%s"', (typed) => expect(isDomain(typed)).toBe(false));
});
