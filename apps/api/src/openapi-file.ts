import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import { DiscoveryService, MetadataScanner, ModulesContainer, NestFactory } from '@nestjs/core';
import { AppModule } from './app.module.js';
import { parseConfig } from './config.js';
import { openApi } from './http/route/openapi.js';
import { RouteTable } from './http/route/route-table.js';

/** The program connects to none of this: in Nest's preview mode no provider is made. Embedded parts are left out. */
const unreached = 'postgres://nobody@localhost/nothing';
const config = parseConfig({
  DATABASE_URL: unreached,
  DATABASE_AUDIT_URL: unreached,
  QUEUE_DATABASE_URL: unreached,
  SMTP_URL: 'smtp://localhost',
  APP_URL: 'http://localhost',
  AUTH_URL: 'http://localhost',
  SECRET_KEY: Buffer.alloc(32).toString('base64'),
});

/** The API document, from the declarations alone: without a database, and the same on every machine. */
export async function apiDocument(): Promise<string> {
  const app = await NestFactory.createApplicationContext(AppModule.forRoot(config), {
    preview: true,
    logger: false,
  });
  const routes = new RouteTable(new DiscoveryService(app.get(ModulesContainer)), new MetadataScanner());
  routes.onModuleInit();
  return `${JSON.stringify(openApi(routes.entries, config), null, 2)}\n`;
}

const [, program, target] = process.argv;
if (import.meta.filename === program && target) await writeFile(target, await apiDocument());
