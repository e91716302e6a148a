import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { text } from 'node:stream/consumers';

export interface Asked {
  readonly method: string;
  /** Below `/api/v2/`, or absolute. */
  readonly path: string;
  readonly body?: object | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Record<string, unknown>;
  readonly ms: number;
}

/** Nothing of ours may keep anybody waiting nearly as long. */
const HANGS_AFTER_MS = 20_000;

/** One keep-alive connection to the API, used as a careful client would: its failures are told, never retried. */
export class Exchange {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 });

  constructor(
    readonly origin: string,
    private readonly headers: Readonly<Record<string, string>> = {},
  ) {}

  /** @throws what the connection died of */
  async ask({ method, path, body, headers }: Asked): Promise<Answered> {
    const url = new URL(/^(\/|https?:)/.test(path) ? path : `/api/v2/${path}`, this.origin);
    const payload = body && JSON.stringify(body);
    const json = payload && {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(payload)),
    };
    const began = performance.now();
    return new Promise((resolve, reject) => {
      const all = { 'x-requested-with': 'console', ...this.headers, ...json, ...headers };
      const sent = request(url, { agent: this.agent, method, headers: all }, (response) => {
        text(response).then((body) => {
          const { statusCode: status = 0, headers } = response;
          const ms = performance.now() - began;
          resolve({ status, headers, body: body ? JSON.parse(body) : {}, ms });
        }, reject);
      });
      sent.setTimeout(HANGS_AFTER_MS, () => sent.destroy(new Error(`no answer in ${HANGS_AFTER_MS} ms`)));
      sent.on('error', reject);
      sent.end(payload);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}
