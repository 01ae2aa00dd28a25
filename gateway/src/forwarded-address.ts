import type { IncomingMessage } from 'node:http';
import { BlockList, isIP, isIPv6 } from 'node:net';

/**
 * Who is behind the trusted proxies (addresses and CIDR blocks): the last address in X-Forwarded-For that is none of them, for
 * connections that no HTTP framework looks at. Anybody else's header is not believed.
 */
export function createForwardedAddress(proxies: readonly string[]): (request: IncomingMessage) => string {
  const trusted = new BlockList();
  for (const proxy of proxies) {
    const [address = '', bits] = proxy.split('/');
    if (bits === undefined) trusted.addAddress(address, familyOf(address));
    else trusted.addSubnet(address, Number(bits), familyOf(address));
  }
  const isTrusted = (address: string): boolean => isIP(address) > 0 && trusted.check(address, familyOf(address));
  return ({ socket, headers }) => {
    const told = [headers['x-forwarded-for'] ?? []]
      .flat()
      .join()
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== '');
    let address = socket.remoteAddress ?? '';
    for (const before of told.reverse()) {
      if (!isTrusted(address)) break;
      address = before;
    }
    return address;
  };
}

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIPv6(address) ? 'ipv6' : 'ipv4');
