import { type Ctx, type Tx, heldRoles, sql } from '@bailiwick/tenancy';

export const invitationsListing = (ctx: Ctx) => ({
  select: sql`m.*, m.invitation_expires_at <= now() as expired,
    ${heldRoles} as roles`,
  from: sql`workspace_members m`,
  where: [
    sql`m.workspace_id = ${ctx.workspace.id} and m.status in ('pending', 'needs_confirmation')`,
  ] as const,
});

/** The member who holds the address in this workspace. */
export async function idOfExisting(tx: Tx<Ctx>, email: string): Promise<string | null> {
  const row = await tx.one<{ id: string }>(
    sql`select id from workspace_members where workspace_id = ${tx.ctx.workspace.id} and email = ${email}`,
  );
  return row?.id ?? null;
}

export async function revokeTokens(tx: Tx<Ctx>, memberId: string): Promise<void> {
  await tx.query(sql`update invitation_tokens set ended_as = 'revoked'
    where workspace_id = ${tx.ctx.workspace.id} and member_id = ${memberId} and ended_as is null`);
}

/** By the database's clock, like everything that expires. */
export async function hoursFromNow(tx: Tx, hours: number): Promise<Date> {
  const row = await tx.one<{ at: Date }>(sql`select now() + make_interval(hours => ${hours}) as at`);
  return row?.at ?? new Date();
}
