import { readFileSync } from 'node:fs';
import type { ClientBase } from 'pg';
import { type LogRow, breakIn } from './chain.js';
import type { Line } from './ledger.js';

// Holds three witnesses against each other: what clients were told, what Postgres saw being committed, and what was
// sealed and mailed. It reads as a superuser and imports nothing of the product.

export type Flaw =
  | 'lost' // acknowledged, and not there
  | 'phantom' // refused, and there all the same
  | 'repeated' // one operation, more than one effect
  | 'unaudited' // a committed change without its record
  | 'double' // … with more than one in the same log
  | 'orphan' // a record without its change
  | 'unsealed' // a record that is not in the log exactly once
  | 'broken' // a chain that does not hold
  | 'contradicted' // records that do not tell how the row came to be what it is
  | 'unmailed' // a link that nobody was asked to mail
  | 'unsent' // a mail that was asked for and never left
  | 'stray'; // a mail nobody asked for

export interface Finding {
  readonly flaw: Flaw;
  readonly what: string;
}

export interface Reconciliation {
  readonly findings: readonly Finding[];
  readonly counts: Readonly<Record<string, number>>;
}

interface Change {
  readonly tx: string;
  readonly table_name: string;
  readonly action: string;
  readonly old: Row | null;
  readonly new: Row | null;
}
type Row = Readonly<Record<string, unknown>>;

interface Sent {
  readonly job: string;
}

export async function reconcile(
  superuser: ClientBase,
  ledgerFile: string,
  mails: readonly Sent[],
): Promise<Reconciliation> {
  const { rows: changes } = await superuser.query<Change>(
    `select tx::text, table_name, action, old, new from shadow.changes order by n`,
  );
  const { rows: log } = await superuser.query<LogRow>(
    `select workspace_id, seq::text, id, prev_hash, hash, canonical, body, personal, salt from audit_log
     order by workspace_id, audit_log.seq`,
  );
  const findings: Finding[] = [
    ...againstLedger(ledgerFile, changes),
    ...actsAgainstRecords(changes),
    ...recordsAgainstLog(changes, log),
    ...(await chains(superuser, log)),
    ...(await tellsTheNames(superuser, log)),
    ...(await linksAgainstMails(superuser, changes, mails)),
  ];
  const ends = linesOf(ledgerFile).filter((line) => line.type !== 'invoke');
  const count = (type: string) => ends.filter((line) => line.type === type).length;
  const counts = {
    acknowledged: count('ok'),
    refused: count('fail'),
    unknown: count('info'),
    changes: changes.length,
    records: log.length,
    mails: mails.length,
    mailedAgain: mails.length - new Set(mails.map((mail) => mail.job)).size,
    slowestMs: Math.max(0, ...ends.map((line) => ('ms' in line ? line.ms : 0))),
  };
  return { findings, counts };
}

const linesOf = (file: string): Line[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);

function grouped<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}

const isOf = (table: string) => (change: Change) => change.table_name === table;
const id = (row: Row | null, column = 'id') => row?.[column] as string;

/** Acknowledged is there, refused is not, and nothing is there twice. */
function againstLedger(file: string, changes: readonly Change[]): Finding[] {
  const there = new Map<string, number>();
  for (const change of changes) {
    for (const [column, value] of Object.entries(change.new ?? change.old ?? {})) {
      if (change.action === 'UPDATE' && change.old?.[column] === value) continue;
      const key = `${change.table_name} ${change.action} ${column} ${String(value)}`;
      there.set(key, (there.get(key) ?? 0) + 1);
    }
  }
  return [...grouped(linesOf(file), (line) => line.op)].flatMap(([op, lines]) => {
    const tries = lines.filter((line) => line.type === 'invoke');
    const types = new Set(lines.map((line) => line.type));
    const what = `${tries[0]?.kind ?? ''} ${op}: ${lines.map((l) => ('status' in l ? l.status : l.type)).join(' ')}`;
    return (tries[0]?.marks ?? []).flatMap(({ table, action, column, value }): Finding[] => {
      const n = there.get(`${table} ${action} ${column} ${value}`) ?? 0;
      if (types.has('ok') && n === 0) return [{ flaw: 'lost', what }];
      if (n > 1) return [{ flaw: 'repeated', what }];
      // After a try of unknown end a refusal may mean that it had happened; with a key it must not.
      const refused = types.has('fail') && (!types.has('info') || tries.length > 1);
      return refused && n > 0 ? [{ flaw: 'phantom', what }] : [];
    });
  });
}

/** A visit: no act, but a member's row keeps the last time. */
const isSighting = ({ action, old, new: now }: Change): boolean =>
  action === 'UPDATE' &&
  Object.entries(now ?? {}).every(
    ([column, value]) =>
      column === 'last_active_at' || JSON.stringify(old?.[column]) === JSON.stringify(value),
  );

/** To which log, and for what, each committed change owes a record. */
function owed(changes: readonly Change[]): Set<string> {
  const founded = new Set(changes.filter(isBirth('workspaces')).map((change) => id(change.new)));
  const born = new Set(changes.filter(isBirth('users')).map((change) => id(change.new)));
  const acts = changes.flatMap((change): string[] => {
    const row = change.new ?? change.old;
    switch (change.table_name) {
      case 'workspaces':
        return [`workspace ${id(row)}`];
      case 'workspace_members':
      case 'grants':
        if (isSighting(change)) return [];
        // The first member comes with the workspace.
        if (founded.has(id(row, 'workspace_id'))) return [];
        return [`workspace ${id(row, change.table_name === 'grants' ? 'member_id' : 'id')}`];
      case 'session_entries':
        return [`workspace ${id(row, 'session_id')}`];
      case 'users':
        return [`account ${id(row)}`];
      case 'sessions':
        // The first session comes with the account, where an invitation made it.
        return born.has(id(row, 'user_id')) ? [] : [`account ${id(row, 'user_id')}`];
      default:
        return [];
    }
  });
  return new Set(acts);
}

