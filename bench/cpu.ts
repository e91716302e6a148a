import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';

/** The kernel counts CPU in ticks; how many make a second. */
const TICKS = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/** Seconds of CPU that processes have used so far, in user and kernel mode. */
export const cpuOf = (...pids: readonly number[]): number =>
  pids.reduce((sum, pid) => sum + ticksOf(pid), 0) / TICKS;

/** PostgreSQL's: the postmaster, its children, and those that have ended. */
export function postgresCpu(postmaster: number): number {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => fieldsOf(pid)[1] === String(postmaster));
  const [, , ...rest] = fieldsOf(postmaster);
  const ended = Number(rest[11]) + Number(rest[12]);
  return cpuOf(postmaster, ...children) + ended / TICKS;
}

/** utime and stime: fields 14 and 15 of proc(5), counted behind the name, which may hold anything. */
function ticksOf(pid: number): number {
  const fields = fieldsOf(pid);
  return Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
}

function fieldsOf(pid: number): string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}
