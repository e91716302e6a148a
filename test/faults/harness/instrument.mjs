// Loaded into the API and the worker by `node --import`, before anything of theirs. It watches the statements of
// transactions that write, and ends a process at the one it was told to: the harness arms it by a message
// `{ fault: { point, after, victims, signal, log } }`. Told `{ sabotage }`, it plants a bug instead, so that the
// harness can be seen to find it. Nothing of this is known to the product.
import { appendFileSync, readFileSync } from 'node:fs';
import pg from 'pg';
import { plant } from './sabotage.mjs';

const original = pg.Client.prototype.query;
let armed;
let sabotage = plant();

process.on('message', (message) => {
  if (message?.fault) armed = { ...message.fault };
  if (message?.sabotage) {
    sabotage = plant(message.sabotage, original);
    process.send('planted');
  }
});
// Listening must not be a reason to stay alive.
process.channel?.unref();

/** Counts down at the point that is armed, and strikes at zero. */
function reached(point, statement) {
  if (armed?.point !== point || (armed.after -= 1) > 0) return;
  const { victims, signal, log } = armed;
  armed = undefined;
  appendFileSync(log, `${JSON.stringify({ point, statement })}\n`);
  for (const pid of victims === 'self' ? [process.pid] : cluster(victims)) {
    try {
      process.kill(pid, signal);
    } catch {
      // It went before it was struck.
    }
  }
}

/** A server and, for a hard kill, all its children. */
function cluster({ pidFile, whole }) {
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n', 1)[0]);
  if (!whole) return [pid];
  const forked = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
  return [pid, ...forked.filter(Boolean).map(Number)];
}

const inTransaction = new WeakSet();

pg.Client.prototype.query = function query(config, values, callback) {
  const text = typeof config === 'string' ? config : config?.text;
  if (typeof text !== 'string' || typeof config.submit === 'function') return original.apply(this, arguments);
  const word = text.trim().slice(0, 8).toLowerCase();
  const opens = word === 'begin';
  if (opens) inTransaction.add(this);
  if (!inTransaction.has(this)) return original.apply(this, arguments);
  const closes = word === 'commit' || word === 'rollback';
  if (closes) inTransaction.delete(this);

  const kind = opens ? 'begin' : closes ? word : 'statement';
  const statement = text.trim().replace(/\s+/g, ' ').slice(0, 60);
  reached(`before ${kind}`, statement);
  const send = () => sabotage(this, { kind, text, config, values }) ?? original.call(this, config, values);
  const done = send().then((result) => {
    reached(`after ${kind}`, statement);
    return result;
  });
  const given = [callback, values].find((one) => typeof one === 'function');
  if (!given) return done;
  done.then(
    (result) => given(undefined, result),
    (error) => given(error),
  );
  return undefined;
};
