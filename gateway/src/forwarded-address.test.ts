import type { IncomingMessage } from 'node:http';
import fc from 'fast-check';
import Fastify from 'fastify';
import { createForwardedAddress } from './forwarded-address.js';

const proxies = ['10.0.0.0/8', '192.0.2.1', 'fd00::/8', '2001:db8::1'];
const addressOf = createForwardedAddress(proxies);

/** A connection and what its header says; nothing else is looked at. */
function from(remoteAddress: string | undefined, told?: string | readonly string[]): IncomingMessage {
  const headers = told === undefined ? {} : { 'x-forwarded-for': told };
  return { socket: { remoteAddress }, headers } as unknown as IncomingMessage; // the only two members it reads
}

describe('the address behind a connection', () => {
  it.each([
    ['nothing is told', '10.0.0.1', undefined, '10.0.0.1'],
    ['a stranger tells', '203.0.113.7', '198.51.100.1', '203.0.113.7'],
    ['a proxy tells', '10.0.0.1', '203.0.113.7', '203.0.113.7'],
    ['a proxy of one address tells', '192.0.2.1', '203.0.113.7', '203.0.113.7'],
    ['a neighbour of that proxy tells', '192.0.2.2', '203.0.113.7', '192.0.2.2'],
    ['a proxy tells over IPv6', 'fd00::5', '2001:db8:1::9', '2001:db8:1::9'],
    ['an IPv4 proxy tells over an IPv6 socket', '::ffff:10.0.0.1', '203.0.113.7', '203.0.113.7'],
    ['a proxy heard of it from another', '10.0.0.1', '203.0.113.7, 10.0.0.2, fd00::1', '203.0.113.7'],
    ['a caller has put addresses before its own', '10.0.0.1', '10.9.9.9, 127.0.0.1, 203.0.113.7', '203.0.113.7'],
    ['all of them are proxies', '10.0.0.1', '10.0.0.3, 10.0.0.2', '10.0.0.3'],
    ['there are blanks about it', '10.0.0.1', '  203.0.113.7 ,\t10.0.0.2 ', '203.0.113.7'],
    ['what is told is empty', '10.0.0.1', '', '10.0.0.1'],
    ['a part of what is told is empty', '10.0.0.1', '203.0.113.7,, 10.0.0.2,', '203.0.113.7'],
    ['what is told is no address', '10.0.0.1', '203.0.113.7, unknown', 'unknown'],
    ['the header came twice', '10.0.0.1', ['198.51.100.1', '203.0.113.7, 10.0.0.2'], '203.0.113.7'],
  ])('where %s', (_, connected, told, address) => {
    expect(addressOf(from(connected, told))).toBe(address);
  });

  it('is nobody’s when the connection is gone', () => {
    expect(addressOf(from(undefined, '203.0.113.7'))).toBe('');
  });

  it('is the connection’s where no proxy is trusted', () => {
    expect(createForwardedAddress([])(from('10.0.0.1', '203.0.113.7'))).toBe('10.0.0.1');
  });

  const trusted = [...proxies, '127.0.0.1'];
  const server = Fastify({ trustProxy: trusted }).get('/', ({ ip }) => ip);
  afterAll(() => server.close());

  it('is the one that the HTTP framework finds, whatever is told', async () => {
    const url = await server.listen({ host: '127.0.0.1', port: 0 });
    const address = fc.oneof(
      ...[fc.ipV4(), fc.ipV6(), fc.constantFrom('unknown', '10.0.0.9', 'fd00::9', '192.0.2.1', '::ffff:10.0.0.1')],
      ...[fc.constantFrom('10.0.0.1:80', '[fd00::1]', '010.0.0.1', '', ' ')],
    );
    const ours = createForwardedAddress(trusted);
    await fc.assert(
      fc.asyncProperty(fc.array(address, { minLength: 1, maxLength: 5 }), async (told) => {
        const header = told.join(', ').trim();
        const theirs = await (await fetch(url, { headers: { 'x-forwarded-for': header } })).text();
        expect(ours(from('127.0.0.1', header))).toBe(theirs);
      }),
      { numRuns: 200 },
    );
  });
});
