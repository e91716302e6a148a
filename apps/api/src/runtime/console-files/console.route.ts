import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CONFIG, type Config } from '../../config.js';
import { type ConsoleFile, consoleFolder, readConsole } from './console-files.js';
import { contentSecurityPolicy } from './content-security-policy.js';

/** A path that begins like this is never a page, so an unknown route of the API stays an error. */
const reserved = /^\/+(?:api|health|dev|px|internal)(?:\/|$)/i;
/** The name of a file; a page has none. */
const named = /\.\w+$/;
const HASHED = '/assets/';

const FOR_EVER = 'public, max-age=31536000, immutable';
/** The browser keeps the file, and asks each time whether it is still good. */
const ASK_FIRST = 'no-cache';

/**
 * One route for all of the console: its files, and its page for every path that the console itself tells apart. It
 * holds no data and needs no guard. It reads the files once: no request touches the disk, and no path can lead out of
 * the folder.
 */
@Injectable()
export class ConsoleRoute implements OnModuleInit {
  private readonly log = new Logger('Console');
  private files: ReadonlyMap<string, ConsoleFile> = new Map();

  constructor(
    private readonly host: HttpAdapterHost,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onModuleInit(): void {
    const folder = consoleFolder();
    if (folder) this.files = readConsole(folder, this.config);
    else this.log.warn('the console is not built: only the API is served');
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    fastify.get('/*', (request, reply) => this.serve(request, reply));
  }

  private serve(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const path = request.url.split('?', 1)[0] ?? '/';
    const file = this.find(path);
    if (file) return send(request, headed(reply, path, file), file);
    reply.callNotFound();
    return reply;
  }

  private find(path: string): ConsoleFile | undefined {
    if (reserved.test(path) || path.includes('%00')) return undefined;
    return this.files.get(path) ?? (named.test(path) ? undefined : this.files.get('/index.html'));
  }
}

function headed(reply: FastifyReply, path: string, file: ConsoleFile): FastifyReply {
  return reply
    .type(file.type)
    .header('content-security-policy', contentSecurityPolicy)
    .header('x-frame-options', 'DENY')
    .header('cache-control', path.startsWith(HASHED) ? FOR_EVER : ASK_FIRST)
    .header('vary', 'accept-encoding')
    .header('etag', file.etag);
}

function send({ headers }: FastifyRequest, reply: FastifyReply, file: ConsoleFile): FastifyReply {
  if (headers['if-none-match']?.split(/,\s*/).includes(file.etag)) return reply.status(304).send();
  const accepted = headers['accept-encoding']?.toString() ?? '';
  const encoding = (['br', 'gzip'] as const).find((one) => new RegExp(`\\b${one}\\b`).test(accepted));
  if (!encoding || !file[encoding]) return reply.send(file.plain);
  return reply.header('content-encoding', encoding).send(file[encoding]);
}
