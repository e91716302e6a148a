import { PASSWORD } from '../../../seeds/cast.js';
import { type Answered, type Asked, Exchange } from '../../support/exchange.js';
import type { Mailbox } from '../../support/mailbox.js';

/** Who acts: an owner of some workspaces, and a viewer in each; as cookies. */
export interface Actors {
  readonly origin: string;
  readonly owner: string;
  readonly viewer: string;
  readonly workspaceIds: readonly string[];
}

/** Made by the API and its mails, as people are. */
export async function makeActors(origin: string, mailbox: Mailbox, workspaces: number): Promise<Actors> {
  const owner = await signUp(origin, mailbox, 'owner@faults.example');
  const viewer = await signUp(origin, mailbox, 'viewer@faults.example');
  const workspaceIds: string[] = [];
  for (let n = 0; n < workspaces; n += 1) {
    const { body } = await asks(
      origin,
      owner,
    )({ method: 'POST', path: 'workspaces', body: { name: `genesis ${n}` } });
    const id = String(body['id']);
    workspaceIds.push(id);
    await letIn(origin, mailbox, { owner, viewer, id });
  }
  return { origin, owner, viewer, workspaceIds };
}

async function signUp(origin: string, mailbox: Mailbox, email: string): Promise<string> {
  const ask = asks(origin);
  const names = { first_name: 'First', last_name: 'Last' };
  await ask({ method: 'POST', path: 'auth/sign-up', body: { email, password: PASSWORD, ...names } });
  const token = await mailbox.token(email, 'verify-email');
  await ask({ method: 'POST', path: `auth/email-verifications/${token}` });
  const { headers } = await ask({
    method: 'POST',
    path: 'auth/sign-in',
    body: { email, password: PASSWORD },
  });
  return headers['set-cookie']?.[0]?.split(';')[0] ?? '';
}

interface Entry {
  readonly owner: string;
  readonly viewer: string;
  readonly id: string;
}

async function letIn(origin: string, mailbox: Mailbox, { owner, viewer, id }: Entry): Promise<void> {
  const email = 'viewer@faults.example';
  const headers = { 'x-as-workspace': id };
  const known = mailbox.mails.length;
  await asks(
    origin,
    owner,
  )({ method: 'POST', path: 'workspace-members', body: { email, role: 'view' }, headers });
  const token = await mailbox.token(email, 'invitations', known);
  await asks(origin, viewer)({ method: 'POST', path: `invitations/by-token/${token}/acceptance` });
}

/** @throws at every answer that is not 200: what is prepared must stand */
const asks =
  (origin: string, cookie = '') =>
  async (asked: Asked): Promise<Answered> => {
    const exchange = new Exchange(origin, cookie ? { cookie } : {});
    const answer = await exchange.ask(asked).finally(() => exchange.close());
    if (answer.status === 200) return answer;
    throw new Error(
      `${asked.method} ${asked.path} answered ${answer.status}: ${JSON.stringify(answer.body)}`,
    );
  };
