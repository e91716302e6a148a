import { openDatabase } from './database.js';
import { enumeration } from './enumeration.js';
import { asked } from './http.js';
import { openLogin } from './login.js';
import { type Ratio, compare } from './rounds.js';
import { openSealing } from './sealing.js';
import { setStage } from './stage.js';

const say = (line: string) => process.stdout.write(`${line}\n`);
const wanted = process.argv.slice(2);
const isWanted = (name: string) => wanted.length === 0 || wanted.includes(name);

const stage = await setStage();
const rows: Record<string, () => Promise<Ratio[]>> = {
  framework: async () => {
    const fastify = asked(stage, 'bare Fastify', await stage.serve('fastify.js'), '/');
    const nestServer = await stage.serve('nest.js', stage.urls.DATABASE_URL, stage.workspaceId);
    const nest = asked(stage, 'bare Nest on Fastify', nestServer, '/hello');
    const ours = asked(stage, 'our route without access (health/live)', stage.product, '/health/live');
    return [await compare(fastify, nest), await compare(nest, ours)];
  },
  chain: async () => {
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
  database: async () => {
    const { contenders, close } = await openDatabase(stage);
    const { nakedPage, boundPage, write, recordedWrite } = contenders;
    const ratios = [await compare(nakedPage, boundPage), await compare(write, recordedWrite)];
    await close();
    return ratios;
  },
  sealing: async () => {
    const { contenders, close } = await openSealing(stage);
    const ratios = [await compare(contenders.copy, contenders.seal)];
    await close();
    return ratios;
  },
  login: async () => {
    const { verify, signIn, quiet, storm } = await openLogin(stage);
    return [await compare(verify, signIn), await compare(quiet, storm)];
  },
};

try {
  const measured = Object.entries(rows).filter(([name]) => isWanted(name));
  if (measured.length > 0) {
    say('| contender | against | rate | CPU of Node | CPU of PostgreSQL | p99 | a second |');
    say('|---|---|---|---|---|---|---|');
  }
  for (const [, measure] of measured) for (const ratio of await measure()) say(line(ratio));
  // No ratios: a table of its own.
  if (isWanted('enumeration')) say(['', ...(await enumeration(stage))].join('\n'));
} finally {
  await stage.strike();
}
process.exit(0);

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
