import { randomUUID } from 'node:crypto';
import fastifyCookie from '@fastify/cookie';
import fastifyHelmet from '@fastify/helmet';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import { Hidden } from '@bailiwick/tenancy';
import { type FastifyInstance, LogController } from 'fastify';
import { AppModule } from './app.module.js';
import { type Config, secureCookies, trustedProxies } from './config.js';
import { installFacts, routeOf } from './http/gate/facts.js';
import { openApi } from './http/route/openapi.js';
import { RouteTable } from './http/route/route-table.js';
import { createLog, nestLogger } from './runtime/log.js';
import { Metrics } from './runtime/operations/metrics.js';

const BODY_LIMIT = 256 * 1024;

/** How long a client can take to send its request; a slower one only holds a connection. */
const patience = {
  requestTimeout: 30_000,
  // Longer than load balancers keep theirs, usually 60 s: so we never close a connection that one is about to use.
  keepAliveTimeout: 72_000,
  http: { headersTimeout: 10_000, connectionsCheckingInterval: 2000 },
};

/** The application, not listening yet. */
export async function createApp(config: Config, log = createLog(config)): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    trustProxy: trustedProxies(config),
    rewriteUrl: ({ url = '' }: { url?: string }) => (isDecodable(url) ? url : NOWHERE),
    routerOptions: { maxParamLength: 16_384 },
    genReqId: () => randomUUID(),
    ...patience,
    forceCloseConnections: 'idle',
    // A request that is already on its way when the server closes is still served.
    return503OnClosing: false,
    loggerInstance: log,
    // The default lines hold the URL, which can hold a token; ours hold the pattern.
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'request_id' }),
  } as object);
  const fastify: FastifyInstance = adapter.getInstance();
  installFacts(fastify);
  refuseUnknownRoutes(fastify);
  installJsonParser(fastify);
  installRequestLog(fastify);
  await fastify.register(fastifyCookie as never);
  await fastify.register(fastifyHelmet as never, helmetOptions(config) as never);
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoot(config), adapter, {
    bodyParser: false,
    logger: nestLogger(log),
    abortOnError: false,
  });
  app.get(Metrics).observe(fastify);
  await installDocs(app, config);
  return app;
}

/**
 * Paths that cannot be decoded, and segments longer than the router accepts, name nothing. Clients read the same words
 * as for every path that names nothing, because the router's own words would repeat a path that can hold a token.
 */
const NOWHERE = '/%00';

function isDecodable(url: string): boolean {
  try {
    decodeURIComponent(url.split('?', 1)[0] ?? '');
    return true;
  } catch {
    return false;
  }
}

/** Before the server looks at the body. */
function refuseUnknownRoutes(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, _reply, done) => {
    done(request.is404 && request.method !== 'GET' ? new Hidden() : undefined);
  });
}

/** JSON and nothing else; a DELETE can name JSON and send nothing. */
function installJsonParser(fastify: FastifyInstance): void {
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined);
    else void parse(request, body as string, done);
  });
}

function installRequestLog(fastify: FastifyInstance): void {
  fastify.addHook('onResponse', (request, reply, done) => {
    request.log.info(
      { status: reply.statusCode, ms: Math.round(reply.elapsedTime), ip: request.ip },
      routeOf(request),
    );
    done();
  });
}

const helmetOptions = (config: Config) => ({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] },
  },
  strictTransportSecurity: secureCookies(config) ? { maxAge: 31_536_000, includeSubDomains: true } : false,
  referrerPolicy: { policy: 'no-referrer' },
});

const DOCS = 'api/docs';

/** A page on which people read and try the API; its scripts come from this server. */
async function installDocs(app: NestFastifyApplication, config: Config): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onSend', (request, reply, _payload, done) => {
    if (request.url.startsWith(`/${DOCS}`)) {
      void reply.header(
        'content-security-policy',
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'",
      );
    } else if (request.url.startsWith('/api/')) {
      void reply.header('cache-control', 'no-store');
    }
    done();
  });
  await app.init();
  const document = openApi(app.get(RouteTable).entries, config);
  SwaggerModule.setup(DOCS, app, document as never, { raw: false, customSiteTitle: 'API' });
}
