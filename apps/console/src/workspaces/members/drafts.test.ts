import { describe, expect, it } from 'vitest';
import { draftsFromRows, draftsFromText, withVerdicts } from './drafts.js';
import { type KnownRole, knownSystemRoles } from './roles.js';

const reviewer: KnownRole = { id: 'reviewer', name: 'Reviewer', sentence: '', permissions: [] };
const roles = [...knownSystemRoles, reviewer];
const choices = roles.filter(({ name }) => name !== 'owner');
const read = (...rows: string[][]) => draftsFromRows(rows, { roles, choices });
const idOf = (name: string) => roles.find((role) => role.name === name)?.id;

describe('people about to be invited', () => {
  it('takes addresses however they are separated, each once', () => {
    const found = draftsFromText('a@x.example, b@x.example;\nc@x.example a@x.example');
    expect(found.map(({ email }) => email)).toEqual(['a@x.example', 'b@x.example', 'c@x.example']);
  });

  it('marks what is no address', () => {
    expect(draftsFromText('nobody@nowhere x@y.example').map(({ problem }) => problem)).toEqual([
      'invalid_email',
      undefined,
    ]);
  });

  it('finds the columns by their heads', () => {
    expect(read(['Name', 'Role', 'E-mail'], ['Ann', 'Viewer', 'ann@x.example'])).toEqual([
      { email: 'ann@x.example', role: 'Viewer', roleIds: [idOf('view')] },
    ]);
  });

  it('takes address and role without any heads, and a line without a role', () => {
    expect(read(['ann@x.example', 'reviewer'], ['ben@x.example'])).toEqual([
      { email: 'ann@x.example', role: 'reviewer', roleIds: ['reviewer'] },
      { email: 'ben@x.example', roleIds: [] },
    ]);
  });

  it('knows a role by either of its names, and several of them', () => {
    expect(read(['ann@x.example', 'view; Reviewer'])[0]?.roleIds).toEqual([idOf('view'), 'reviewer']);
  });

  it.each([
    ['a role there is none of', ['ann@x.example', 'Captain'], 'unknown_role'],
    ['a role one may not give', ['ann@x.example', 'Owner'], 'not_given'],
    ['no address', ['ann', 'Viewer'], 'invalid_email'],
  ])('marks %s', (_, row, problem) => {
    expect(read(row)[0]?.problem).toBe(problem);
  });

  it('marks the second of two lines for the same person', () => {
    expect(read(['ann@x.example'], ['Ann@X.example']).map(({ problem }) => problem)).toEqual([
      undefined,
      'duplicate',
    ]);
  });

  it('says what the server said, and first what was wrong before', () => {
    const said = (email: string, result: 'invited' | 'exists' | 'refused', code?: string) => ({
      email,
      id: null,
      result,
      ...(code && { code }),
    });
    const drafts = withVerdicts(draftsFromText('A@x.example b@x.example c@x.example nobody'), [
      said('a@x.example', 'exists'),
      said('b@x.example', 'refused', 'role_beyond_own'),
      said('c@x.example', 'invited'),
    ]);
    expect(drafts.map(({ problem, code }) => [problem, code])).toEqual([
      ['exists', undefined],
      ['refused', 'role_beyond_own'],
      [undefined, undefined],
      ['invalid_email', undefined],
    ]);
  });
});
