import { Failure } from '@bailiwick/tenancy';
import { describe, expect, it } from 'vitest';
import { type ErrorCode, errors, fail, failField, isErrorCode } from './errors.js';

const codes = Object.keys(errors) as ErrorCode[];
const statusOf = (code: ErrorCode): number => errors[code][0];
const withStatus = (status: number) => codes.filter((code) => statusOf(code) === status);

describe('the table of errors', () => {
  it.each(codes)('has a status that clients of the format know: %s', (code) => {
    expect([400, 401, 403, 404, 409, 413, 415, 429, 500, 503]).toContain(statusOf(code));
  });

  it.each(codes)('has codes that programs can switch on, and sentences for people: %s', (code) => {
    expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/);
    expect(errors[code][1]).toMatch(/^[A-Z].*\.$/);
  });

  it('has one way to say that something is not there', () => {
    expect(withStatus(404)).toEqual(['not_found']);
  });

  it('has one way to say that something is wrong with us', () => {
    expect(withStatus(500)).toEqual(['internal']);
  });

  it.each(codes.filter((code) => /_(expired|revoked|used|declined|exists)$/.test(code)))(
    'takes a link that is dead, or a thing that is there already, for a conflict: %s',
    (code) => {
      expect(statusOf(code)).toBe(409);
    },
  );

  it.each<[ErrorCode, number]>([
    ['two_credentials', 400],
    ['workspace_required', 400],
    ['unauthenticated', 401],
    ['session_ended', 401],
    ['csrf', 403],
    ['permission_required', 403],
    ['email_unverified', 403],
    ['sign_in_required', 403],
    ['wrong_account', 403],
    ['stale', 409],
    ['idempotency_mismatch', 409],
    ['body_too_large', 413],
    ['unsupported_media_type', 415],
    ['rate_limited', 429],
    ['unavailable', 503],
  ])('keeps what clients were promised: %s is %i', (code, status) => {
    expect(statusOf(code)).toBe(status);
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', '', 'NOT_FOUND', 'not_found '])(
    'does not know %j',
    (code) => {
      expect(isErrorCode(code)).toBe(false);
    },
  );

  it('knows its own codes', () => {
    expect(codes.every(isErrorCode)).toBe(true);
  });
});

describe('stopping a deed', () => {
  it('carries the code, the details and every further property', () => {
    const details = [{ path: 'name', code: 'too_big', message: 'Too long.' }];
    const failure = fail('invitation_exists', details, { id: '1' });
    expect(failure).toBeInstanceOf(Failure);
    expect(failure).toMatchObject({ code: 'invitation_exists', details, more: { id: '1' } });
  });

  it('names the field it is about', () => {
    expect(failField('password_too_short', 'password')).toMatchObject({
      code: 'password_too_short',
      details: [{ path: 'password', code: 'password_too_short' }],
    });
  });
});
