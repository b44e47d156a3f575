import { describe, expect, test } from 'vitest';
import { hostName, isLoopbackHost, isServedHost } from './hosts.ts';

describe('whose name a Host header is', () => {
  test.each([
    ['localhost', 'localhost'],
    ['localhost:3000', 'localhost'],
    ['LocalHost.:3000', 'localhost'],
    ['[::1]:3000', '[::1]'],
    ['studio.example.org', 'studio.example.org'],
    ['', null],
    ['evil.example@localhost', null],
    ['localhost/evil', null],
    ['a b', null],
    [undefined, null],
    [null, null],
  ])('%j is %j', (header, name) => {
    expect(hostName(header)).toBe(name);
  });

  test.each(['localhost', 'localhost:3000', 'studio.localhost', '127.0.0.1:3000', '127.9.9.9', '[::1]'])(
    '%s is this machine',
    (header) => {
      expect(isLoopbackHost(header)).toBe(true);
      expect(isServedHost(header, [])).toBe(true);
    },
  );

  test.each([
    'localhost.example.org',
    'notlocalhost',
    '.localhost',
    '127.0.0.1.nip.io',
    '128.0.0.1',
    '0.0.0.0',
    '192.168.1.5',
    'studio.example.org',
    '[::2]',
    '',
    undefined,
  ])('%j is not', (header) => {
    expect(isLoopbackHost(header)).toBe(false);
    expect(isServedHost(header, ['other.example.org'])).toBe(false);
  });

  test('names the studio was told of are served on any port, and nothing beside them', () => {
    const served = ['studio.example.org', '192.168.1.5'];
    for (const header of ['studio.example.org', 'Studio.Example.org:443', '192.168.1.5:3000'])
      expect(isServedHost(header, served)).toBe(true);
    for (const header of ['example.org', 'x.studio.example.org', 'studio.example.org.evil.example'])
      expect(isServedHost(header, served)).toBe(false);
  });
});
