import { z } from 'zod';
import { patchOf, time } from '../../http/body/shapes.js';
import { domains } from '../../workspaces/workspace/workspaces.schema.js';

const hours = (most: number) => z.number().int().min(1).max(most).nullable();

/** What an admin workspace asks of everybody in its group, but for the owner of each workspace. */
const rules = {
  two_factor_required: z.boolean(),
  /** Only people whose address is of one of these can enter; with none, everybody. */
  email_domains: z.array(z.string()),
  /** A person who signed in longer ago than this signs in again. */
  session_hours: z.number().int().nullable(),
  /** No invitation is open for longer. */
  invitation_hours: z.number().int().nullable(),
  keys_allowed: z.boolean(),
};
export type GuardrailRules = z.output<z.ZodObject<typeof rules>>;

/** Where nobody has said anything. */
export const noRules: GuardrailRules = {
  two_factor_required: false,
  email_domains: [],
  session_hours: null,
  invitation_hours: null,
  keys_allowed: true,
};

/** What is announced and does not bind yet, in the order in which it will. */
const announced = z.array(z.strictObject({ ...rules, from: time }));

export const guardrails = z.strictObject({
  ...rules,
  /** Each waits in workspaces that were invited before it was announced; the others it binds already. */
  announced,
  timestamp_updated: time.nullable(),
});
export type GuardrailsView = z.output<typeof guardrails>;

export const guardrailsAbove = z.strictObject({
  /** Null: there is no admin workspace. */
  admin_workspace_name: z.string().nullable(),
  ...rules,
  announced,
});
export type GuardrailsAboveView = z.output<typeof guardrailsAbove>;

export const updateGuardrails = patchOf({
  two_factor_required: rules.two_factor_required,
  email_domains: domains,
  session_hours: hours(365 * 24),
  invitation_hours: hours(30 * 24),
  keys_allowed: rules.keys_allowed,
});
export type UpdateGuardrails = z.output<typeof updateGuardrails>;

/** All that was asked from a moment on, until something else was. */
export interface AnnouncedRules {
  readonly rules: GuardrailRules;
  /** A workspace that is invited from here on is bound at once. */
  readonly changed_at: string;
  /** From here on everybody is. */
  readonly from: string;
}

export interface GuardrailsRow {
  /** Null: nobody has said anything yet. */
  readonly id: string | null;
  readonly announced: readonly AnnouncedRules[];
  /** By the database's clock, like all that is in the rows. */
  readonly now: Date;
  readonly timestamp_updated: Date | null;
}

const toWaiting = ({ rules: one, from }: AnnouncedRules) => ({ ...sortRules(one), from: new Date(from) });

export function toGuardrails({ announced: all, now, timestamp_updated }: GuardrailsRow): GuardrailsView {
  const [inForce, ...waiting] = announcedInForce(all, now);
  return {
    ...sortRules(inForce.rules),
    announced: waiting.map(toWaiting),
    timestamp_updated,
  };
}

export interface GuardrailsAboveRow {
  readonly admin_workspace_name: string;
  readonly rules: GuardrailRules | null;
  readonly waiting: readonly AnnouncedRules[];
}

export const toGuardrailsAbove = (row: GuardrailsAboveRow | undefined): GuardrailsAboveView => ({
  admin_workspace_name: row?.admin_workspace_name ?? null,
  ...sortRules(row?.rules ?? noRules),
  announced: (row?.waiting ?? []).map(toWaiting),
});

const NOTICE = 7 * 86_400_000;
const MOST_WAITING = 10;

/** The rules in force for the sub that joined first, and the announcements that wait; all earlier ones are history. */
function announcedInForce(
  all: readonly AnnouncedRules[],
  now: Date,
): readonly [AnnouncedRules, ...AnnouncedRules[]] {
  const since = all.findLastIndex(({ from }) => new Date(from) <= now);
  const at = now.toISOString();
  const first = all[since] ?? { rules: noRules, changed_at: at, from: at };
  return [first, ...all.slice(since + 1)];
}

/** What was said last: where nothing else is said, it will be in force everywhere. */
export const latestRules = ({ announced: all, now }: GuardrailsRow): AnnouncedRules => {
  const [first, ...waiting] = announcedInForce(all, now);
  return waiting.at(-1) ?? first;
};

/**
 * A rule that is dropped ends everywhere at once, in all announcements. Stricter rules come last, with their own
 * notice. So every other rule stays, in each sub from the time since which it binds there.
 */
export function announceRules(
  { announced: all, now }: GuardrailsRow,
  rules: GuardrailRules,
): readonly AnnouncedRules[] {
  const eased = announcedInForce(all, now).map((one) => ({ ...one, rules: weakerRules(one.rules, rules) }));
  const from = new Date(now.getTime() + NOTICE).toISOString();
  const distinct = [...eased, { rules, changed_at: now.toISOString(), from }].filter(
    ({ rules: one }, i, those) => !areSameRules(one, those[i - 1]?.rules),
  );
  // The oldest goes on waiting: an admin workspace that announces often must not put off for ever the one that is due
  // next.
  return distinct.length > MOST_WAITING + 1 ? distinct.toSpliced(2, 1) : distinct;
}

/** What comes out of JSON has its keys in an order of its own. */
export const sortRules = ({
  two_factor_required,
  email_domains,
  session_hours,
  invitation_hours,
  keys_allowed,
}: GuardrailRules): GuardrailRules => ({
  two_factor_required,
  email_domains,
  session_hours,
  invitation_hours,
  keys_allowed,
});

/** In everything at least as easy to meet as either. */
export const weakerRules = (a: GuardrailRules, b: GuardrailRules): GuardrailRules => ({
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
export const isTighter = (after: GuardrailRules, before: GuardrailRules): boolean =>
  !areSameRules(weakerRules(after, before), after);

export const areSameRules = (a: GuardrailRules, b: GuardrailRules | undefined): boolean =>
  b !== undefined && JSON.stringify(sortRules(a)) === JSON.stringify(sortRules(b));
