// THE TABLE of arrows: which part may lean on which. The border test holds it, and ESLint shows it while one writes.
import { posix } from 'node:path';

/** Libraries, and what each may import of the others. */
const libraries = {
  rbac: [],
  tenancy: ['rbac'],
  jobs: ['rbac', 'tenancy'],
  audit: ['rbac', 'tenancy', 'jobs'],
};

/** Systems of the API, and what each may lean on beside the ground. */
export const leansOn = {
  access: [],
  audit: [],
  identity: ['access'],
  workspaces: ['access', 'identity'],
  groups: ['workspaces', 'access', 'audit'],
  work: ['workspaces', 'access'],
  visitors: ['workspaces', 'access', 'work', 'brand'],
  brand: ['workspaces'],
  webhooks: ['access'],
};

/** Folders of the console that know no system, and what each may lean on. Its systems lean on all of these, and on each other by `leansOn`. */
export const consoleLeansOn = {
  'api-client': ['server'],
  server: ['api-client'],
  words: [],
  ui: ['server', 'words'],
  shell: ['ui', 'server', 'api-client', 'words'],
};

/** Folders of the API that know no system. */
const ground = ['http', 'jobs', 'mail', 'migrations', 'runtime'];
/** The two tables of the API that every part of it reads; the other files beside them are programs, which read all. */
const tables = ['config', 'errors'];

const api = 'apps/api/src/';
const console = 'apps/console/src/';

/** What one feature may import from another: what it does, what holds of it, how it looks on the wire. */
const door = /\.(service|rules|schema)\.ts$/;

/** @returns the path from the root of the repository that an import line of this file names; a package as it stands */
export const resolveImport = (from, named) =>
  named.startsWith('.')
    ? posix.join(posix.dirname(from), named).replace(/\.js$/, '.ts')
    : named.replace(/^@bailiwick\/([^/]+)$/, 'libs/$1/src/index.ts').replace(/^@bailiwick\//, 'libs/');

/**
 * @param from the file that imports, from the root of the repository
 * @param to what it imports, as `resolveImport` gives it
 * @returns what is wrong with this arrow, if anything
 */
export function arrowFinding(from, to) {
  const [libraryFrom, libraryTo] = [libraryOf(from), libraryOf(to)];
  if (libraryTo && libraryFrom !== libraryTo) {
    if (to !== `libs/${libraryTo}/src/index.ts`) return 'a library has one door, its index';
    if (libraryFrom && !isTest(from) && !libraries[libraryFrom]?.includes(libraryTo))
      return `libs/${libraryFrom} may not lean on libs/${libraryTo}`;
  }
  if (isTest(from)) return undefined;
  if (libraryFrom && to.startsWith('apps/')) return 'a library knows no program';
  if (from.startsWith(console)) return consoleFinding(from, to, libraryTo);
  if (!from.startsWith(api) || !to.startsWith('apps/')) return undefined;
  return to.startsWith(api) ? apiFinding(from, to) : 'the API does not know the console';
}

function consoleFinding(from, to, library) {
  if (to.startsWith('apps/api/') || (library && library !== 'rbac'))
    return 'the console knows the HTTP API and the policy alone';
  if (!to.startsWith(console)) return undefined;
  const [a, b] = [from, to].map((path) => folderOf(path, console));
  if (!a || a === b) return undefined;
  if (!b) return 'a program leans on its parts, not the other way round';
  const mayLeanOn = consoleLeansOn[a] ?? (a in leansOn && [...leansOn[a], ...Object.keys(consoleLeansOn)]);
  if (!mayLeanOn) return `${a} does not stand in the table of arrows`;
  return mayLeanOn.includes(b) ? undefined : `${a} may not lean on ${b}`;
}

/** `ui/button.tsx` → `ui`; nothing for a file that stands beside the folders. */
const folderOf = (path, base) => /^([^/]+)\//.exec(path.slice(base.length))?.[1];

function apiFinding(from, to) {
  const [a, b] = [placeOf(from), placeOf(to)];
  if (!a.part) return undefined;
  if (!b.part)
    return tables.includes(b.file) ? undefined : 'a program leans on its parts, not the other way round';
  if (!ground.includes(a.part) && !(a.part in leansOn))
    return `${a.part} does not stand in the table of arrows`;
  if (ground.includes(b.part)) return undefined;
  if (ground.includes(a.part)) return `${a.part} is ground and knows no system`;
  if (a.part !== b.part && !leansOn[a.part].includes(b.part)) return `${a.part} may not lean on ${b.part}`;
  if (a.feature && (a.part !== b.part || a.feature !== b.feature) && !door.test(to)) return 'this is no door';
  return undefined;
}

/** `identity/sessions/sessions.service.ts` → part `identity`, feature `sessions`. */
function placeOf(path) {
  const parts = path.slice(api.length).split('/');
  const file = parts.at(-1).replace(/\.ts$/, '');
  return parts.length === 1
    ? { file }
    : { part: parts[0], feature: parts.length > 2 ? parts[1] : undefined, file };
}

const libraryOf = (path) => /^libs\/([^/]+)/.exec(path)?.[1];
const isTest = (path) => /\.test\.tsx?$/.test(path) || /^(test|bench|seeds)\//.test(path);
