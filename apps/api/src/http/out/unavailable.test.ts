import pg from 'pg';
import { QueryFailedError, QueryRunnerAlreadyReleasedError } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { isUnavailable } from './unavailable.js';

const withCode = (code: string) => Object.assign(new pg.DatabaseError('', 0, 'error'), { code });

describe('what is told to come back', () => {
  it.each([
    ['shut down', withCode('57P01')],
    ['crashed', withCode('57P02')],
    ['starting', withCode('57P03')],
    ['full of connections', withCode('53300')],
    ['too slow', withCode('57014')],
    ['not there', withCode('ECONNREFUSED')],
    [
      'lost, as TypeORM tells it',
      new QueryFailedError('', [], new Error('Connection terminated unexpectedly')),
    ],
    ['lost in the middle of a transaction', new Error('Client was closed and is not queryable')],
    ['lost before the next statement', new QueryRunnerAlreadyReleasedError()],
    ['silent', new Error('Query read timeout')],
  ])('the database is %s', (_how, error) => {
    expect(isUnavailable(error)).toBe(true);
  });

  it.each([
    ['breaks a rule of the database', withCode('23505')],
    ['is a mistake in the SQL', withCode('42601')],
    ['is a mistake in the program', new TypeError('undefined is not a function')],
    ['is no error', 'Connection terminated'],
  ])('not what %s', (_what, error) => {
    expect(isUnavailable(error)).toBe(false);
  });
});
