import { Injectable } from '@nestjs/common';
import { recordAccount } from '@bailiwick/audit';
import { type Tx, sql } from '@bailiwick/tenancy';

interface NewPerson {
  readonly id: string;
  readonly email: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly password_hash: string;
}

/** The one place that makes accounts, for every way of proving an address. */
@Injectable()
export class PeopleService {
  /**
   * Every open sign-up attempt of the address, locked in one order, so that of many links confirmed at the same moment
   * exactly one wins. `tx` must be bound to the address.
   */
  async lockAttempts(tx: Tx): Promise<Attempt[]> {
    return tx.query<Attempt>(sql`select id, password_hash, first_name, last_name from sign_up_attempts
      where email = ${tx.ctx.scope.address} and ended_as is null order by id for update`);
  }

  /**
   * Creates the account and ends all attempts of its address: the confirmed one is used, those of strangers are void.
   * `tx` must be bound to the new person's id and address.
   * @returns false, having done nothing, where the address has an account by now
   */
  async create(tx: Tx, person: NewPerson, confirmedAttempt?: string): Promise<boolean> {
    const { id, email, first_name, last_name } = person;
    const made = await tx.query(sql`insert into users (id, email, first_name, last_name)
      values (${id}, ${email}, ${first_name}, ${last_name}) on conflict (email) do nothing returning id`);
    if (made.length === 0) return false;
    await tx.query(sql`insert into passwords (user_id, hash) values (${id}, ${person.password_hash})`);
    await tx.query(sql`update sign_up_attempts
      set ended_as = case when id = ${confirmedAttempt ?? null}::uuid then 'used' else 'revoked' end
      where email = ${email} and ended_as is null`);
    recordAccount(tx, 'account.created', { after: { email, first_name, last_name } });
    return true;
  }
}

interface Attempt {
  readonly id: string;
  readonly password_hash: string;
  readonly first_name: string;
  readonly last_name: string;
}
