import { setTimeout as delay } from 'node:timers/promises';

/** What stands before several processes of the API and asks, all the time, which of them is ready. */
export class Balancer {
  private closed = false;
  private standing: readonly string[];

  private constructor(private readonly origins: readonly string[]) {
    this.standing = origins;
  }

  static async before(...origins: string[]): Promise<Balancer> {
    const balancer = new Balancer(origins);
    await balancer.look();
    void balancer.watch();
    return balancer;
  }

  /** Where the next request goes. */
  get ready(): string {
    return this.standing[0] ?? this.origins[0]!;
  }

  close(): void {
    this.closed = true;
  }

  private async watch(): Promise<void> {
    while (!this.closed) {
      await this.look();
      await delay(30);
    }
  }

  private async look(): Promise<void> {
    const asked = await Promise.all(
      this.origins.map(async (origin) => [origin, await isReady(origin)] as const),
    );
    this.standing = asked.filter(([, ready]) => ready).map(([origin]) => origin);
  }
}

const isReady = (origin: string): Promise<boolean> =>
  fetch(`${origin}/health/ready`).then(
    ({ ok }) => ok,
    () => false,
  );