const isBirth = (table: string) => (change: Change) =>
  change.table_name === table && change.action === 'INSERT';

/** The records a transaction wrote of what was done in it; not of what it refused. */
function recorded(changes: readonly Change[]): string[] {
  const inWorkspaces = changes
    .filter(isOf('audit_outbox'))
    .map((change) => JSON.parse(String(change.new?.['content'])) as Row)
    .filter((content) => content['outcome'] === 'done')
    .map((content) => `workspace ${id(content, 'target_id')}`);
  const ofPersons = changes
    .filter(isOf('account_activity'))
    .filter((change) => change.new?.['outcome'] === 'done')
    .map((change) => `account ${id(change.new, 'user_id')}`);
  return [...inWorkspaces, ...ofPersons];
}

/** In the same transaction: one record per log for each change, and none without its change. */
function actsAgainstRecords(changes: readonly Change[]): Finding[] {
  return [...grouped(changes, (change) => change.tx)].flatMap(([tx, inTx]) => {
    const acts = owed(inTx);
    const records = recorded(inTx);
    const about = (flaw: Flaw) => (what: string) => ({ flaw, what: `${what} in transaction ${tx}` });
    const twice = records.filter((record, i) => records.indexOf(record) !== i);
    return [
      ...[...acts].filter((act) => !records.includes(act)).map(about('unaudited')),
      ...[...new Set(records)].filter((record) => !acts.has(record)).map(about('orphan')),
      ...twice.map(about('double')),
    ];
  });
}

/** What was written down is in the log, once and unchanged, and nothing else is. */
function recordsAgainstLog(changes: readonly Change[], log: readonly LogRow[]): Finding[] {
  const written = changes.filter(isOf('audit_outbox')).map((change) => id(change.new));
  const sealed = grouped(log, (row) => row.id);
  const all = new Set([...written, ...sealed.keys()]);
  const known = new Set(written);
  return [...all]
    .filter((one) => !known.has(one) || sealed.get(one)?.length !== 1)
    .map((one) => ({ flaw: 'unsealed', what: `${one}: ${sealed.get(one)?.length ?? 0} times in the log` }));
}

async function chains(superuser: ClientBase, log: readonly LogRow[]): Promise<Finding[]> {
  const { rows: heads } = await superuser.query<{ workspace_id: string; seq: string; hash: Buffer }>(
    'select workspace_id, seq::text, hash from audit_heads',
  );
  const byWorkspace = grouped(log, (row) => row.workspace_id);
  return heads.flatMap((head): Finding[] => {
    const why = breakIn(byWorkspace.get(head.workspace_id) ?? [], head);
    return why ? [{ flaw: 'broken', what: `workspace ${head.workspace_id}: ${why}` }] : [];
  });
}

/** Replayed from the beginning, the records of renaming lead to the name that stands. */
async function tellsTheNames(superuser: ClientBase, log: readonly LogRow[]): Promise<Finding[]> {
  const { rows } = await superuser.query<{ id: string; name: string }>('select id, name from workspaces');
  const byWorkspace = grouped(log, (row) => row.workspace_id);
  return rows.flatMap(({ id: workspaceId, name }): Finding[] => {
    let told: unknown = null;
    for (const { body, seq } of byWorkspace.get(workspaceId) ?? []) {
      const { target_type, outcome, changes } = body as Told;
      if (target_type !== 'workspace' || outcome !== 'done' || !changes.name) continue;
      if (changes.name.before !== told) {
        return [{ flaw: 'contradicted', what: `workspace ${workspaceId}, record ${seq}` }];
      }
      told = changes.name.after;
    }
    return told === name
      ? []
      : [{ flaw: 'contradicted', what: `workspace ${workspaceId} is called ${name}` }];
  });
}

interface Told {
  readonly target_type: string;
  readonly outcome: string;
  readonly changes: { readonly name?: { readonly before: unknown; readonly after: unknown } };
}

/** Each link that was made was handed over for mailing, and went out at least once; nothing else did. */
async function linksAgainstMails(
  superuser: ClientBase,
  changes: readonly Change[],
  mails: readonly Sent[],
): Promise<Finding[]> {
  const { rows } = await superuser.query<{ id: string }>(
    "select id from workspace_members where status = 'pending'",
  );
  const open = new Set(rows.map((row) => row.id));
  const sent = new Set(mails.map((mail) => mail.job));
  const asked = changes.filter(isOf('job_outbox')).map((change) => change.new as unknown as Intent);
  const known = new Set(asked.map((intent) => `ob-${intent.id}`));
  const unmailed = [...grouped(changes, (change) => change.tx)].filter(
    ([, inTx]) =>
      inTx.filter(isOf('invitation_tokens')).length >
      inTx.filter(isOf('job_outbox')).filter((change) => (change.new as unknown as Intent).payload.invitation)
        .length,
  );
  return [
    ...unmailed.map(([tx]): Finding => ({ flaw: 'unmailed', what: `a link of transaction ${tx}` })),
    ...asked
      .filter((intent) => !sent.has(`ob-${intent.id}`))
      // What was withdrawn before it left does not leave.
      .filter(({ payload }) => payload.invitation === undefined || open.has(payload.invitation))
      .map((intent): Finding => ({ flaw: 'unsent', what: `${intent.id} to ${intent.payload.to}` })),
    ...[...sent].filter((job) => !known.has(job)).map((job): Finding => ({ flaw: 'stray', what: job })),
  ];
}

interface Intent {
  readonly id: string;
  readonly payload: { readonly to: string; readonly invitation?: string };
}
