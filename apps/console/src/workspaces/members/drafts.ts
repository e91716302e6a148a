import type { InvitationsInviteMany } from '../../api-client/index.js';
import { nameOfRole } from '../../words/roles.js';
import type { KnownRole } from './roles.js';

/** What speaks against a line before it is sent, or what the server said against it. */
export type Problem = 'invalid_email' | 'duplicate' | 'unknown_role' | 'not_given' | 'exists' | 'refused';

/** Somebody about to be invited. */
export interface Draft {
  readonly email: string;
  /** By name, as the file has it; nothing where the one chosen for all counts. */
  readonly role?: string;
  readonly roleIds: readonly string[];
  readonly problem?: Problem;
  /** Why, where the server refused it. */
  readonly code?: string | undefined;
}

interface Choice {
  /** Those one may give. */
  readonly choices: readonly KnownRole[];
  /** Those there are. */
  readonly roles: readonly KnownRole[];
}

export const MOST_AT_ONCE = 500;

/** What no mail could reach; the server looks closer. */
const ADDRESS = /^[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>.]+$/u;
const LONGEST = 320;
/** The same address, or the same name. */
const same = (text: string) => text.trim().toLocaleLowerCase();

export function draftsFromText(text: string): Draft[] {
  const emails = [...new Set(text.split(/[\s,;]+/).filter(Boolean))];
  return marked(emails.map((email) => ({ email, roleIds: [] })));
}

/** Columns by their heads, wherever they stand; without heads the address comes first, and the role second. */
export function draftsFromRows(rows: readonly (readonly string[])[], choice: Choice): Draft[] {
  const heads = (rows[0] ?? []).map(same);
  const emailAt = heads.findIndex((head) => ['email', 'e-mail', 'e-mail address', 'address'].includes(head));
  const roleAt = heads.findIndex((head) => ['role', 'roles'].includes(head));
  const lines = emailAt === -1 ? rows : rows.slice(1);
  const [email, role] = emailAt === -1 ? [0, 1] : [emailAt, roleAt];
  return marked(lines.map((row) => withRole(row[email] ?? '', row[role] ?? '', choice)));
}

function withRole(email: string, typed: string, { choices, roles }: Choice): Draft {
  if (!typed) return { email, roleIds: [] };
  const line = { email, role: typed };
  const named = typed.split(/[;|]/).map((one) => roles.find((known) => isCalled(known, one)));
  const found = named.filter((one) => one !== undefined);
  const roleIds = found.map(({ id }) => id);
  if (found.length < named.length) return { ...line, roleIds, problem: 'unknown_role' };
  const mayAll = found.every(({ id }) => choices.some((one) => one.id === id));
  return { ...line, roleIds, ...(!mayAll && { problem: 'not_given' }) };
}

/** By the name it has in the API, or the one people read. */
const isCalled = ({ name }: KnownRole, typed: string): boolean =>
  [same(name), same(nameOfRole(name))].includes(same(typed));

function marked(drafts: readonly Draft[]): Draft[] {
  const seen = new Set<string>();
  return drafts.map((draft) => {
    const address = same(draft.email);
    const isSecond = seen.has(address);
    seen.add(address);
    if (!ADDRESS.test(draft.email) || draft.email.length > LONGEST)
      return { ...draft, problem: 'invalid_email' };
    return isSecond ? { ...draft, problem: 'duplicate' } : draft;
  });
}

/** With what the server said of those that were sent. It writes addresses small. */
export function withVerdicts(drafts: readonly Draft[], verdicts: InvitationsInviteMany['items']): Draft[] {
  const said = new Map(verdicts.map((verdict) => [same(verdict.email), verdict]));
  return drafts.map((draft) => {
    const verdict = said.get(same(draft.email));
    return verdict && verdict.result !== 'invited'
      ? { problem: verdict.result, code: verdict.code, ...draft }
      : draft;
  });
}
