import { type Config, secureCookies, sessionCookie } from '../../config.js';
import { setDeviceCookie } from './device-cookie.js';
import type { HttpReply } from './request.js';

export interface OpenedSession {
  readonly id: string;
  /** For the cookie alone: the database keeps only its hash. */
  readonly token: string;
  /** For the cookie by which we know the browser again. */
  readonly device?: string;
  readonly expires: Date;
}

/** Never a Domain attribute: a brand's host shares no cookie with another. */
const attributes = (config: Config) =>
  ({ httpOnly: true, sameSite: 'lax', path: '/', secure: secureCookies(config) }) as const;

export function setSessionCookie(reply: HttpReply, config: Config, session: OpenedSession): void {
  void reply.setCookie(sessionCookie(config), session.token, {
    ...attributes(config),
    expires: session.expires,
  });
  if (session.device) setDeviceCookie(reply, config, session.device);
}

/** Clears the session's cookie, and all that the browser keeps of it (ASVS 14.3.1). The device cookie stays. */
export function forgetEverything(reply: HttpReply, config: Config): void {
  void reply.clearCookie(sessionCookie(config), attributes(config));
  void reply.header('clear-site-data', '"cache", "storage"');
}
