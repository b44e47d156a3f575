import { expect, test } from 'vitest';
import { callerNetwork, isNetwork, Proxies } from './caller.ts';

test.each([
  ['a program on this machine', '127.0.0.1', undefined, null],
  ['a proxy on this machine says for whom it asks', '::ffff:127.0.0.1', '203.0.113.9', '203.0.113.9'],
  ['what stands before that was written by the caller', '127.0.0.1', '198.51.100.1, 203.0.113.9', '203.0.113.9'],
  ['somebody further off may write what they like', '203.0.113.9', '127.0.0.1', '203.0.113.9'],
  ['a proxy in a network that is known', '10.1.2.3', '203.0.113.9', '203.0.113.9'],
  ['two proxies, one behind the other', '127.0.0.1', '203.0.113.9, 10.1.2.3', '203.0.113.9'],
  ['a proxy that does not say', '10.1.2.3', undefined, '10.1.2.3'],
  ['a proxy that does not know', '10.1.2.3', '203.0.113.9, unknown', '10.1.2.3'],
  ['IPv6', '2001:db8::7', undefined, '2001:db8::7'],
])('%s', (_what, peer, forwarded, caller) => {
  expect(new Proxies(['10.0.0.0/8']).callerOf(peer, forwarded)).toBe(caller);
});

test('a network that was not named is no proxy', () => {
  expect(new Proxies().callerOf('10.1.2.3', '203.0.113.9')).toBe('10.1.2.3');
});

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['2001:db8:0:1::1', '2001:db8:0:1::/64'],
  ['2001:db8:0:1:ffff:ffff:ffff:ffff', '2001:db8:0:1::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['', ''],
])('%s cannot choose more than what is below %s', (address, network) => {
  expect(callerNetwork(address)).toBe(network);
});

test.each(['10.0.0.0/8', '192.0.2.7', '2001:db8::/32'])('%s is a network', (text) =>
  expect(isNetwork(text)).toBe(true),
);
test.each(['', 'proxy.example.org', '10.0.0.0/33', '10.0.0/8', '10.0.0.0/8/8', '::1/129', '10.0.0.0/'])(
  '%s is none',
  (text) => expect(isNetwork(text)).toBe(false),
);
