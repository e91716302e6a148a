import { Controller, Inject } from '@nestjs/common';
import { z } from 'zod';
import { CONFIG, type Config } from '../../config.js';
import { openApi } from './openapi.js';
import { Route } from './route.decorator.js';
import { RouteTable } from './route-table.js';

@Controller('api')
export class DocsController {
  constructor(
    private readonly routes: RouteTable,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Route('GET /openapi.json', {
    summary: 'Get this document.',
    permission: { public: 'the description of the API holds no data' },
    audit: { none: 'reads' },
    out: z.looseObject({ openapi: z.string() }),
  })
  document() {
    return openApi(this.routes.entries, this.config);
  }
}
