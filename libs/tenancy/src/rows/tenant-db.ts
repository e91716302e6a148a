import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type QueryRunner } from 'typeorm';
import type { PoolClient } from 'pg';
import type { Caller } from '../who/ctx.js';
import type { Scope } from '../who/facts.js';
import { Door } from './door.js';
import { runOnce } from './once.js';
import { Cursors } from './page.js';
import { sql } from './sql.js';
import { Tx } from './tx.js';

export const CURSOR_KEY = Symbol('cursor key');
export const PREPARED = Symbol('prepared statements');

/**
 * The one way to the rows: a transaction bound to one scope. The settings are local to the transaction, so a pooled
 * connection carries nothing to its next user, and a statement outside of a transaction sees no row.
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

  /** All or nothing. Do slow work (hashing, mail, DNS, HTTP) outside. */
  async run<C extends Caller, T>(caller: C, work: (tx: Tx<C>) => T | Promise<T>): Promise<T> {
    return this.withConnection(async (runner, client) => {
      const door = new Door(client, this.prepared);
      door.begin('begin', caller.scope);
      holdLink(door, caller.scope);
      try {
        const tx = new Tx(caller, door, runner.manager, this.cursors, true);
        const { once: request } = caller.facts;
        const result = await (request && !request.spent ? runOnce(tx, request, () => work(tx)) : work(tx));
        await door.commit();
        return result;
      } catch (error) {
        throw (await door.rollback()) ?? error;
      } finally {
        door.close();
      }
    });
  }

  /**
   * Reads in one trip: BEGIN, the settings, the statements and COMMIT leave together. So the work must issue every
   * statement before its first `await`. A later one throws, because it is a bug and not a refusal.
   */
  async read<C extends Caller, T>(caller: C, work: (tx: Tx<C>) => Promise<T>): Promise<T> {
    return this.withConnection(async (runner, client) => {
      const door = new Door(client, this.prepared);
      door.begin('begin read only', caller.scope);
      const result = work(new Tx(caller, door, runner.manager, this.cursors, false));
      door.close();
      // Both must settle before the connection goes back. An error of the work comes first.
      const [done, ended] = await Promise.allSettled([result, door.commit()]);
      for (const one of [done, ended]) if (one.status === 'rejected') throw one.reason;
      return result;
    });
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

/** The end of a link waits for transactions through it; they lock nothing before that the end needs. */
function holdLink(door: Door, { workspaceId, viaLinkId }: Scope): void {
  if (viaLinkId !== undefined)
    door.leave(sql`select 1 from group_links
      where workspace_id = ${workspaceId} and id = ${viaLinkId} for key share`);
}
