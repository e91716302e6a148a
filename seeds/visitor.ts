import { setTimeout as delay } from 'node:timers/promises';

const PATIENCE_MS = 20_000;

/** A person at a browser: sends JSON, keeps the session cookie, reads the mails of the embedded inbox. */
export class Visitor {
  private cookie = '';

  constructor(
    readonly api: string,
    private readonly workspaceId?: string,
  ) {}

  /** The same person, in a workspace. */
  in(workspaceId: string): Visitor {
    const inside = new Visitor(this.api, workspaceId);
    inside.cookie = this.cookie;
    return inside;
  }

  /** The cookie, for clients of another kind. */
  get session(): string {
    return this.cookie;
  }

  /** @returns whether it worked */
  async signIn(email: string, password: string): Promise<boolean> {
    const answer = await this.send('POST', 'auth/sign-in', { email, password });
    this.cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    return answer.ok;
  }

  async get<T>(path: string): Promise<T> {
    return read<T>(await this.send('GET', path));
  }

  async post<T>(path: string, body?: object): Promise<T> {
    return read<T>(await this.send('POST', path, body));
  }

  /** The token of the newest link of that kind in a mail to that address, as soon as there is one. */
  async mailedToken(address: string, kind: string): Promise<string> {
    const link = new RegExp(`/${kind}/([\\w-]+)$`);
    for (let waited = 0; waited < PATIENCE_MS; waited += 50) {
      const mails = (await (await fetch(`${this.api}/dev/inbox.json`)).json()) as {
        to: string[];
        links: string[];
      }[];
      const links = mails.filter((mail) => mail.to.includes(address)).flatMap((mail) => mail.links);
      const token = links.map((one) => link.exec(one)?.[1]).find(Boolean);
      if (token) return token;
      await delay(50);
    }
    throw new Error(`no mail with a link of ${kind} came to ${address}`);
  }

  private send(method: string, path: string, body?: object): Promise<Response> {
    return fetch(`${this.api}/api/v2/${path}`, {
      method,
      headers: {
        'x-requested-with': 'console',
        ...(this.cookie && { cookie: this.cookie }),
        ...(this.workspaceId && { 'x-as-workspace': this.workspaceId }),
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
  }
}

async function read<T>(answer: Response): Promise<T> {
  if (!answer.ok) throw new Error(`${answer.url} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as T;
}
