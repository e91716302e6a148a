import { Injectable } from '@nestjs/common';
import { record, unchanged } from '@bailiwick/audit';
import { type Ctx, TenantDb, type Tx, newId, personName, refuseStale, sql } from '@bailiwick/tenancy';
import { refuseUnlessFresh } from '../http/fresh.js';
import { MailService } from '../mail/mail.service.js';
import {
  type AboveRow,
  type GuardrailsAboveView,
  type GuardrailsRow,
  type GuardrailsView,
  type Rules,
  type UpdateGuardrails,
  inOrder,
  isTighter,
  noRules,
  toGuardrails,
  toGuardrailsAbove,
  weaker,
} from './guardrails.schema.js';

interface Sub {
  readonly workspace_id: string;
  readonly name: string;
  readonly is_managed: boolean;
  readonly owner_email: string;
}

/** What an admin workspace asks of everybody in its group. Who is held to it, `authority()` decides. */
@Injectable()
export class GuardrailsService {
  constructor(
    private readonly db: TenantDb,
    private readonly mails: MailService,
  ) {}

  async read(ctx: Ctx): Promise<GuardrailsView> {
    return toGuardrails(await this.db.read(ctx, (tx) => standing(tx)));
  }

  async readAbove(ctx: Ctx): Promise<GuardrailsAboveView> {
    return this.db.read(ctx, async (tx) =>
      toGuardrailsAbove(await tx.one<AboveRow>(sql`select * from guardrails_above()`)),
    );
  }

  /** @throws Refused reauth_required where something is asked no longer */
  async update(ctx: Ctx, patch: UpdateGuardrails): Promise<GuardrailsView> {
    return this.db.run(ctx, async (tx) => {
      // The first rules have no row that could be locked.
      await tx.query(sql`select 1 from workspaces where id = ${ctx.workspace.id} for no key update`);
      const before = await standing(tx);
      if (before) refuseStale(ctx, before);
      const announced = inOrder(before?.next_rules ?? noRules);
      const rules = { ...announced, ...patch };
      if (JSON.stringify(rules) === JSON.stringify(announced)) {
        unchanged(tx);
        return toGuardrails(before);
      }
      if (isTighter(announced, rules)) refuseUnlessFresh(ctx);
      const after = await write(tx, before, rules);
      const subs = await tx.query<Sub>(sql`select * from group_owners()`);
      await recordIn(tx, subs, after.id, announced, rules);
      if (!after.is_due && isTighter(rules, announced)) this.tell(tx, subs, announced, after);
      return toGuardrails(after);
    });
  }

  /** Those who have seven days; a workspace that the admin workspace manages has its owner, and none. */
  private tell(
    tx: Tx<Ctx>,
    subs: readonly Sub[],
    before: Rules,
    { next_rules, next_from }: GuardrailsRow,
  ): void {
    const { principal, workspace } = tx.ctx;
    for (const sub of subs) {
      if (sub.is_managed || sub.owner_email === principal.email) continue;
      this.mails.enqueue(tx, {
        to: sub.owner_email,
        template: 'guardrails_tightened',
        data: {
          workspace: sub.name,
          admin: workspace.name,
          rules: inWords(next_rules, before),
          by: personName(principal),
          when: next_from.toISOString(),
        },
        path: `/w/${sub.workspace_id}/settings/workspace-group`,
      });
    }
  }
}

const row = sql`id, rules, next_rules, next_from, next_from <= now() as is_due, timestamp_updated`;

const standing = (tx: Tx<Ctx>): Promise<GuardrailsRow | undefined> =>
  tx.one(sql`select ${row} from guardrails where workspace_id = ${tx.ctx.workspace.id}`);

/**
 * What has been announced long enough counts; from there on what becomes easier does so at once. What was announced
 * already is not put off by another change that makes nothing harder, and still binds those who joined since.
 */
async function write(tx: Tx<Ctx>, before: GuardrailsRow | undefined, rules: Rules): Promise<GuardrailsRow> {
  const { id } = tx.ctx.workspace;
  const [was, announced] = [before?.rules ?? noRules, before?.next_rules ?? noRules];
  const inForce = !before || before.is_due ? announced : was;
  const kept = before && !before.is_due && !isTighter(rules, announced) && isTighter(rules, inForce);
  const days = isTighter(rules, inForce) ? 7 : 0;
  const [now, next] = [JSON.stringify(weaker(inForce, rules)), JSON.stringify(rules)];
  const again = kept ? sql`` : sql`, next_from = excluded.next_from, changed_at = excluded.changed_at`;
  const after = await tx.one<GuardrailsRow>(sql`insert into guardrails
      (workspace_id, id, rules, next_rules, next_from, changed_at)
    values (${id}, ${newId()}, ${now}, ${next}, now() + make_interval(days => ${days}), now())
    on conflict (workspace_id) do update set rules = excluded.rules, next_rules = excluded.next_rules,
      timestamp_updated = now() ${again}
    returning ${row}`);
  if (!after) throw new Error('an upsert returned nothing');
  return after;
}

async function recordIn(
  tx: Tx<Ctx>,
  subs: readonly Sub[],
  id: string,
  before: Rules,
  after: Rules,
): Promise<void> {
  record(tx, 'guardrails.updated', { target: { id }, before, after, count: subs.length });
  const { id: admin_workspace_id, name: admin_workspace_name } = tx.ctx.workspace;
  const details = { admin_workspace_id, admin_workspace_name };
  await tx.inEach(subs, (there) =>
    record(there, 'guardrails.updated', { target: { id }, before, after, details }),
  );
}

/** What becomes harder, for a mail. */
function inWords(rules: Rules, before: Rules): string {
  const harder = (field: keyof Rules) => isTighter({ ...before, [field]: rules[field] }, before);
  return [
    harder('two_factor_required') && 'two-factor authentication',
    harder('email_domains') && `e-mail addresses of ${rules.email_domains.join(', ')}`,
    harder('session_hours') && `to sign in again after ${String(rules.session_hours)} hours`,
    harder('invitation_hours') &&
      `invitations that are open for ${String(rules.invitation_hours)} hours at most`,
    harder('keys_allowed') && 'no API keys',
  ]
    .filter((one) => one !== false)
    .join('; ');
}
