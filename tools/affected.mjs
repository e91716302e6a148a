// Which suites a change needs. It errs on the side of more: what is not named here asks for everything.
import { execFileSync } from 'node:child_process';
import { leansOn } from './arrows.mjs';

/** Held by every change of the program: who may do what, and where things stand. */
const POLICY = 'test/policy';

/** The system, and all that lean on it, however far. */
function withLeaners(system) {
  const reached = new Set([system]);
  // A set that grows while it is walked is walked to its end.
  for (const one of reached)
    for (const [other, leans] of Object.entries(leansOn)) if (leans.includes(one)) reached.add(other);
  return [...reached];
}

const inSystem = (path, folder) => {
  const [, system] = new RegExp(`^${folder}/([^/]+)/`).exec(path) ?? [];
  return system && Object.hasOwn(leansOn, system) ? system : undefined;
};

/** @returns what this one file needs of each suite: paths, or undefined for everything */
function neededFor(path) {
  const api = inSystem(path, 'apps/api/src');
  if (api) return { server: [POLICY, ...withLeaners(api).map((one) => `test/server/${one}`)] };
  const pages = inSystem(path, 'apps/console/src');
  if (pages) return { browser: withLeaners(pages).map((one) => `test/browser/${one}`) };
  if (/^test\/server\/.*\.test\.ts$/.test(path)) return { server: [path] };
  if (/^test\/browser\/.*\.test\.ts$/.test(path)) return { browser: [path] };
  if (path.startsWith(`${POLICY}/`)) return { server: [POLICY] };
  if (/^(docs\/|[^/]+\.md$)/.test(path)) return { server: [POLICY, 'test/server/http'] };
  if (/^(test\/(faults|rbac|tools)|bench)\//.test(path)) return {};
  return undefined;
}

/**
 * @param paths of the files that changed, from the root of the repository
 * @returns for each of these suites the paths to run, none of them for nothing; or `undefined` for everything
 */
export function affectedBy(paths) {
  const needs = paths.map(neededFor);
  if (needs.includes(undefined)) return undefined;
  const of = (suite) => [...new Set(needs.flatMap((need) => need[suite] ?? []))].sort();
  return { server: of('server'), browser: of('browser') };
}

/** Since the branch left main, what is not committed too. */
export function changedFiles(root) {
  const git = (...args) =>
    execFileSync('git', args, { cwd: root, encoding: 'utf8' }).split('\n').filter(Boolean);
  const main = ['origin/main', 'main'].find((ref) => git('for-each-ref', `refs/*/${ref}`).length > 0);
  const [since = 'HEAD'] = main ? git('merge-base', 'HEAD', main) : [];
  return [...git('diff', '--name-only', since), ...git('ls-files', '--others', '--exclude-standard')];
}
