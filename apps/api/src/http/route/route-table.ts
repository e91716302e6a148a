import { Injectable, type OnModuleInit, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import type { ActivityName } from '@bailiwick/audit';
import { ROUTE, type RouteDeclaration } from './route.decorator.js';

export interface RouteEntry extends RouteDeclaration {
  readonly method: string;
  /** With the prefix: `/api/v2/workspaces/current`. */
  readonly path: string;
  /** `WorkspacesController.read` */
  readonly handler: string;
}

/** Every route of the application, as declared. */
@Injectable()
export class RouteTable implements OnModuleInit {
  readonly entries: RouteEntry[] = [];
  private readonly byPattern = new Map<string, RouteEntry>();

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  /** @throws when a handler declares nothing: the server does not start */
  onModuleInit(): void {
    for (const { instance, metatype } of this.discovery.getControllers()) {
      if (!metatype || !instance) continue;
      const prototype = Object.getPrototypeOf(instance) as Record<string, object>;
      for (const name of this.scanner.getAllMethodNames(prototype)) {
        this.add(metatype as object & { name: string }, name, prototype[name] ?? {});
      }
    }
    this.entries.sort((a, b) => (a.path + a.method < b.path + b.method ? -1 : 1));
  }

  /** `PATCH /api/v2/workspaces/current` */
  find(pattern: string): RouteEntry | undefined {
    return this.byPattern.get(pattern);
  }

  activityOf(pattern: string): ActivityName | undefined {
    const audit = this.find(pattern)?.audit;
    return typeof audit === 'string' ? audit : undefined;
  }

  private add(controller: object & { name: string }, name: string, handler: object): void {
    const path = Reflect.getMetadata(PATH_METADATA, handler) as string | undefined;
    if (path === undefined) return;
    const handlerName = `${controller.name}.${name}`;
    const declaration = Reflect.getMetadata(ROUTE, handler) as RouteDeclaration | undefined;
    if (!declaration) throw new Error(`${handlerName} is a route and declares nothing: use @Route`);
    const base = Reflect.getMetadata(PATH_METADATA, controller) as string;
    const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as number] as string;
    const whole = [base, path].map((part) => part.replace(/^\/+|\/+$/g, '')).filter(Boolean);
    const entry = { ...declaration, method, path: `/${whole.join('/')}`, handler: handlerName };
    this.entries.push(entry);
    this.byPattern.set(`${method} ${entry.path}`, entry);
  }
}
