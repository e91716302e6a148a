import { type Socket, connect } from 'node:net';
import { once } from 'node:events';

const head = (rest: string) => `POST /api/v2/auth/sign-in HTTP/1.1\r\nhost: slow.test\r\n${rest}`;

/** What a client that wants to be a burden sends, and then nothing more: a head without end, a body that does not come. */
const openings = [
  '',
  head('x-never:'),
  head('content-type: application/json\r\ncontent-length: 1000\r\n\r\n{"email":'),
];

const AT_ONCE = 200;

/** Connections that are held and not used. */
export class SlowClients {
  private readonly sockets = new Set<Socket>();
  private over = false;

  private constructor(
    private readonly port: number,
    private readonly insist: boolean,
  ) {}

  /** With `insist`, who is sent away comes back at once. */
  static async hold(port: number, n: number, { insist = false } = {}): Promise<SlowClients> {
    const clients = new SlowClients(port, insist);
    // The listening socket's queue is short.
    for (let held = 0; held < n; held += AT_ONCE)
      await Promise.all(Array.from({ length: Math.min(AT_ONCE, n - held) }, (_, i) => clients.one(i)));
    return clients;
  }

  /** Those the server has not closed. */
  get held(): number {
    return this.sockets.size;
  }

  close(): void {
    this.over = true;
    for (const socket of this.sockets) socket.destroy();
  }

  private async one(i: number): Promise<void> {
    const socket = connect(this.port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.sockets.delete(socket);
      if (this.insist && !this.over) this.one(i).catch(() => undefined);
    });
    // Otherwise the end the server sends is never read.
    socket.resume();
    await once(socket, 'connect');
    socket.write(openings[i % openings.length]!);
    this.sockets.add(socket);
  }
}
