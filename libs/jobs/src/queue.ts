import { Processor } from '@nestjs/bullmq';
import type { Facts } from '@bailiwick/tenancy';
import type { Queue } from 'bullmq';

/** What a request can leave behind, so that a queue is woken. */
type Left = keyof Pick<Facts, 'leftRecord' | 'leftJob'>;

/** One kind of job. `Payload` is what a row of the job outbox carries for it. */
export interface QueueDefinition<Payload extends object = object> {
  readonly name: string;
  /** Its jobs come from the job outbox; else a clock or a wake-up makes them. */
  readonly fromOutbox: boolean;
  /** Woken after a request that left this behind. */
  readonly wokenBy?: Left;
  /** How many of its jobs a process works on at once. */
  readonly concurrency: number;
  /** Never set: it only ties the type to the name. */
  readonly payload?: Payload;
}

const definitions = new Map<string, QueueDefinition>();

/**
 * The one line that a new kind of job needs, in the feature it belongs to. Dispatch, board and gauges then know it.
 * @throws when two features choose the same name
 */
export function defineQueue<Payload extends object = object>(
  name: string,
  options: Partial<Omit<QueueDefinition, 'name' | 'payload'>> = {},
): QueueDefinition<Payload> {
  if (definitions.has(name)) throw new Error(`two queues are called ${name}`);
  const definition = { name, fromOutbox: false, concurrency: 1, ...options };
  definitions.set(name, definition);
  return definition;
}

/** All that is defined by the modules loaded so far. */
export const definedQueues = (): readonly QueueDefinition[] => [...definitions.values()];

/**
 * Another worker resumes the job of a killed worker within a quarter of a minute. The queue gives a job up only after it
 * has killed so many workers that it must be the cause.
 */
const takenUpAgain = { lockDuration: 10_000, stalledInterval: 5000, maxStalledCount: 10 } as const;

/** Said of the class that works on the jobs of a queue. */
export const WorksOn = ({ name, concurrency }: QueueDefinition): ClassDecorator =>
  Processor(name, { concurrency, ...takenUpAgain });

/** Makes a job of that name again and again; a worker that starts later finds it there, and changes it to this. */
export async function repeatEvery(queue: Queue, name: string, everyMs: number): Promise<void> {
  const opts = { removeOnComplete: true, removeOnFail: 100 };
  await queue.upsertJobScheduler(name, { every: everyMs }, { name, opts });
}
