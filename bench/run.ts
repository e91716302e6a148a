import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { openDatabase } from './database.js';
import { openDecisions } from './decision.js';
import { enumeration } from './enumeration.js';
import { groupsAtScale } from './groups.js';
import { asked } from './http.js';
import { openLogin } from './login.js';
import { membersAtScale } from './members.js';
import { type Ratio, compare } from './rounds.js';
import { openSealing } from './sealing.js';
import { type Stage, setStage } from './stage.js';

const say = (line: string) => process.stdout.write(`${line}\n`);
const wanted = process.argv.slice(2);
const isWanted = (name: string) => wanted.length === 0 || wanted.includes(name);

const rows: Record<string, (stage: Stage) => Promise<Ratio[]>> = {
  framework: async (stage) => {
    const fastify = asked(stage, 'bare Fastify', await stage.serve('fastify.js'), '/');
    const nestServer = await stage.serve('nest.js', stage.urls.DATABASE_URL, stage.workspaceId);
    const nest = asked(stage, 'bare Nest on Fastify', nestServer, '/hello');
    const ours = asked(stage, 'our route without access (health/live)', stage.product, '/health/live');
    return [await compare(fastify, nest), await compare(nest, ours)];
  },
  chain: async (stage) => {
    const superuserUrl = stage.superuser.options.connectionString ?? '';
    const nakedServer = await stage.serve('nest.js', superuserUrl, stage.workspaceId);
    const naked = asked(stage, 'the page naked: same framework, one prepared query', nakedServer, '/page');
    const headers = { cookie: stage.owner.session, 'x-as-workspace': stage.workspaceId };
    const whole = asked(
      stage,
      'the page through the whole chain',
      stage.product,
      '/api/v2/workspace-members?limit=20',
      headers,
    );
    return [await compare(naked, whole)];
  },
  database: async (stage) => {
    const { contenders, close } = await openDatabase(stage);
    const { nakedPage, boundPage, write, recordedWrite } = contenders;
    const ratios = [await compare(nakedPage, boundPage), await compare(write, recordedWrite)];
    await close();
    return ratios;
  },
  sealing: async (stage) => {
    const { contenders, close } = await openSealing(stage);
    const ratios = [await compare(contenders.copy, contenders.seal)];
    await close();
    return ratios;
  },
  members: membersAtScale,
  groups: groupsAtScale,
  login: async (stage) => {
    const { verify, signIn, quiet, storm } = await openLogin(stage);
    return [await compare(verify, signIn), await compare(quiet, storm)];
  },
};

/** What needs nothing but this process. */
const withoutStage: Record<string, () => Promise<Ratio[]>> = {
  decision: async () => {
    const { hand, engine, casl, seenSet, newSet } = openDecisions();
    return [await compare(hand, engine), await compare(engine, casl), await compare(seenSet, newSet)];
  },
};

if ([...Object.keys(withoutStage), ...Object.keys(rows)].some(isWanted)) {
  say('| contender | against | rate | CPU of Node | CPU of PostgreSQL | p99 | a second |');
  say('|---|---|---|---|---|---|---|');
}
for (const [name, measure] of Object.entries(withoutStage))
  if (isWanted(name)) for (const ratio of await measure()) say(line(ratio));
if ([...Object.keys(rows), 'enumeration'].some(isWanted)) await onStage();
if (isWanted('memory')) say(['', memory()].join('\n'));
process.exit(0);

async function onStage(): Promise<void> {
  const stage = await setStage();
  try {
    for (const [name, measure] of Object.entries(rows))
      if (isWanted(name)) for (const ratio of await measure(stage)) say(line(ratio));
    if (isWanted('enumeration')) say(['', ...(await enumeration(stage))].join('\n'));
  } finally {
    await stage.strike();
  }
}

/** Of the whole policy, in a process of its own, whose heap can be emptied of all else. */
function memory(): string {
  const file = fileURLToPath(new URL('./memory.js', import.meta.url));
  const { roles, people, bytes } = JSON.parse(
    execFileSync(process.execPath, ['--expose-gc', file], { encoding: 'utf8' }),
  ) as Record<'roles' | 'people' | 'bytes', number>;
  return `${roles} roles and ${people} people: ${(bytes / 2 ** 20).toFixed(1)} MB`;
}

function line({ name, base, rate, node, postgres, p99, perSecond }: Ratio): string {
  const times = (n: number | undefined) => (n === undefined ? '–' : `${n.toFixed(2)}×`);
  const cells = [
    name,
    base,
    times(rate),
    times(node),
    times(postgres),
    times(p99),
    perSecond.map(Math.round).join(' → '),
  ];
  return `| ${cells.join(' | ')} |`;
}
