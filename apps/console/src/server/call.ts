import { askFreshLogin, renewalsSoFar, wasRenewedSince } from './fresh-login.js';
import { Problem, isProblem } from './problem.js';

interface Input {
  readonly workspace?: string;
  readonly query?: object;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The one way to the server. What needs a fresh login waits for it and is then sent again: no caller has to know.
 * @throws Problem; Cancelled, when the login was not given
 */
export async function call<Out>(method: string, path: string, input: Input = {}): Promise<Out> {
  const renewals = renewalsSoFar();
  try {
    return await callOnce(method, path, input);
  } catch (error) {
    if (isProblem(error, 'reauth_required')) await askFreshLogin();
    else if (!isProblem(error, 'unauthenticated') || !(await wasRenewedSince(renewals))) throw error;
    return callOnce(method, path, input);
  }
}

async function callOnce<Out>(method: string, path: string, input: Input): Promise<Out> {
  const answer = await send(method, addressOf(path, input), input);
  const body: unknown = await bodyOf(answer);
  if (!answer.ok) throw new Problem(answer.status, body as object);
  return body as Out;
}

/** Files are text, everything else is JSON. */
const bodyOf = (answer: Response): Promise<unknown> =>
  answer.headers.get('content-type')?.startsWith('text/csv')
    ? answer.text()
    : answer.json().catch(() => ({}));

async function send(method: string, address: string, { workspace, body, signal }: Input): Promise<Response> {
  try {
    return await fetch(address, {
      method,
      headers: {
        'x-requested-with': 'console',
        ...(workspace && { 'x-as-workspace': workspace }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Problem(0, {});
  }
}

function addressOf(pattern: string, input: Input): string {
  const path = pattern.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String((input as Record<string, unknown>)[name])),
  );
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(input.query ?? {}))
    if (value !== undefined && value !== '') query.set(name, String(value));
  return query.size > 0 ? `${path}?${query.toString()}` : path;
}
