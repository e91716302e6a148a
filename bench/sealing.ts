import { EventEmitter, once } from 'node:events';
import { sealBatch } from '@bailiwick/audit';
import { newId } from '@bailiwick/tenancy';
import pg from 'pg';
import { postgresCpu } from './cpu.js';
import type { Contender } from './rounds.js';
import type { Stage } from './stage.js';

const RECORDS = 5000;

/**
 * Sealing (claim, order, number, hash, insert, move the heads) against handing PostgreSQL the finished rows by COPY
 * into a table with the same columns and indexes: the fastest that rows can get in at all.
 */
export async function openSealing(stage: Stage) {
  const { superuser, workspaceId } = stage;
  const pool = new pg.Pool({ connectionString: stage.urls.DATABASE_AUDIT_URL, max: 1 });
  await superuser.query('create table bench_log (like audit_log including all)');
  await stage.owner.in(workspaceId).get('workspaces/current');
  const rows = await finishedRows(stage);
  const close = async () => {
    await pool.end();
  };
  const contenders: Record<'copy' | 'seal', Contender> = {
    copy: {
      name: `COPY of ${rows.length} finished rows`,
      run: () =>
        timed(stage, rows.length, async () => {
          await copy(superuser, rows);
        }).finally(() => superuser.query('truncate bench_log')),
    },
    seal: {
      name: `sealing of ${RECORDS} records`,
      run: async () => {
        await fill(stage);
        return timed(stage, RECORDS, async () => {
          while ((await sealBatch(pool)) > 0);
        });
      },
    },
  };
  return { contenders, close };
}

async function timed(stage: Stage, done: number, work: () => Promise<void>) {
  const [began, node, postgres] = [performance.now(), process.cpuUsage(), postgresCpu(stage.postmaster)];
  await work();
  const { user, system } = process.cpuUsage(node);
  return {
    done,
    seconds: (performance.now() - began) / 1000,
    node: (user + system) / 1e6,
    postgres: postgresCpu(stage.postmaster) - postgres,
  };
}

/** Acts as the application leaves them, of which a real one is the model. */
async function fill({ superuser, workspaceId }: Stage): Promise<void> {
  const { rows } = await superuser.query<{ body: object; personal: string; salt: Buffer }>(
    'select body, personal, salt from audit_log where workspace_id = $1 and salt is not null limit 1',
    [workspaceId],
  );
  const [model] = rows;
  if (!model) throw new Error('there is no record yet');
  const ids = Array.from({ length: RECORDS }, newId);
  await superuser.query(
    `insert into audit_outbox (id, workspace_id, act_id, occurred_at, content, personal, salt, persons)
     select id, $2, id, now(), $3, $4, $5, '{}' from unnest($1::uuid[]) id`,
    [ids, workspaceId, JSON.stringify(model.body), model.personal, model.salt],
  );
}

/** Sealed once, and taken out again as the text that COPY reads. */
async function finishedRows(stage: Stage): Promise<string[]> {
  const pool = new pg.Pool({ connectionString: stage.urls.DATABASE_AUDIT_URL, max: 1 });
  while ((await sealBatch(pool)) > 0);
  await fill(stage);
  while ((await sealBatch(pool)) > 0);
  await pool.end();
  const { rows } = await stage.superuser.query<{ line: string }>(
    `select concat_ws(E'\\t', workspace_id, retention, sealed_at, seq, id, act_id, occurred_at, activity,
       coalesce(actor_id::text, '\\N'), '{}', '\\\\' || ltrim(prev_hash::text, '\\'), '\\\\' || ltrim(hash::text, '\\'),
       replace(canonical, '\\', '\\\\'), replace(body::text, '\\', '\\\\'), replace(personal, '\\', '\\\\'),
       '\\\\' || ltrim(salt::text, '\\')) as line
     from audit_log where workspace_id = $1 and salt is not null order by seq desc limit ${RECORDS}`,
    [stage.workspaceId],
  );
  return rows.map((row) => row.line);
}

/** The copy sub-protocol by hand: pg hands over the connection, and the rows are sent as they are. */
async function copy(superuser: pg.Pool, rows: readonly string[]): Promise<void> {
  const client = await superuser.connect();
  try {
    await client.query('begin');
    const { connection } = client as unknown as { connection: CopyConnection };
    const query = new CopyIn(`copy bench_log from stdin`, rows, connection);
    client.query(query as never);
    await once(query, 'end');
    await client.query('commit');
  } finally {
    client.release();
  }
}

interface CopyConnection {
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  query(text: string): void;
}

class CopyIn extends EventEmitter {
  constructor(
    private readonly text: string,
    private readonly rows: readonly string[],
    private readonly connection: CopyConnection,
  ) {
    super();
  }

  submit(connection: CopyConnection): void {
    connection.query(this.text);
  }

  handleCopyInResponse(): void {
    this.connection.sendCopyFromChunk(Buffer.from(`${this.rows.join('\n')}\n`));
    this.connection.endCopyFrom();
  }

  handleCommandComplete(): void {
    // ReadyForQuery follows, and ends it.
  }

  handleReadyForQuery(): void {
    this.emit('end');
  }

  handleError(error: Error): void {
    this.emit('error', error);
  }
}
