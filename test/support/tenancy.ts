import 'reflect-metadata';
import { TenantJobs } from '@bailiwick/jobs';
import { type Permission, abilityFor, effective, rolesOf, systemRoles } from '@bailiwick/rbac';
import { type Ctx, SystemDb, TenantDb, jobFacts, personCaller } from '@bailiwick/tenancy';
import { DataSource } from 'typeorm';
import type { Config } from '../../apps/api/src/config.js';
import { appDataSource } from '../../apps/api/src/runtime/data-source.js';
import type { PlantedMember } from './planted.js';

export interface Tenancy {
  readonly db: TenantDb;
  readonly system: SystemDb;
  readonly jobs: TenantJobs;
  /** The pool below, for what a test asks outside of any transaction. */
  readonly source: DataSource;
  close(): Promise<void>;
}

/** The way to the rows without the application around it, on connections configured as the application does. */
export async function openTenancy(url: string, { pool = 4 } = {}): Promise<Tenancy> {
  const config = { DATABASE_URL: url, DATABASE_POOL: pool } as Config;
  const source = await new DataSource(appDataSource(config)).initialize();
  const db = new TenantDb(source, Buffer.alloc(32, 1), true);
  const close = () => source.destroy();
  return { db, system: new SystemDb(source, true), jobs: new TenantJobs(db), source, close };
}

/** The member at work, as the guard would hand them on to a service whose route asks that permission. */
export function ctxOf(member: PlantedMember, permission?: Permission): Ctx {
  const { userId, email, workspaceId, workspaceName, memberId, role } = member;
  const principal = {
    userId,
    email,
    firstName: 'Pat',
    lastName: 'Planted',
    sessionId: '',
    isService: false,
  };
  const roles = rolesOf([{ role_id: systemRoles[role].id }]);
  return {
    ...personCaller(jobFacts('request', 'test'), principal),
    scope: { workspaceId, userId },
    workspace: { id: workspaceId, name: workspaceName },
    member: { id: memberId },
    roles,
    fresh: true,
    ability: abilityFor(effective({ direct: roles })),
    bindings: { direct: roles },
    asking: (other) => ctxOf(member, other),
    ...(permission && { permission }),
  };
}
