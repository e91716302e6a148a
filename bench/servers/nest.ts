import 'reflect-metadata';
import { Controller, Get, Inject, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';

const [port, url, workspaceId] = process.argv.slice(2);
const PAGE =
  'select id, email, status, timestamp_created from workspace_members where workspace_id = $1 order by id limit 20';

/** The same framework with nothing in it: a route, and a page by one prepared statement that nobody is asked for. */
@Controller()
class Naked {
  constructor(@Inject(pg.Pool) private readonly pool: pg.Pool) {}

  @Get('hello')
  hello() {
    return { status: 'ok' };
  }

  @Get('page')
  async page() {
    return { items: (await this.pool.query({ name: 'page', text: PAGE, values: [workspaceId] })).rows };
  }
}

@Module({
  controllers: [Naked],
  providers: [{ provide: pg.Pool, useValue: new pg.Pool({ connectionString: url, max: 10 }) }],
})
class NakedModule {}

const app = await NestFactory.create<NestFastifyApplication>(NakedModule, new FastifyAdapter(), {
  logger: false,
});
await app.listen(Number(port), '127.0.0.1');
process.send?.('ready');
