import { isIP } from 'node:net';

/**
 * A caller's address in its one canonical form, an IPv4 address inside IPv6 as what it is. `told` may be anything a proxy
 * wrote; what is no address gives way to that of the connection.
 */
export function callerAddressOf(told: string, connected: string | undefined): string {
  return isIP(told) > 0 ? canonical(told) : canonical(connected ?? '');
}

function canonical(address: string): string {
  const [bare = ''] = address.split('%'); // fe80::1%eth0 names an interface of ours
  if (isIP(bare) !== 6) return bare;
  const short = new URL(`http://[${bare}]/`).hostname.slice(1, -1);
  const [, high, low] = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(short) ?? [];
  return high === undefined || low === undefined ? short : [high, low].flatMap(bytesOf).join('.');
}

function bytesOf(group: string): readonly number[] {
  const value = parseInt(group, 16);
  return [value >> 8, value & 0xff];
}
