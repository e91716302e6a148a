import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { type Credential, tokenHash } from '@bailiwick/tenancy';
import { Strategy } from 'passport-custom';
import type { HttpRequest } from './request.js';

/** RFC 6750 2.1; the scheme in upper or lower case (RFC 9110 11.1). */
const BEARER = /^bearer +([\w.~+/-]+=*)$/i;

export const bearerOf = (header: string): string | undefined => BEARER.exec(header)?.[1];

/** Extracts an API key. It verifies nothing: `authority` does, in the same trip as the rest. */
@Injectable()
export class ApiKeyStrategy extends PassportStrategy(Strategy, 'api-key') {
  validate(request: unknown): Credential | null {
    const key = bearerOf((request as HttpRequest).headers.authorization ?? '');
    return key === undefined ? null : { kind: 'key', hash: tokenHash(key) };
  }
}
