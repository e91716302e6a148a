import { type DynamicModule, Module } from '@nestjs/common';
import { AuthorityService } from './who/authority.js';
import { SystemDb } from './who/system-db.js';
import { CURSOR_KEY, PREPARED, TenantDb } from './rows/tenant-db.js';

export interface TenancyOptions {
  /** Signs the cursors of lists: 32 bytes. */
  readonly cursorKey: Buffer;
  /** Off behind a transaction pooler that does not keep prepared statements. */
  readonly preparedStatements: boolean;
}

@Module({})
export class TenancyModule {
  static forRoot(options: TenancyOptions): DynamicModule {
    const services = [TenantDb, SystemDb, AuthorityService];
    return {
      module: TenancyModule,
      global: true,
      providers: [
        { provide: CURSOR_KEY, useValue: options.cursorKey },
        { provide: PREPARED, useValue: options.preparedStatements },
        ...services,
      ],
      exports: services,
    };
  }
}
