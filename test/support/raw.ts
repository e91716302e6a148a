import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { text } from 'node:stream/consumers';

export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The `code` of a refusal. */
  readonly code: string | undefined;
}

const agent = new Agent({ keepAlive: true });

/** A request whose path arrives exactly as written: other clients tidy up `//`, `/./` and `%2e` before they send. */
export async function raw(origin: string, { method, path, headers, body }: RawRequest): Promise<RawAnswer> {
  const { hostname, port } = new URL(origin);
  const payload = body === undefined ? undefined : JSON.stringify(body);
  const json = payload === undefined ? {} : { 'content-type': 'application/json' };
  const length = payload === undefined ? {} : { 'content-length': String(Buffer.byteLength(payload)) };
  const answer = await new Promise<RawAnswer>((resolve, reject) => {
    const options = { agent, hostname, port, method, path, headers: { ...json, ...length, ...headers } };
    const sent = request(options, (response) => {
      text(response).then((body) => {
        const { statusCode: status = 0, headers } = response;
        resolve({ status, headers, text: body, code: codeOf(body) });
      }, reject);
    });
    sent.on('error', reject);
    sent.end(payload);
  });
  return answer;
}

function codeOf(body: string): string | undefined {
  try {
    return (JSON.parse(body) as { code?: string } | null)?.code;
  } catch {
    return undefined;
  }
}
