import type { PoolClient, QueryResult } from 'pg';
import type { Scope } from '../who/facts.js';
import { type Sql, sql, statementName } from './sql.js';

/** Postgres answers this to each statement after a failed one. */
const IN_FAILED_TRANSACTION = '25P02';

/** One transaction's connection to Postgres: it sends statements in the order of the calls, without waiting. */
export class Door {
  private open = true;
  private failure: Error | undefined;

  constructor(
    private readonly client: PoolClient,
    private readonly prepared: boolean,
  ) {}

  begin(mode: 'begin' | 'begin read only', scope: Scope): void {
    this.forget(this.client.query(mode));
    this.bind(scope);
  }

  /** Later statements see the rows of this scope. It is local to the transaction, so the connection's next user finds nothing. */
  bind(scope: Scope): void {
    this.leave(settings(scope));
  }

  async send(statement: Sql): Promise<Record<string, unknown>[]> {
    if (!this.open)
      throw new Error('this transaction is over: a read issues all its statements before it awaits');
    return (await this.query(statement)).rows as Record<string, unknown>[];
  }

  /** A statement without a wait for its answer: if it fails, the commit fails. */
  leave(statement: Sql): void {
    this.forget(this.send(statement));
  }

  close(): void {
    this.open = false;
  }

  /** Postgres answers COMMIT of a failed transaction with ROLLBACK and no error. */
  async commit(): Promise<void> {
    const { command } = await this.client.query('commit');
    if (command !== 'COMMIT') throw this.failure ?? new Error('the transaction was rolled back');
  }

  /** @returns the cause of the failure, if another statement than the awaited one failed */
  async rollback(): Promise<Error | undefined> {
    await this.client.query('rollback').catch(() => undefined);
    return this.failure;
  }

  private forget(answer: Promise<unknown>): void {
    answer.catch((error: unknown) => {
      if ((error as { code?: string }).code !== IN_FAILED_TRANSACTION) this.failure ??= error as Error;
    });
  }

  private query({ text, values }: Sql): Promise<QueryResult> {
    const name = this.prepared ? { name: statementName(text) } : {};
    return this.client.query({ ...name, text, values: [...values] });
  }
}

/** Empties the settings outside of the scope: a policy then compares with null. */
function settings(scope: Scope): Sql {
  return sql`select set_config('app.workspace_id', ${scope.workspaceId ?? ''}, true),
    set_config('app.user_id', ${scope.userId ?? ''}, true), set_config('app.address', ${scope.address ?? ''}, true),
    set_config('app.via_link_id', ${scope.viaLinkId ?? ''}, true), set_config('app.acting_from', ${scope.actingFrom ?? ''}, true)`;
}
