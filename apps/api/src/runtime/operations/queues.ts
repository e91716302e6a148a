import { InjectQueue } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import { DISPATCH, MAIL, SEAL } from '@bailiwick/audit';
import type { Queue } from 'bullmq';
import { UPKEEP } from '../../jobs/queue.js';

/** Values by their labels, several of them parted by a space. */
export type Samples = Readonly<Record<string, number>>;

/** Every queue there is, for those who watch them. */
@Injectable()
export class Queues {
  readonly all: readonly Queue[];

  constructor(
    @InjectQueue(SEAL) seal: Queue,
    @InjectQueue(DISPATCH) dispatch: Queue,
    @InjectQueue(MAIL) mail: Queue,
    @InjectQueue(UPKEEP) upkeep: Queue,
  ) {
    this.all = [seal, dispatch, mail, upkeep];
  }

  async counts(): Promise<Samples> {
    const counted = await Promise.all(
      this.all.map(async (queue) => {
        const states = await queue.getJobCounts('waiting', 'active', 'delayed', 'failed');
        return Object.entries(states).map(([state, n]): [string, number] => [`${queue.name} ${state}`, n]);
      }),
    );
    return Object.fromEntries(counted.flat());
  }
}
