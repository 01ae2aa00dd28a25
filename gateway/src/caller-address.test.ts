import { callerAddressOf } from './caller-address.js';

describe('the address of a caller', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::FFFF:cb00:7107', '203.0.113.7'],
    ['2001:0DB8:0001:0002:0:0:0:1', '2001:db8:1:2::1'],
    ['2001:db8:1:2::192.0.2.1', '2001:db8:1:2::c000:201'],
    ['fe80::1%eth0', 'fe80::1'],
    ['::1', '::1'],
  ])('%s is %s', (address, canonical) => {
    expect(callerAddressOf(address, '198.51.100.1')).toBe(canonical);
  });

  it.each(['unknown', '', '203.0.113.7:4711', 'nobody, 1', "'; drop"])(
    'that is %p, as a proxy might tell, is that of the connection',
    (told) => {
      expect(callerAddressOf(told, '198.51.100.1')).toBe('198.51.100.1');
      expect(callerAddressOf(told, undefined)).toBe('');
    },
  );
});
