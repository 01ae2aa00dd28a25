import { networkOf } from './caller-network.js';

describe('the network of a caller', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::ffff:cb00:7107', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::1', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['2001:db8:1:2::192.0.2.1', '2001:db8:1:2::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '::1'],
  ])('of %s is %s', (address, network) => {
    expect(networkOf(address, '198.51.100.1')).toBe(network);
  });

  it.each(['unknown', '', '203.0.113.7:4711', 'nobody, 1', "'; drop"])(
    'of %p, which a proxy might tell, is that of the connection',
    (told) => {
      expect(networkOf(told, '198.51.100.1')).toBe('198.51.100.1');
      expect(networkOf(told, undefined)).toBe('');
    },
  );
});
