import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { answer } from './answer.js';
import { time } from './shapes.js';

const owner = z.strictObject({ id: z.string(), name: z.string() });
const boat = z.strictObject({
  id: z.string(),
  owner,
  previous: z.array(owner),
  port: z.enum(['home', 'away']),
  sold_at: time.nullable(),
  flag: z.string().optional(),
});
const toBoat = answer(boat, (row: { readonly is_home: boolean }) => ({
  port: row.is_home ? 'home' : 'away',
}));

const ada = { id: '1', name: 'Ada', secret: 'seven' };
const row = { id: 'b', owner: ada, previous: [ada], is_home: true, sold_at: null, key_hash: 'x' };

describe('an answer', () => {
  it('has the fields of the schema, and nothing else that is in the row, at any depth', () => {
    const { secret: _, ...shown } = ada;
    expect(toBoat(row)).toEqual({ id: 'b', owner: shown, previous: [shown], port: 'home', sold_at: null });
  });

  it('goes by what differs where a column has the same name', () => {
    const renamed = answer(owner, ({ name }: { readonly name: string }) => ({ name: name.toUpperCase() }));
    expect(renamed(ada)).toEqual({ id: '1', name: 'ADA' });
  });

  it('is read from JSON by its schema as it was', () => {
    const sold = toBoat({ ...row, sold_at: new Date(0) });
    expect(JSON.stringify(sold)).toContain('"sold_at":"1970-01-01T00:00:00.000Z"');
    expect(boat.parse(JSON.parse(JSON.stringify(sold)))).toEqual(sold);
  });

  it('does not compile without a column, with a field that is not in it, or of another type', () => {
    // @ts-expect-error there is no `previous`
    expect(() => toBoat({ id: 'b', owner: ada, is_home: true, sold_at: null })).toThrow();
    // @ts-expect-error `prot` is misspelt
    answer(boat, () => ({ port: 'home', prot: 'home' }));
    // @ts-expect-error a port is `home` or `away`
    answer(boat, ({ at }: { readonly at: string }) => ({ port: at }));
  });
});
