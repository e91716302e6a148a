import { Injectable } from '@nestjs/common';
import { record, unchanged } from '@bailiwick/audit';
import { type Ctx, TenantDb, type Tx, newId, personName, refuseStale, sql } from '@bailiwick/tenancy';
import { refuseUnlessFreshlySignedIn } from '../../http/gate/fresh.js';
import { MailService } from '../../mail/mail.service.js';
import {
  type GuardrailsAboveRow,
  type AnnouncedRules,
  type GuardrailsAboveView,
  type GuardrailsRow,
  type GuardrailsView,
  type GuardrailRules,
  type UpdateGuardrails,
  announceRules,
  sortRules,
  isTighter,
  latestRules,
  areSameRules,
  toGuardrails,
  toGuardrailsAbove,
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
    return toGuardrails(await this.db.read(ctx, (tx) => rulesInForce(tx)));
  }

  async readAbove(ctx: Ctx): Promise<GuardrailsAboveView> {
    return this.db.read(ctx, async (tx) =>
      toGuardrailsAbove(await tx.one<GuardrailsAboveRow>(sql`select * from guardrails_above()`)),
    );
  }

  /** @throws Refused reauth_required, session_required where something is asked no longer */
  async update(ctx: Ctx, patch: UpdateGuardrails): Promise<GuardrailsView> {
    return this.db.run(ctx, async (tx) => {
      // The first rules have no row that could be locked.
      await tx.query(sql`select 1 from workspaces where id = ${ctx.workspace.id} for no key update`);
      const before = await rulesInForce(tx);
      refuseStale(ctx, before);
      const { rules: asked } = latestRules(before);
      const rules = sortRules({ ...asked, ...patch });
      if (areSameRules(rules, asked)) {
        unchanged(tx);
        return toGuardrails(before);
      }
      if (isTighter(asked, rules)) refuseUnlessFreshlySignedIn(ctx);
      const after = await write(tx, before, announceRules(before, rules));
      const subs = await tx.query<Sub>(sql`select * from group_owners()`);
      await recordIn(tx, subs, after.id, asked, rules);
      if (isTighter(rules, asked)) this.tell(tx, subs, asked, latestRules(after));
      return toGuardrails(after);
    });
  }

  /** Those who have seven days; a workspace that the admin workspace manages has its owner, and none. */
  private tell(
    tx: Tx<Ctx>,
    subs: readonly Sub[],
    before: GuardrailRules,
    { rules, from }: AnnouncedRules,
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
          rules: inWords(rules, before),
          by: personName(principal),
          when: from,
        },
        path: `/w/${sub.workspace_id}/settings/workspace-group`,
      });
    }
  }
}

/** The moment of the lock, after any wait for another request that changes them. */
async function rulesInForce(tx: Tx<Ctx>): Promise<GuardrailsRow> {
  const row =
    await tx.one<GuardrailsRow>(sql`select g.id, coalesce(g.announced, '[]') as announced, g.timestamp_updated,
      clock_timestamp()::timestamptz(3) as now
    from (values (1)) it left join guardrails g on g.workspace_id = ${tx.ctx.workspace.id}`);
  if (!row) throw new Error('a row of one value returned nothing');
  return row;
}

async function write(
  tx: Tx<Ctx>,
  before: GuardrailsRow,
  announced: readonly AnnouncedRules[],
): Promise<GuardrailsRow & { readonly id: string }> {
  const written = await tx.one<{ id: string; timestamp_updated: Date }>(sql`insert into guardrails
      (workspace_id, id, announced) values (${tx.ctx.workspace.id}, ${newId()}, ${JSON.stringify(announced)})
    on conflict (workspace_id) do update set announced = excluded.announced, timestamp_updated = now()
    returning id, timestamp_updated`);
  if (!written) throw new Error('an upsert returned nothing');
  return { ...before, ...written, announced };
}

async function recordIn(
  tx: Tx<Ctx>,
  subs: readonly Sub[],
  id: string,
  before: GuardrailRules,
  after: GuardrailRules,
): Promise<void> {
  record(tx, 'guardrails.updated', { target: { id }, before, after, count: subs.length });
  const { id: admin_workspace_id, name: admin_workspace_name } = tx.ctx.workspace;
  const details = { admin_workspace_id, admin_workspace_name };
  await tx.forEach(subs, { as: 'caller' }, (there) =>
    record(there, 'guardrails.updated', { target: { id }, before, after, details }),
  );
}

/** What becomes harder, for a mail. */
function inWords(rules: GuardrailRules, before: GuardrailRules): string {
  const harder = (field: keyof GuardrailRules) => isTighter({ ...before, [field]: rules[field] }, before);
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
