import { SocketAddress, isIPv6 } from 'node:net';

/** One spelling for one address (RFC 5952); an IPv4 client on a dual-stack socket is still the same client. */
export function plainAddress(ip: string): string {
  if (!isIPv6(ip)) return ip;
  const [withoutZone = ''] = ip.split('%');
  const { address } = new SocketAddress({ address: withoutZone, family: 'ipv6' });
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/, '');
}

/**
 * One client for a limiter: an IPv4 address, or the /64 of one IPv6 customer. The customer can use every address in it,
 * in every spelling (RFC 6177, RFC 5952).
 */
export function networkOf(ip: string): string {
  const address = plainAddress(ip);
  if (!isIPv6(address)) return address;
  const [head = '', tail = ''] = address.split('::');
  const groups = (part: string) => (part ? part.split(':') : []);
  const [before, after] = [groups(head), groups(tail)];
  const zeros = Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0');
  const first = [...before, ...zeros, ...after]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16));
  return `${first.join(':')}::/64`;
}
