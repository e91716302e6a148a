import { Controller, Get, Module, type Type } from '@nestjs/common';
import { DiscoveryModule, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { freshActs } from '../../apps/api/src/http/gate/fresh.js';
import { type RouteEntry, RouteTable } from '../../apps/api/src/http/route/route-table.js';
import { Route, isPublic } from '../../apps/api/src/http/route/route.decorator.js';
import { apiDocument } from '../../apps/api/src/openapi-file.js';
import { type TestApp, startApp } from '../support/app.js';
import { aligned, golden } from '../support/golden.js';
import { recordRoutes } from '../support/live-routes.js';
import { signedOut } from '../support/people.js';
import {
  byPath,
  declarationFindings,
  documentedRoutes,
  fieldLines,
  inventoryFindings,
} from './checks/routes.js';

describe('every route', () => {
  let app: TestApp;
  let live: string[];
  let declared: readonly RouteEntry[];
  let served: { paths: Record<string, object> };

  beforeAll(async () => {
    ({ live, result: app } = await recordRoutes(() => startApp()));
    declared = app.app.get(RouteTable).entries.toSorted(byPath);
    served = (await signedOut(app).get('/api/openapi.json').expect(200)).body;
  });
  afterAll(() => app.close());

  it('lets in and gives out only the fields that people reviewed', () => {
    golden('fields.txt', declared.flatMap(fieldLines));
  });

  it('is open to anybody only with a written reason', () => {
    const open = declared.flatMap(({ method, path, permission }) =>
      isPublic(permission) ? [[`${method} ${path}`, `— ${permission.public}`]] : [],
    );
    golden('public-routes.txt', aligned(open), { byHand: true });
  });

  it('is served, declared and described, or none of the three', () => {
    expect(inventoryFindings({ live, declared, documented: documentedRoutes(served) })).toEqual([]);
  });

  it('says who may come in and what it records, or why not', () => {
    expect(declarationFindings(declared)).toEqual([]);
  });

  it('exists, where the list of acts that need a fresh login names it, and is no public one', () => {
    const signedIn = declared.filter(({ permission }) => !isPublic(permission));
    const known = signedIn.map(({ method, path }) => `${method} ${path}`);
    expect(Object.keys(freshActs).filter((act) => !known.includes(act))).toEqual([]);
  });

  it('is in the document that is made without a database as it is served, the embedded parts apart', async () => {
    const paths = Object.entries(served.paths).filter(([path]) => !path.startsWith('/dev/'));
    expect({ ...served, paths: Object.fromEntries(paths) }).toEqual(JSON.parse(await apiDocument()));
  });
});

/** Mistakes a person might make, each of which the checks above must find. */
describe('a route that says too little', () => {
  const none = { none: 'nothing happens in a test' };
  const out = z.strictObject({});
  const anybody = { public: 'everybody in this test may' };

  @Controller('planted')
  class PlantedController {
    @Route('POST /quiet', { summary: '', permission: 'self', audit: { none: '' }, out })
    quiet() {
      return {};
    }

    @Route('POST /silent', { summary: '', permission: 'self', audit: undefined as never, out })
    silent() {
      return {};
    }

    @Route('POST /astray', { summary: '', permission: 'workspaces:update', audit: 'account.updated', out })
    astray() {
      return {};
    }

    @Route('POST /unheard-of', { summary: '', permission: 'self', audit: 'x.y' as never, out })
    unheardOf() {
      return {};
    }

    @Route('GET /open', { summary: '', permission: { public: 'why not' }, audit: none, out })
    open() {
      return {};
    }

    @Route('GET /fine', { summary: '', permission: anybody, audit: none, out })
    fine() {
      return {};
    }
  }

  @Controller('planted')
  class BareController {
    @Get('bare')
    bare() {
      return {};
    }
  }

  @Module({ imports: [DiscoveryModule], providers: [RouteTable], controllers: [PlantedController] })
  class PlantedModule {}

  @Module({ imports: [DiscoveryModule], providers: [RouteTable], controllers: [BareController] })
  class BareModule {}

  const start = async (module: Type, plant: (app: NestFastifyApplication) => void = () => undefined) => {
    const app = await NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), {
      logger: false,
      abortOnError: false,
    });
    plant(app);
    await app.init();
    return app;
  };

  it('keeps the server from starting when it declares nothing', async () => {
    await expect(start(BareModule)).rejects.toThrow(/BareController\.bare/);
  });

  it('is found when it is served behind our backs', async () => {
    const { live, result } = await recordRoutes(() =>
      start(PlantedModule, (app) =>
        app
          .getHttpAdapter()
          .getInstance()
          .get('/backdoor', () => 'in'),
      ),
    );
    const declared = result.get(RouteTable).entries;
    const documented = declared.map(({ method, path }) => `${method} ${path}`);
    await result.close();
    const all = { live, declared, documented };
    expect(inventoryFindings(all)).toEqual(['GET /backdoor is served and declared nowhere']);
    const [first = '', ...others] = documented;
    expect(inventoryFindings({ ...all, documented: [...others, 'GET /gone'] })).toEqual([
      'GET /backdoor is served and declared nowhere',
      `${first} is declared and not in the API document`,
      'GET /gone is in the API document and declared nowhere',
    ]);
  });

  it('is found when it records nothing, elsewhere or something unheard of, or is open for no reason', async () => {
    const app = await start(PlantedModule);
    const findings = declarationFindings(app.get(RouteTable).entries);
    await app.close();
    expect(findings.map((one) => one.split(' ').slice(0, 2).join(' '))).toEqual([
      'POST /planted/astray',
      'GET /planted/open',
      'POST /planted/quiet',
      'POST /planted/silent',
      'POST /planted/unheard-of',
    ]);
  });
});
