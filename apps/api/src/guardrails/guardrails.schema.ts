import { z } from 'zod';
import { patchOf, time } from '../http/text.js';
import { domains } from '../workspaces/workspaces.schema.js';

const hours = (most: number) => z.number().int().min(1).max(most).nullable();

/** What an admin workspace asks of everybody in its group, but for the owner of each workspace. */
const rules = {
  two_factor_required: z.boolean(),
  /** Only people whose address is of one of these can enter; with none, everybody. */
  email_domains: z.array(z.string()),
  /** Whoever signed in longer ago than this signs in again. */
  session_hours: z.number().int().nullable(),
  /** No invitation is open for longer. */
  invitation_hours: z.number().int().nullable(),
  keys_allowed: z.boolean(),
};
export type Rules = z.output<z.ZodObject<typeof rules>>;

/** Where nobody has said anything. */
export const noRules: Rules = {
  two_factor_required: false,
  email_domains: [],
  session_hours: null,
  invitation_hours: null,
  keys_allowed: true,
};

/** What is announced and does not bind yet. */
const next = z.strictObject({ ...rules, from: time }).nullable();

export const guardrails = z.strictObject({
  ...rules,
  /** Waits in workspaces that joined before it was announced; the others it binds already. */
  next,
  timestamp_updated: time.nullable(),
});
export type GuardrailsView = z.input<typeof guardrails>;

export const guardrailsAbove = z.strictObject({
  /** Null: there is no admin workspace. */
  admin_workspace_name: z.string().nullable(),
  ...rules,
  next,
});
export type GuardrailsAboveView = z.input<typeof guardrailsAbove>;

export const updateGuardrails = patchOf({
  two_factor_required: rules.two_factor_required,
  email_domains: domains,
  session_hours: hours(365 * 24),
  invitation_hours: hours(30 * 24),
  keys_allowed: rules.keys_allowed,
});
export type UpdateGuardrails = z.output<typeof updateGuardrails>;

export interface GuardrailsRow {
  readonly id: string;
  readonly rules: Rules;
  readonly next_rules: Rules;
  readonly next_from: Date;
  /** By the database's clock: what is next binds everybody. */
  readonly is_due: boolean;
  readonly timestamp_updated: Date;
}

const later = (one: Rules, from: Date) => ({ ...inOrder(one), from: from.toISOString() });

export function toGuardrails(row: GuardrailsRow | undefined): GuardrailsView {
  if (!row) return { ...noRules, next: null, timestamp_updated: null };
  const waits = !row.is_due && JSON.stringify(inOrder(row.rules)) !== JSON.stringify(inOrder(row.next_rules));
  return {
    ...inOrder(row.is_due ? row.next_rules : row.rules),
    next: waits ? later(row.next_rules, row.next_from) : null,
    timestamp_updated: row.timestamp_updated.toISOString(),
  };
}

export interface AboveRow {
  readonly admin_workspace_name: string;
  readonly rules: Rules | null;
  readonly next_rules: Rules | null;
  readonly next_from: Date | null;
}

export const toGuardrailsAbove = (row: AboveRow | undefined): GuardrailsAboveView => ({
  admin_workspace_name: row?.admin_workspace_name ?? null,
  ...inOrder(row?.rules ?? noRules),
  next: row?.next_rules && row.next_from ? later(row.next_rules, row.next_from) : null,
});

/** What comes out of JSON has its keys in an order of its own. */
export const inOrder = ({
  two_factor_required,
  email_domains,
  session_hours,
  invitation_hours,
  keys_allowed,
}: Rules): Rules => ({ two_factor_required, email_domains, session_hours, invitation_hours, keys_allowed });

/** In everything at least as easy to meet as either. */
export const weaker = (a: Rules, b: Rules): Rules => ({
  two_factor_required: a.two_factor_required && b.two_factor_required,
  email_domains:
    a.email_domains.length > 0 && b.email_domains.length > 0
      ? [...new Set([...a.email_domains, ...b.email_domains])].sort()
      : [],
  session_hours: longer(a.session_hours, b.session_hours),
  invitation_hours: longer(a.invitation_hours, b.invitation_hours),
  keys_allowed: a.keys_allowed || b.keys_allowed,
});

const longer = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? null : Math.max(a, b);

/** Something of it can be met less easily than before. */
export const isTighter = (after: Rules, before: Rules): boolean =>
  JSON.stringify(weaker(after, before)) !== JSON.stringify(inOrder(after));
