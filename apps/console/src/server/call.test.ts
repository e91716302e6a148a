import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { call } from './call.js';
import { freshLogin, renew } from './fresh-login.js';
import { Cancelled } from './problem.js';

const answer = (status: number, body: object) => new Response(JSON.stringify(body), { status });
const stale = () => answer(403, { code: 'reauth_required' });
const turnedAway = () => answer(401, { code: 'unauthenticated' });
const done = () => answer(200, { id: 'it' });

describe('the way to the server', () => {
  const server = vi.fn<() => Promise<Response>>();
  /** What the server answers, in this order. */
  const answers = (...given: (() => Response)[]) => {
    for (const one of given) server.mockImplementationOnce(() => Promise.resolve(one()));
  };
  const asked = () => vi.waitFor(() => expect(freshLogin.isAsked()).toBe(true));

  beforeEach(() => vi.stubGlobal('fetch', server.mockReset()));
  afterEach(() => vi.unstubAllGlobals());

  it('waits for a fresh login, and then does the act as if nothing had been in between', async () => {
    answers(stale, done);
    const act = call('DELETE', '/api/v2/me/sessions');
    await asked();
    expect(server).toHaveBeenCalledTimes(1);
    freshLogin.settle(true);
    expect(await act).toEqual({ id: 'it' });
    expect(freshLogin.isAsked()).toBe(false);
  });

  it('asks once for several acts', async () => {
    answers(stale, stale, done, done);
    const acts = Promise.all([call('POST', '/api/v2/one'), call('POST', '/api/v2/other')]);
    await vi.waitFor(() => expect(server).toHaveBeenCalledTimes(2));
    await asked();
    freshLogin.settle(true);
    expect(await acts).toEqual([{ id: 'it' }, { id: 'it' }]);
  });

  it('leaves the act undone when the login is not given', async () => {
    answers(stale);
    const act = call('DELETE', '/api/v2/me/sessions');
    await asked();
    freshLogin.settle(false);
    await expect(act).rejects.toBeInstanceOf(Cancelled);
    expect(server).toHaveBeenCalledTimes(1);
  });

  it('sends again what was on its way while the session got another token', async () => {
    answers(turnedAway, done);
    const reads = call('GET', '/api/v2/me');
    await renew(Promise.resolve());
    expect(await reads).toEqual({ id: 'it' });
  });

  it('is turned away for good where nothing was renewed', async () => {
    answers(turnedAway);
    await expect(call('GET', '/api/v2/me')).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(server).toHaveBeenCalledTimes(1);
  });

  it.each([
    [20, /20 seconds/],
    [1, /1 second\./],
    [90, /2 minutes/],
  ])('says how long to wait: %d s', async (retry_after, sentence) => {
    answers(() => answer(429, { code: 'rate_limited', message: 'Too many.', retry_after }));
    await expect(call('POST', '/api/v2/auth/sign-in')).rejects.toThrow(sentence);
  });
});
