import { Socket } from 'node:net';

/**
 * A connection that hands the kernel once what was written in one go. A transaction's opening, its statements and its
 * COMMIT leave together; each as a system call of its own was the largest part of what a read cost.
 */
export class OneWriteSocket extends Socket {
  private gathering = false;

  override connect(...args: unknown[]): this {
    super.connect(...(args as [number, string]));
    // Node has put its own `write` in front of ours, in case the socket was used before.
    Reflect.deleteProperty(this, 'write');
    return this;
  }

  override write(chunk: Uint8Array | string, ...rest: never[]): boolean {
    if (!this.gathering) {
      this.gathering = true;
      this.cork();
      // After whoever writes now has written all they have.
      process.nextTick(() => {
        this.gathering = false;
        this.uncork();
      });
    }
    return super.write(chunk, ...rest);
  }
}
