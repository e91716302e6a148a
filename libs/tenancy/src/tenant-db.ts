import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type QueryRunner } from 'typeorm';
import type { PoolClient, QueryResult } from 'pg';
import type { Caller, Scope } from './ctx.js';
import { once } from './once.js';
import { Cursors } from './page.js';
import { type Sql, sql, statementName } from './sql.js';
import { type Send, Tx } from './tx.js';

export const CURSOR_KEY = Symbol('cursor key');
export const PREPARED = Symbol('prepared statements');

/**
 * The one way to the rows: a transaction bound to one scope. The settings are local to the transaction, so a
 * pooled connection carries nothing to its next user, and a statement outside sees no row at all.
 */
@Injectable()
export class TenantDb {
  private readonly cursors: Cursors;

  constructor(
    @Inject(DataSource) private readonly source: DataSource,
    @Inject(CURSOR_KEY) cursorKey: Buffer,
    @Inject(PREPARED) private readonly prepared: boolean,
  ) {
    this.cursors = new Cursors(cursorKey);
  }

  /** All of it or nothing. Nothing slow (hashing, mail, DNS, HTTP) belongs inside. */
  async run<C extends Caller, T>(caller: C, work: (tx: Tx<C>) => Promise<T>): Promise<T> {
    return this.withConnection(async (runner, client) => {
      const opening = Promise.all([client.query('begin'), this.send(client, bind(caller.scope))]);
      const door = this.door(client);
      try {
        const tx = this.tx(caller, runner, door.send, true);
        const { once: request } = caller.facts;
        const deed = request && !request.spent ? once(tx, request, () => work(tx)) : work(tx);
        const [result] = await Promise.all([deed, opening]);
        await commit(client);
        return result;
      } catch (error) {
        await opening.catch(() => undefined);
        await client.query('rollback').catch(() => undefined);
        throw error;
      } finally {
        door.close();
      }
    });
  }

  /**
   * Reads in one trip: BEGIN, the settings, the statements and COMMIT leave together. So every statement must
   * be issued before the first `await`; a later one finds the door closed, which is a bug, not a refusal.
   */
  async read<C extends Caller, T>(caller: C, work: (tx: Tx<C>) => Promise<T>): Promise<T> {
    return this.withConnection(async (runner, client) => {
      const door = this.door(client);
      const opening = [client.query('begin read only'), this.send(client, bind(caller.scope))];
      const result = work(this.tx(caller, runner, door.send, false));
      door.close();
      // All must have settled before the connection goes back, whichever failed first.
      const settled = await Promise.allSettled([result, ...opening, client.query('commit')]);
      for (const one of settled) if (one.status === 'rejected') throw one.reason;
      return result;
    });
  }

  private tx<C extends Caller>(caller: C, runner: QueryRunner, send: Send, writes: boolean): Tx<C> {
    return new Tx(caller, send, runner.manager, this.cursors, writes);
  }

  private door(client: PoolClient): { send: Send; close: () => void } {
    let open = true;
    const send: Send = async (statement) => {
      if (!open)
        throw new Error('this transaction is over: a read issues all its statements before it awaits');
      return (await this.send(client, statement)).rows as Record<string, unknown>[];
    };
    return { send, close: () => (open = false) };
  }

  private send(client: PoolClient, { text, values }: Sql): Promise<QueryResult> {
    const name = this.prepared ? { name: statementName(text) } : {};
    return client.query({ ...name, text, values: [...values] });
  }

  private async withConnection<T>(work: (runner: QueryRunner, client: PoolClient) => Promise<T>): Promise<T> {
    const runner = this.source.createQueryRunner();
    try {
      return await work(runner, (await runner.connect()) as PoolClient);
    } finally {
      await runner.release();
    }
  }
}

/** Settings that are not part of the scope are emptied: a policy then compares with null. */
export function bind(scope: Scope): Sql {
  return sql`select set_config('app.workspace_id', ${scope.workspaceId ?? ''}, true),
    set_config('app.user_id', ${scope.userId ?? ''}, true), set_config('app.address', ${scope.address ?? ''}, true)`;
}

/** Postgres answers COMMIT of a failed transaction with ROLLBACK and no error. */
async function commit(client: PoolClient): Promise<void> {
  const { command } = await client.query('commit');
  if (command !== 'COMMIT') throw new Error('the transaction was rolled back');
}
