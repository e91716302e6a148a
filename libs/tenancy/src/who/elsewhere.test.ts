import { describe, expect, it } from 'vitest';
import type { Caller } from './ctx.js';
import { callerElsewhere } from './elsewhere.js';

const here: Caller = {
  facts: { requestId: 'r', ip: '203.0.113.7', userAgent: 'a browser', route: 'POST /x', accounted: false },
  scope: {
    workspaceId: 'here',
    userId: 'ada',
    address: 'ada@here.example',
    viaLinkId: 'up',
    actingFrom: 'up',
  },
  actor: { type: 'user', id: 'ada', name: 'Ada', email: 'ada@here.example' },
};
const person = { workspaceId: 'there', userId: 'ada', address: 'ada@here.example' };

describe('a person who goes on in another workspace', () => {
  it('is themselves there, without the link that led here', () => {
    const there = callerElsewhere(here, 'there', { as: 'caller' });
    expect(there).toEqual({ ...here, scope: person });
    expect(there.facts).toBe(here.facts);
  });

  it('acts there from here where a link leads there', () => {
    const { scope } = callerElsewhere(here, 'there', { as: 'link', linkId: 'down' });
    expect(scope).toEqual({ ...person, viaLinkId: 'down', actingFrom: 'here' });
  });

  it('leaves neither name, address nor device where the system speaks for them', () => {
    const there = callerElsewhere(here, 'there', { as: 'system' });
    expect(there.actor).toEqual({ type: 'system' });
    expect(there.scope).toEqual(person);
    expect(there.facts).toEqual({ ...here.facts, ip: '0.0.0.0', userAgent: null });
  });
});
