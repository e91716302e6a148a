import { describe, expect, it } from 'vitest';
import type { Config } from '../../config.js';
import { DeviceToken } from './device-cookie.js';

const at = (APP_URL: string) => new DeviceToken({ APP_URL } as Config);

describe('the token of a known browser', () => {
  it('is read over TLS from the cookie of this host alone, not from one that a neighbouring host can plant', () => {
    const tls = at('https://app.test');
    expect(tls.transform({ device: 'planted', '__Host-device': 'own' })).toBe('own');
    expect(tls.transform({ device: 'planted' })).toBeUndefined();
  });

  it('is read from the plain cookie where there is no TLS', () => {
    const plain = at('http://localhost:3000');
    expect(plain.transform({ device: 'own', '__Host-device': 'another' })).toBe('own');
  });

  it('is none where the cookie is empty or missing', () => {
    expect(at('http://localhost:3000').transform({ device: '' })).toBeUndefined();
    expect(at('http://localhost:3000').transform({})).toBeUndefined();
  });
});
