import { type Head, type SealedRow, type Verification, verifyChain } from '@bailiwick/audit';
import type { ClientBase } from 'pg';

type Database = Pick<ClientBase, 'query'>;

/** The sealed records of a workspace in their order, as they lie in the log. */
export async function sealedRows(db: Database, workspaceId: string): Promise<SealedRow[]> {
  const { rows } = await db.query<SealedRow>('select * from audit_log where workspace_id = $1 order by seq', [
    workspaceId,
  ]);
  return rows;
}

/** What verification says about the log of a workspace. */
export async function verify(db: Database, workspaceId: string): Promise<Verification> {
  const { rows } = await db.query<Head>('select seq, hash from audit_heads where workspace_id = $1', [
    workspaceId,
  ]);
  return verifyChain(await sealedRows(db, workspaceId), rows[0]!);
}
