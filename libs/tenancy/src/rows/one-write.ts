import { Socket } from 'node:net';

/**
 * A connection that combines writes into one system call. A transaction's opening, its statements and its COMMIT leave
 * together. One call for each was the largest part of the cost of a read.
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
      // After the present writer has written everything.
      process.nextTick(() => {
        this.gathering = false;
        this.uncork();
      });
    }
    return super.write(chunk, ...rest);
  }
}
