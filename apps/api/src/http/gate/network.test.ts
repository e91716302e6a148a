import { describe, expect, it } from 'vitest';
import { networkOf } from './network.js';

describe('the network of a client', () => {
  it('is the address itself for IPv4, however it arrives', () => {
    expect(networkOf('192.0.2.7')).toBe('192.0.2.7');
    expect(networkOf('::ffff:192.0.2.7')).toBe('192.0.2.7');
    expect(networkOf('::FFFF:192.0.2.7')).toBe('192.0.2.7');
    expect(networkOf('::ffff:c000:207')).toBe('192.0.2.7');
    expect(networkOf('0:0:0:0:0:ffff:192.0.2.7')).toBe('192.0.2.7');
  });

  it('is the /64 for IPv6, however it is spelt', () => {
    const spellings = [
      '2001:db8:0:1::5',
      '2001:DB8:0:1:ffff:1:2:3',
      '2001:0db8:0000:0001::',
      '2001:db8:0:1::%eth0',
    ];
    expect(new Set(spellings.map(networkOf))).toEqual(new Set(['2001:db8:0:1::/64']));
    expect(networkOf('2001:db8:0:2::5')).not.toBe(networkOf('2001:db8:0:1::5'));
    expect(networkOf('::1')).toBe('0:0:0:0::/64');
  });
});
