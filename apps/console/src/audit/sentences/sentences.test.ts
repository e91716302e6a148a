import { activities } from '@bailiwick/audit';
import { describe, expect, it } from 'vitest';
import { activities as known } from '../../api-client/activities.js';
import type { AuditRecord, Part } from './sentence.js';
import { activityNames, actorOf, nameOfActivity, sentenceOf } from './sentences.js';

const record = (more: Partial<AuditRecord>): AuditRecord => ({
  id: '0192a000-0000-7000-8000-00000000000a',
  timestamp: '2026-01-02T03:04:05.678Z',
  organization_id: '0192a000-0000-7000-8000-00000000000b',
  activity_type: 1010,
  ip_address: '192.0.2.1',
  user_agent: null,
  user_id: null,
  user_name: 'Olive Oakes',
  user_email: 'olive@harbour.example',
  from_api: false,
  api_key_id: null,
  affected_count: null,
  audit_metadata: {},
  activity: 'member.invited',
  outcome: 'done',
  sequence: 1,
  sealed_at: '2026-01-02T03:04:05.678Z',
  actor_type: 'user',
  target: { type: 'workspace_member', id: null, name: 'edith@harbour.example' },
  changes: {},
  act_id: '0192a000-0000-7000-8000-00000000ac70',
  request_id: 'r',
  erased: false,
  ...more,
});

const read = (parts: readonly Part[]): string =>
  parts.map((part) => (typeof part === 'string' ? part : part.strong)).join('');

describe('the audit log in words', () => {
  it('has a sentence for every activity there is, and for no other', () => {
    expect(activityNames.toSorted()).toEqual(Object.keys(activities).sort());
    expect(activityNames.filter((name) => nameOfActivity(name) === name)).toEqual([]);
  });

  it('filters by the numbers the log knows', () => {
    const numbers = activityNames.map((name) => [name, known[name]]);
    expect(numbers).toEqual(Object.entries(activities).map(([name, { number }]) => [name, number]));
  });

  it.each(Object.keys(activities))(
    'reads %s out, done and refused, whatever the record lacks',
    (activity) => {
      const bare = record({ activity, target: { type: 'x', id: null, name: null } });
      for (const outcome of ['done', 'refused'] as const) {
        expect(read(sentenceOf({ ...bare, outcome }))).toMatch(/^[a-z][^{}[\]]+$/);
      }
    },
  );

  it('says who was invited as what', () => {
    const roles = { before: null, after: ['editor'] };
    expect(read(sentenceOf(record({ changes: { roles } })))).toBe('invited edith@harbour.example as editor');
  });

  it('says of a published role where it was published, or from where it came', () => {
    const target = { type: 'role', id: null, name: 'Researcher' };
    const told = (activity: string, audit_metadata = {}) =>
      read(sentenceOf(record({ activity, target, audit_metadata })));
    const above = { admin_workspace_name: 'Harbour Agency' };
    expect(told('role.published')).toBe('published the role Researcher to the workspaces of the group');
    expect(told('role.published', above)).toBe('brought in the role Researcher of Harbour Agency');
    expect(told('role.unpublished')).toBe('no longer publishes the role Researcher');
    expect(told('role.unpublished', above)).toBe(
      'made the role Researcher of Harbour Agency the workspace’s own',
    );
  });

  it('says what was changed to what', () => {
    const name = { before: 'Harbour', after: 'Harbour & Co' };
    const renamed = record({ activity: 'workspace.updated', changes: { name } });
    expect(read(sentenceOf(renamed))).toBe('renamed the workspace from Harbour to Harbour & Co');
  });

  it('says with which key it was done, and tried', () => {
    const audit_metadata = { api_key_name: 'Nightly sync' };
    const byKey = record({ activity: 'role.created', from_api: true, audit_metadata });
    expect(read(sentenceOf(byKey))).toMatch(/ with the key Nightly sync$/);
    expect(read(sentenceOf({ ...byKey, outcome: 'refused' }))).toMatch(/ with the key Nightly sync$/);
    expect(read(sentenceOf({ ...byKey, from_api: false }))).not.toContain('Nightly sync');
  });

  it('says until when a role was given, and that a key took others with it', () => {
    const given = record({
      activity: 'grant.created',
      changes: {
        role: { before: null, after: 'editor' },
        expires_at: { before: null, after: '2026-03-01T12:00:00.000Z' },
      },
    });
    expect(read(sentenceOf(given))).toMatch(/^gave edith@harbour\.example the role editor, until .*2026/);
    const revoked = record({ activity: 'api_key.revoked', affected_count: 3 });
    expect(read(sentenceOf(revoked))).toMatch(/ and 2 keys made with it$/);
  });

  it('says of what was done in a sub workspace no more than is known here', () => {
    const audit_metadata = { acted_in: '0192a000-0000-7000-8000-00000000000a', content_hash: 'ab' };
    const stub = record({ activity: 'member.invited', audit_metadata });
    expect(read(sentenceOf(stub))).toBe('acted in a sub workspace: Member invited');
    expect(read(sentenceOf({ ...stub, outcome: 'refused' }))).toMatch(/^tried to act in a sub workspace/);
    expect(read(sentenceOf(stub, 'Tidewater'))).toBe('acted in Tidewater: Member invited');
  });

  it('shows an activity it does not know by its name, instead of nothing', () => {
    expect(read(sentenceOf(record({ activity: 'x_billing.paid' })))).toBe('did x_billing.paid');
  });

  it('names nobody whose name was erased', () => {
    expect(actorOf(record({ user_name: null, user_email: null }))).toMatch(/erased/);
  });
});
