import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestApp } from '../../support/app.js';
import { sharedApp } from '../../support/shared-app.js';
import { type Agency, foundAgency } from '../../support/people.js';
import { auditLog } from '../../support/until.js';

describe('Idempotency-Key', () => {
  let app: TestApp;
  let agency: Agency;

  beforeAll(async () => {
    app = await sharedApp();
    agency = await foundAgency(app);
  });
  afterAll(() => app.close());

  const invite = (client: Agency['owner'], key: string, email: string) =>
    client.send('post', 'workspace-members').set('idempotency-key', key).send({ email, role: 'view' });
  const membersNamed = async (email: string) => {
    const { body } = await agency.owner.get(`workspace-members?search=${email}`).expect(200);
    return body.items.length as number;
  };

  it('gives fifty requests at once one effect and the same answer', async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => invite(agency.owner, 'fifty', 'fifty@new.example')),
    );
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
    expect(new Set(answers.map((answer) => answer.text)).size).toBe(1);
    expect(await membersNamed('fifty@new.example')).toBe(1);
    const invited = (await auditLog(app, agency.owner)).filter(
      (one) => one.target.name === 'fifty@new.example',
    );
    expect(invited).toHaveLength(1);
  });

  it('refuses the key for another body, and does nothing', async () => {
    await invite(agency.owner, 'body', 'first@new.example').expect(200);
    const { body } = await invite(agency.owner, 'body', 'second@new.example').expect(409);
    expect(body.code).toBe('idempotency_mismatch');
    expect(await membersNamed('second@new.example')).toBe(0);
  });

  it('is of no use to another person, another route, another workspace', async () => {
    const first = await invite(agency.owner, 'mine', 'mine@new.example').expect(200);
    const { body } = await invite(agency.admin, 'mine', 'mine@new.example').expect(409);
    expect(body.code).toBe('invitation_exists');
    await agency.owner
      .send('post', `invitations/${first.body.id}/resend`)
      .set('idempotency-key', 'mine')
      .expect(200);
    const elsewhere = await invite(agency.stranger, 'mine', 'mine@new.example').expect(200);
    expect(elsewhere.body.id).not.toBe(first.body.id);
  });

  it('lets a refused request be tried again', async () => {
    await invite(agency.editor, 'refused', 'refused@new.example').expect(403);
    const exists = await invite(agency.owner, 'again', 'fifty@new.example').expect(409);
    await agency.owner.delete(`workspace-members/${exists.body.id}`).expect(200);
    await invite(agency.owner, 'again', 'fifty@new.example').expect(200);
  });

  it('answers every POST of a workspace the second time as the first', async () => {
    const { body: member } = await agency.owner
      .post('workspace-members', { email: 'again@new.example', role: 'view' })
      .expect(200);
    const posts = [
      ['invitations', { emails: ['bulk@new.example'], role: 'view' }],
      [`invitations/${member.id}/resend`, undefined],
    ] as const;
    for (const [path, body] of posts) {
      const send = () => agency.owner.send('post', path).set('idempotency-key', path).send(body);
      const first = await send().expect(200);
      const second = await send().expect(200);
      expect(second.text, path).toBe(first.text);
    }
  });

  it('forgets after a day', async () => {
    await invite(agency.owner, 'old', 'old@new.example').expect(200);
    await app.db.superuser.query("update idempotency_keys set expires_at = now() - interval '1 s'");
    const { body } = await invite(agency.owner, 'old', 'old@new.example').expect(409);
    expect(body.code).toBe('invitation_exists');
  });

  it('keeps the answer unreadable without the key', async () => {
    await invite(agency.owner, 'sealed', 'sealed@new.example').expect(200);
    const { rows } = await app.db.superuser.query(
      'select answer from idempotency_keys where answer is not null',
    );
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(row.answer).not.toContain('new.example');
  });

  it('names a key that is none', async () => {
    for (const key of [' ', 'with space', 'x'.repeat(256), '']) {
      const { body } = await invite(agency.owner, key, 'none@new.example').expect(400);
      expect(body.details[0]).toMatchObject({ path: 'idempotency-key' });
    }
  });
});
