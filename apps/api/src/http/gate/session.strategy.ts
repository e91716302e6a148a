import { Inject, Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { type Credential, tokenHash } from '@bailiwick/tenancy';
import { Strategy } from 'passport-custom';
import { CONFIG, type Config, sessionCookie } from '../../config.js';
import type { HttpRequest } from './request.js';

/** Extracts the console's session cookie. It verifies nothing: `authority` does, in the same trip as the rest. */
@Injectable()
export class SessionStrategy extends PassportStrategy(Strategy, 'session-cookie') {
  private readonly cookie: string;

  constructor(@Inject(CONFIG) config: Config) {
    super();
    this.cookie = sessionCookie(config);
  }

  validate(request: unknown): Credential | null {
    const token = (request as HttpRequest).cookies[this.cookie];
    return token ? { kind: 'session', hash: tokenHash(token) } : null;
  }
}
