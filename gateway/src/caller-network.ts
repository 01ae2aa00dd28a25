import { isIP } from 'node:net';

/**
 * The network a caller asks from, as limits count it: an IPv4 address, also where IPv6 wraps it, or the /64 block of an IPv6
 * address, because one line has a whole block to itself. `told` may be anything a proxy wrote; what is no address gives way to
 * the one of the connection.
 */
export function networkOf(told: string, connected: string | undefined): string {
  return isIP(told) > 0 ? networkIn(told) : networkIn(connected ?? '');
}

function networkIn(address: string): string {
  const [bare = ''] = address.split('%'); // fe80::1%eth0 names an interface of ours
  if (isIP(bare) !== 6) return bare;
  const groups = groupsOf(bare);
  const [one = 0, two = 0, three = 0, four = 0, five = 0, six = 0, seven = 0, eight = 0] = groups;
  if (groups.slice(0, 5).every((group) => group === 0) && six === 0xffff) {
    return [seven >> 8, seven & 0xff, eight >> 8, eight & 0xff].join('.');
  }
  if (five === 0 && groups.slice(0, 4).every((group) => group === 0)) return bare; // ::1 and the like
  return `${[one, two, three, four].map((group) => group.toString(16)).join(':')}::/64`;
}

/** The eight groups of an IPv6 address; a dotted end counts as two. */
function groupsOf(address: string): readonly number[] {
  const dotted = /(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address);
  const [, a = 0, b = 0, c = 0, d = 0] = (dotted ?? []).map(Number);
  const end = [a * 256 + b, c * 256 + d].map((group) => group.toString(16)).join(':');
  const plain = dotted === null ? address : `${address.slice(0, dotted.index)}${end}`;
  const [head = [], tail] = plain.split('::').map((part) => part.split(':').filter((group) => group !== ''));
  const missing = Array<string>(8 - head.length - (tail?.length ?? 0)).fill('0');
  return [...head, ...missing, ...(tail ?? [])].map((group) => parseInt(group, 16));
}
