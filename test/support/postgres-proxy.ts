import { type AddressInfo, type Socket, connect, createServer } from 'node:net';

export interface PostgresProxy {
  /** The same database, through this proxy. */
  readonly url: string;
  /** How many round trips to Postgres the work costs, over all connections. */
  trips(work: () => PromiseLike<unknown>): Promise<number>;
  close(): Promise<void>;
}

/** How long a client may go on sending before its answers travel back; stands for the way to the server. */
const WAY_MS = 3;

/**
 * Stands between a client and Postgres and counts round trips: a trip is all that a client sends before it sees an
 * answer. Answers are held back until everything sent was answered and nothing more comes, so what was sent down
 * the pipeline together counts once, and what waited for an answer counts again.
 */
export async function postgresProxy(target: string): Promise<PostgresProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let trips = 0;
  const server = createServer({ noDelay: true }, (client) => {
    const postgres = connect({ host: hostname, port: Number(port), noDelay: true });
    for (const socket of [client, postgres]) {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    }
    client.on('close', () => postgres.destroy());
    postgres.on('close', () => client.destroy());
    relay(client, postgres, () => (trips += 1));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  const url = new URL(target);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: url.href,
    trips: async (work) => {
      const before = trips;
      await work();
      return trips - before;
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function relay(client: Socket, postgres: Socket, onTrip: () => void): void {
  const [asked, answered] = [messageTypes({ startup: true }), messageTypes({ startup: false })];
  const held: Buffer[] = [];
  // The conversation before the first ReadyForQuery opens the connection; it is no trip of a request.
  let open = false;
  let waitsFor = 0;
  let travels = false;
  let way: NodeJS.Timeout | undefined;

  const arrive = () => {
    clearTimeout(way);
    if (waitsFor > 0) return;
    way = setTimeout(() => {
      travels = false;
      client.write(Buffer.concat(held.splice(0)));
    }, WAY_MS);
  };
  client.on('data', (chunk: Buffer) => {
    // Sync and simple Query are what Postgres answers with ReadyForQuery.
    waitsFor += asked(chunk).filter((type) => type === 'S' || type === 'Q').length;
    if (open && !travels) {
      travels = true;
      onTrip();
    }
    if (open) clearTimeout(way);
    postgres.write(chunk);
  });
  postgres.on('data', (chunk: Buffer) => {
    const ready = answered(chunk).filter((type) => type === 'Z').length;
    if (!open) {
      client.write(chunk);
      open = ready > 0;
      return;
    }
    waitsFor -= ready;
    held.push(chunk);
    arrive();
  });
}

/** The type of each message of a stream, as it passes; the very first of a client has a length and no type. */
function messageTypes({ startup }: { startup: boolean }): (chunk: Buffer) => string[] {
  let rest = Buffer.alloc(0);
  let untyped = startup;
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    const types: string[] = [];
    for (;;) {
      const head = untyped ? 0 : 1;
      if (rest.length < head + 4) return types;
      const length = head + rest.readInt32BE(head);
      if (rest.length < length) return types;
      if (!untyped) types.push(String.fromCharCode(rest[0]!));
      untyped = false;
      rest = rest.subarray(length);
    }
  };
}
