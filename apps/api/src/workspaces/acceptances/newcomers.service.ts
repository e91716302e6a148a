import { Injectable } from '@nestjs/common';
import { type Caller, type InvitationByToken, type Tx, personName } from '@bailiwick/tenancy';
import { fail } from '../../errors.js';
import type { OpenedSession } from '../../http/gate/session-cookie.js';
import { PasswordsService } from '../../identity/people/passwords.service.js';
import { PeopleService } from '../../identity/people/people.service.js';
import { SessionsService } from '../../identity/sessions/sessions.service.js';
import type { Acceptance } from './acceptances.schema.js';

/** A person who gets an account by accepting: prepared outside the transaction, created inside. */
export interface Newcomer {
  /** As whom the transaction acts. */
  caller(anybody: Caller): Caller;
  create(tx: Tx): Promise<OpenedSession>;
}

@Injectable()
export class NewcomersService {
  constructor(
    private readonly passwords: PasswordsService,
    private readonly people: PeopleService,
    private readonly sessions: SessionsService,
  ) {}

  /** The account takes the id that was reserved when the invitation was made. */
  async prepare(invitation: InvitationByToken, body: Acceptance, device?: string): Promise<Newcomer> {
    const { password, first_name, last_name } = required(body);
    const { email, workspace_id: workspaceId, reserved_user_id: id } = invitation;
    if (!id) throw fail('invitation_revoked');
    this.passwords.check(password, email);
    const password_hash = await this.passwords.hash(password);
    const name = personName({ firstName: first_name, lastName: last_name });
    return {
      caller: ({ facts }) => ({
        facts,
        scope: { workspaceId, userId: id, address: email },
        actor: { type: 'user', id, name, email },
      }),
      create: async (tx) => {
        await this.people.lockAttempts(tx);
        const person = { id, email, first_name, last_name, password_hash };
        if (!(await this.people.create(tx, person))) throw fail('sign_in_required');
        return this.sessions.open(tx, { email, device, secondFactor: false });
      },
    };
  }
}

/** Needed from people without an account only, so the schema cannot demand it. */
function required(body: Acceptance): { password: string; first_name: string; last_name: string } {
  const { password, first_name, last_name } = body ?? {};
  if (password && first_name && last_name) return { password, first_name, last_name };
  const missing = Object.entries({ password, first_name, last_name }).filter(([, value]) => !value);
  throw fail(
    'invalid_body',
    missing.map(([path]) => ({ path, code: 'required', message: 'is needed to make your account' })),
  );
}
