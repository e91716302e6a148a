import type { ExecutionContext, PipeTransform } from '@nestjs/common';
import { Inject, Injectable, createParamDecorator } from '@nestjs/common';
import { CONFIG, type Config, secureCookies } from '../../config.js';
import type { HttpReply, HttpRequest } from './request.js';

/** As long as browsers keep one (RFC 6265bis). */
const KEPT_SECONDS = 400 * 24 * 3600;

const nameOf = (secure: boolean): string => (secure ? '__Host-device' : 'device');

/** Distinguishes a browser that signed in earlier from one that never did. It gives access to nothing. */
export function setDeviceCookie(reply: HttpReply, config: Config, token: string): void {
  const secure = secureCookies(config);
  void reply.setCookie(nameOf(secure), token, {
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure,
    maxAge: KEPT_SECONDS,
  });
}

/** Over TLS a cookie without the prefix counts for nothing: any neighbouring host could have planted it. */
@Injectable()
export class DeviceToken implements PipeTransform {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  transform(cookies: HttpRequest['cookies']): string | undefined {
    const { [nameOf(secureCookies(this.config))]: token = '' } = cookies;
    return token.length > 0 ? token : undefined;
  }
}

const Cookies = createParamDecorator(
  (_: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<HttpRequest>().cookies,
);

/** The token in the cookie of the browser, if it sent one. */
export const Device = (): ParameterDecorator => Cookies(DeviceToken);
