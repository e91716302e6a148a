// Bugs as people write them, planted into every fifth writing transaction of the API.
import { randomUUID } from 'node:crypto';

const EVERY = 5;
const isRecord = ({ text }) => text.trimStart().startsWith('insert into audit_outbox');
const isMail = ({ text }) => text.trimStart().startsWith('insert into job_outbox');
const isScope = ({ text }) => text.trimStart().startsWith("select set_config('app.workspace_id'");
const nothing = () => Promise.resolve({ rows: [], rowCount: 1, command: 'INSERT' });

let met = 0;
const isTurn = () => (met += 1) % EVERY === 0;

/** Each gets one statement of a transaction, and answers instead of the database or not at all. */
const bugs = {
  /** The record is forgotten. */
  'drop-audit': () => (_client, statement) => (isRecord(statement) && isTurn() ? nothing() : undefined),

  /** The mail is forgotten. */
  'drop-mail': () => (_client, statement) => (isMail(statement) && isTurn() ? nothing() : undefined),

  /** The act is recorded twice. */
  double: (query) => (client, statement) => {
    if (!isRecord(statement) || !isTurn()) return undefined;
    const { config } = statement;
    const twin = { ...config, values: [randomUUID(), ...config.values.slice(1)] };
    return query.call(client, config).then(() => query.call(client, twin));
  },

  /** The record is written after the act, in a transaction of its own. */
  late: (query) => {
    const held = new WeakMap();
    return (client, statement) => {
      if (isScope(statement)) held.set(client, { scope: statement.config });
      if (isRecord(statement) && isTurn()) {
        held.get(client).record = statement.config;
        return nothing();
      }
      const { scope, record } = held.get(client) ?? {};
      if (statement.kind !== 'commit' || !record) return undefined;
      held.delete(client);
      return query.call(client, 'commit').then(async (result) => {
        for (const one of ['begin', scope, record, 'commit']) await query.call(client, one);
        return result;
      });
    };
  },

  /** What is answered with yes is rolled back. */
  lose: (query) => (client, statement) =>
    statement.kind === 'commit' && isTurn()
      ? query.call(client, 'rollback').then((result) => ({ ...result, command: 'COMMIT' }))
      : undefined,
};

export const plant = (name, query) => (name ? bugs[name](query) : () => undefined);
