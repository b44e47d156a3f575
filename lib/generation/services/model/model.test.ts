import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { decryptKey, encryptKey } from './keys.ts';
import { isPrivate, outgoingFetch } from './outgoing.ts';
import { retryAfter } from './stream.ts';

const key = (name: string) => `${name}:${randomBytes(32).toString('base64')}`;
const owner = { workspace_id: 'w', provider_id: 'p' };

describe('a key of a provider', () => {
  test('opens with the key of the studio that it was encrypted with, also behind a newer one', () => {
    const [old, fresh] = [key('k1'), key('k2')];
    const kept = encryptKey(old, owner, 'sk-secret');
    expect(kept).not.toContain('secret');
    expect(decryptKey(`${fresh},${old}`, owner, kept)).toBe('sk-secret');
    expect(decryptKey(fresh, owner, kept)).toBeNull();
  });

  test('does not open for another provider, or once it was changed', () => {
    const secrets = key('k1');
    const kept = encryptKey(secrets, owner, 'sk-secret');
    expect(decryptKey(secrets, { ...owner, provider_id: 'q' }, kept)).toBeNull();
    expect(decryptKey(secrets, { ...owner, workspace_id: 'x' }, kept)).toBeNull();
    const [name, nonce, tag, text = ''] = kept.split('.');
    const changed = `${text.startsWith('A') ? 'B' : 'A'}${text.slice(1)}`;
    expect(decryptKey(secrets, owner, [name, nonce, tag, changed].join('.'))).toBeNull();
    expect(decryptKey(secrets, owner, 'k1')).toBeNull();
  });
});

describe('what goes out', () => {
  test.each([
    '127.0.0.1',
    '10.1.2.3',
    '169.254.169.254',
    '192.168.0.1',
    '::1',
    '::ffff:10.0.0.1',
    'fd00::1',
    'fe80::1',
  ])('%s is private', (address) => expect(isPrivate(address)).toBe(true));
  test.each(['8.8.8.8', '172.32.0.1', '2606:4700::1111'])('%s is not', (address) =>
    expect(isPrivate(address)).toBe(false),
  );

  test('reaches no private address by number or by name unless that is allowed, and reads no more than it may', async () => {
    const server = createServer((_, answer) => answer.end('x'.repeat(5_000)));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    const closed = outgoingFetch({ allows_private: false, most_bytes: 10_000 });
    await expect(closed(`http://127.0.0.1:${port}`)).rejects.toThrow('private address');
    await expect(closed(`http://localhost:${port}`)).rejects.toThrow();
    const open = outgoingFetch({ allows_private: true, most_bytes: 10_000 });
    expect(await (await open(`http://localhost:${port}`)).text()).toHaveLength(5_000);
    const small = outgoingFetch({ allows_private: true, most_bytes: 1_000 });
    await expect((await small(`http://127.0.0.1:${port}`)).text()).rejects.toThrow('larger');
    server.close();
  });
});

test('Retry-After is read in seconds and as a date, and never beyond an hour', () => {
  const now = Date.parse('2026-11-30T00:00:00Z');
  expect(retryAfter({ 'retry-after': '7' }, now)).toBe(7_000);
  expect(retryAfter({ 'retry-after': 'Mon, 30 Nov 2026 00:00:30 GMT' }, now)).toBe(30_000);
  expect(retryAfter({ 'retry-after': '999999' }, now)).toBe(3_600_000);
  expect(retryAfter({ 'retry-after': 'soon' }, now)).toBeNull();
  expect(retryAfter({}, now)).toBeNull();
});
