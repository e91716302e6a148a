import { type Config, secureCookies, sessionCookie } from '../config.js';
import type { HttpReply } from './request.js';

export interface OpenedSession {
  readonly id: string;
  /** For the cookie, and for nothing else: only its hash is kept. */
  readonly token: string;
  readonly expires: Date;
}

/** No Domain attribute, ever: a brand's host shares no cookie with another. */
const attributes = (config: Config) =>
  ({ httpOnly: true, sameSite: 'lax', path: '/', secure: secureCookies(config) }) as const;

export function setSessionCookie(reply: HttpReply, config: Config, session: OpenedSession): void {
  void reply.setCookie(sessionCookie(config), session.token, {
    ...attributes(config),
    expires: session.expires,
  });
}

export function clearSessionCookie(reply: HttpReply, config: Config): void {
  void reply.clearCookie(sessionCookie(config), attributes(config));
}
