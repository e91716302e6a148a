import { randomUUID } from 'node:crypto';
import type { Answered, Asked } from '../../support/exchange.js';
import type { Chance } from '../../support/random.js';

/** A committed change that bears the operation's name, so that it can be counted. */
export interface Mark {
  readonly table: string;
  readonly action: 'INSERT' | 'UPDATE' | 'DELETE';
  readonly column: string;
  readonly value: string;
}

export interface Operation {
  readonly op: string;
  readonly kind: string;
  readonly as: 'owner' | 'viewer';
  readonly asked: Asked;
  readonly marks: readonly Mark[];
  /** May be sent again under the same key. */
  readonly keyed?: true;
  /** What the writer learns from the answer. */
  readonly learn?: (answer: Answered) => void;
}

/** The invitations a writer knows to be open, and has not touched since. */
export type Pending = string[];

const mark = (table: string, action: Mark['action'], column: string, value: string): Mark => ({
  table,
  action,
  column,
  value,
});
const address = (op: string, n = 0) => `${op}.${n}@invited.example`;

type Make = (op: string, pending: Pending) => Omit<Operation, 'op' | 'kind'>;

const rename: Make = (op) => ({
  as: 'owner',
  asked: { method: 'PATCH', path: 'workspaces/current', body: { name: op } },
  marks: [mark('workspaces', 'UPDATE', 'name', op)],
});

const invite: Make = (op, pending) => ({
  as: 'owner',
  keyed: true,
  asked: { method: 'POST', path: 'workspace-members', body: { email: address(op), role: 'editor' } },
  marks: [mark('workspace_members', 'INSERT', 'email', address(op))],
  learn: ({ body }) => pending.push(String(body['id'])),
});

const inviteMany: Make = (op) => {
  const emails = [1, 2, 3].map((n) => address(op, n));
  return {
    as: 'owner',
    keyed: true,
    asked: { method: 'POST', path: 'invitations', body: { emails, role: 'view' } },
    marks: emails.map((email) => mark('workspace_members', 'INSERT', 'email', email)),
  };
};

const nickname: Make = (op, pending) => ({
  as: 'owner',
  asked: { method: 'PATCH', path: `workspace-members/${pending[0] ?? ''}`, body: { nickname: op } },
  marks: [mark('workspace_members', 'UPDATE', 'nickname', op)],
});

const withdraw: Make = (_op, pending) => {
  const id = pending.shift() ?? '';
  return {
    as: 'owner',
    asked: { method: 'DELETE', path: `workspace-members/${id}` },
    marks: [mark('workspace_members', 'DELETE', 'id', id)],
  };
};

const profile: Make = (op) => ({
  as: 'owner',
  asked: { method: 'PATCH', path: 'me', body: { first_name: op } },
  marks: [mark('users', 'UPDATE', 'first_name', op)],
});

const found: Make = (op) => ({
  as: 'owner',
  asked: { method: 'POST', path: 'workspaces', body: { name: op } },
  marks: [mark('workspaces', 'INSERT', 'name', op)],
});

/** A viewer may not; it is recorded that they tried. */
const refused: Make = (op) => ({ ...rename(op, []), as: 'viewer' });

const makers = { rename, invite, inviteMany, nickname, withdraw, profile, found, refused };
const mix: readonly (keyof typeof makers)[] = [
  ...Array<'rename'>(6).fill('rename'),
  ...Array<'invite'>(5).fill('invite'),
  ...Array<'nickname'>(3).fill('nickname'),
  ...Array<'withdraw'>(2).fill('withdraw'),
  ...Array<'refused'>(2).fill('refused'),
  'inviteMany',
  'profile',
  'found',
];
const needPending = new Set<string>(['nickname', 'withdraw']);

export function anyOperation(chance: Chance, pending: Pending): Operation {
  const drawn = chance.pick(mix);
  const kind = needPending.has(drawn) && pending.length === 0 ? 'invite' : drawn;
  const op = `op-${randomUUID()}`;
  return { op, kind, ...makers[kind](op, pending) };
}
