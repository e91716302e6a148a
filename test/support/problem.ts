import { STATUS_CODES } from 'node:http';
import type { Response } from 'supertest';
import { expect } from 'vitest';

const known = [
  'statusCode',
  'error',
  'message',
  'code',
  'request_id',
  'details',
  'permission',
  'id',
  'retry_after',
  'until',
];

/**
 * What every refusal looks like, from every part. Given to supertest:
 * `await viewer.patch('workspaces/current', { name }).expect(problem(403, 'permission_required'))`.
 * `fields`: the properties that its details must name.
 */
export const problem =
  (statusCode: number, code: string, ...fields: string[]) =>
  (answer: Response): void => {
    const { status, body, headers } = answer;
    expect({ status, code: body.code }, JSON.stringify(body)).toEqual({ status: statusCode, code });
    expect(body).toMatchObject({
      statusCode,
      error: STATUS_CODES[statusCode],
      message: expect.stringMatching(/\S/),
      request_id: headers['x-request-id'],
    });
    expect(known).toEqual(expect.arrayContaining(Object.keys(body)));
    const named = (body.details ?? []).map(({ path }: { path: string }) => path);
    expect(named).toEqual(expect.arrayContaining(fields));
  };

/** The same answer, but for what is of one request only. */
export function modulo({ status, body, headers }: Response, ...personal: string[]) {
  const ofOneRequest = ['date', 'x-request-id', 'content-length', 'ratelimit'];
  const rest = Object.entries(headers).filter(([name]) => !ofOneRequest.includes(name));
  const text = personal.reduce((all, one) => all.replaceAll(one, '…'), JSON.stringify(body));
  return { status, body: text.replaceAll(String(body.request_id), '…'), headers: Object.fromEntries(rest) };
}
