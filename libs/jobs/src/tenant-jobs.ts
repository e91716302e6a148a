import { Injectable } from '@nestjs/common';
import {
  type Ctx,
  Hidden,
  type Membership,
  TenantDb,
  contextOf,
  heldRoles,
  jobFacts,
  personCaller,
  sql,
  systemCaller,
} from '@bailiwick/tenancy';

/** The data of every job of a workspace. A job without a workspace is an error, never "all of them". */
export interface TenantJob {
  readonly workspace_id: string;
  readonly actor_id: string;
  readonly request_id: string;
}

interface ActorRow extends Omit<Membership, 'workspace_id'> {
  readonly email: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly is_service: boolean;
}

/** Opens the scope of a job again. */
@Injectable()
export class TenantJobs {
  constructor(private readonly db: TenantDb) {}

  /**
   * A context of the actor who caused the job, with their *present* rights.
   * @throws Hidden when they are no longer an active member
   */
  async reopen(job: TenantJob, name: string): Promise<Ctx> {
    if (!job.workspace_id || !job.actor_id) throw new Error(`job ${name} carries no workspace or actor`);
    const facts = jobFacts(job.request_id, name);
    const scope = { workspaceId: job.workspace_id, userId: job.actor_id };
    const row = await this.db.read(systemCaller(facts, scope), (tx) =>
      tx.one<ActorRow>(sql`select coalesce(u.email, m.email) as email,
        coalesce(u.first_name, m.name) as first_name, coalesce(u.last_name, '') as last_name,
        m.id as member_id, w.name as workspace_name, m.kind = 'service' as is_service,
        m.permissions as mask, ${heldRoles} as roles
        from workspace_members m join workspaces w on w.id = m.workspace_id left join users u on u.id = m.user_id
        where m.workspace_id = ${job.workspace_id} and m.user_id = ${job.actor_id} and m.status = 'active'
          and (w.scheduled_for_removal_at is null or w.scheduled_for_removal_at > now())`),
    );
    if (!row) throw new Hidden();
    const person = personCaller(facts, {
      userId: job.actor_id,
      email: row.email,
      firstName: row.first_name,
      lastName: row.last_name,
      sessionId: '',
      isService: row.is_service,
    });
    return contextOf(person, { ...row, workspace_id: job.workspace_id });
  }
}
