import { type SecretBox, withoutForce } from '@bailiwick/tenancy';
import type { QueryRunner } from 'typeorm';
import { ownerDataSource } from '../data-source.js';

interface Rotation {
  /** Secrets that are now sealed under the current key. */
  readonly renewed: number;
  /** Secrets left as they were: no key of the ring opens them. */
  readonly unreadable: number;
  /** False when another transaction held the table for long: the later rows are unchanged. */
  readonly complete: boolean;
}

interface Factor {
  readonly user_id: string;
  readonly status: string;
  readonly secret: string;
}

type Place = Omit<Factor, 'secret'>;

const BATCH = 500;
const BEFORE_ALL: Place = { user_id: '00000000-0000-0000-0000-000000000000', status: '' };
/**
 * Requests for the table queue behind us while we wait for it. So this is less than a statement of theirs can take, and
 * more than the second after which autovacuum makes way.
 */
const PATIENCE = '1500ms';
const LOCK_NOT_AVAILABLE = '55P03';

/**
 * Seals every secret again that is not under the box's current key. It can run again, and at the same time as another
 * run.
 */
export async function rotateTotpKeys(ownerUrl: string, box: SecretBox): Promise<Rotation> {
  const source = await ownerDataSource(ownerUrl).initialize();
  try {
    return await rotateAll(source.createQueryRunner(), box);
  } finally {
    await source.destroy();
  }
}

/** Batch by batch, so that no request waits longer for the table than one batch takes. */
async function rotateAll(q: QueryRunner, box: SecretBox): Promise<Rotation> {
  let [renewed, unreadable, after] = [0, 0, BEFORE_ALL];
  for (;;) {
    const factors = await renewBatch(q, box, after).catch(undefinedIfBusy);
    const last = factors?.at(-1);
    if (!factors || !last) return { renewed, unreadable, complete: factors !== undefined };
    renewed += factors.filter(({ fresh }) => fresh !== undefined).length;
    unreadable += factors.filter(({ fresh, secret }) => fresh === undefined && !box.isCurrent(secret)).length;
    after = last;
  }
}

function undefinedIfBusy(error: unknown): undefined {
  if ((error as { code?: string }).code !== LOCK_NOT_AVAILABLE) throw error;
}

type Looked = Factor & { readonly fresh: string | undefined };

/** To lift the force takes a lock that keeps everyone else away: nothing changes between reading and writing. */
async function renewBatch(q: QueryRunner, box: SecretBox, after: Place): Promise<Looked[]> {
  let looked: Looked[] = [];
  await q.startTransaction();
  try {
    await q.query(`set local lock_timeout = '${PATIENCE}'`);
    await withoutForce(q, 'totp_factors', async () => {
      const factors = await nextFactors(q, after);
      looked = factors.map((factor) => ({ ...factor, fresh: sealedAgain(box, factor.secret) }));
      await keep(q, looked);
    });
    await q.commitTransaction();
  } catch (error) {
    await q.rollbackTransaction();
    throw error;
  }
  return looked;
}

async function nextFactors(q: QueryRunner, after: Place): Promise<Factor[]> {
  const rows: unknown = await q.query(
    `select user_id, status, secret from totp_factors where (user_id, status) > ($1, $2)
     order by user_id, status limit ${BATCH}`,
    [after.user_id, after.status],
  );
  return rows as Factor[];
}

/** @returns nothing for a secret that is under the current key already, or that no key opens */
function sealedAgain(box: SecretBox, sealed: string): string | undefined {
  if (box.isCurrent(sealed)) return undefined;
  try {
    return box.seal(box.open(sealed));
  } catch {
    return undefined;
  }
}

async function keep(q: QueryRunner, looked: readonly Looked[]): Promise<void> {
  const renewed = looked.filter(({ fresh }) => fresh !== undefined);
  await q.query(
    `update totp_factors f set secret = n.secret
     from unnest($1::uuid[], $2::text[], $3::text[]) as n (user_id, status, secret)
     where f.user_id = n.user_id and f.status = n.status`,
    [
      renewed.map((factor) => factor.user_id),
      renewed.map((factor) => factor.status),
      renewed.map((factor) => factor.fresh),
    ],
  );
}
