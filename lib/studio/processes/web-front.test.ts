import type { IncomingMessage, ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { RateLimit } from '#lib/delivery/services/rate.ts';
import type { ContentState } from '#lib/delivery/services/state.ts';
import { createFront } from './web-front.ts';

/** The headers of a request as what stands behind the front gets them. */
function passedOn(remoteAddress: string, headers: Record<string, string>, proxies: string[] = []) {
  let seen: IncomingMessage['headers'] | null = null;
  const front = createFront({
    // A page asks nothing of it.
    state: {} as ContentState,
    limit: new RateLimit(0),
    hosts: [],
    proxies,
    next: (request) => {
      seen = request.headers;
    },
  });
  const request = {
    url: '/sign-in',
    method: 'GET',
    socket: { remoteAddress },
    headers: { host: 'localhost', ...headers },
  };
  const response = { setHeader: () => undefined };
  front(request as unknown as IncomingMessage, response as unknown as ServerResponse);
  return seen as IncomingMessage['headers'] | null;
}

const MADE_UP = { 'x-caller-address': '198.51.100.1', 'x-forwarded-for': '198.51.100.2', 'x-forwarded-proto': 'https' };

test.each([
  ['somebody further off', '203.0.113.9', [], '203.0.113.9', undefined],
  ['a proxy on this machine', '::ffff:127.0.0.1', [], '198.51.100.2', 'https'],
  ['a proxy that was named', '10.1.2.3', ['10.0.0.0/8'], '198.51.100.2', 'https'],
  ['one that was not', '10.1.2.3', [], '10.1.2.3', undefined],
])('what %s says of the caller, and of TLS', (_who, peer, proxies, caller, proto) => {
  const seen = passedOn(peer, MADE_UP, proxies);
  expect([seen?.['x-caller-address'], seen?.['x-forwarded-proto']]).toEqual([caller, proto]);
});

test('a program on this machine has no address to be limited by', () => {
  expect(passedOn('127.0.0.1', {})?.['x-caller-address']).toBe('');
});

test('a read that memory fails at is answered by the endpoints, not left waiting', async () => {
  const state = {
    addresses: new Map([['/api/v1/demo/sparks/one', { workspace: 'demo', representation: 'spark one' }]]),
    moves: { of: async () => 'moved once' },
    pointers: {
      peek: () => {
        throw new Error('memory is not what it was');
      },
    },
  };
  const answered = new Promise((resolve) => {
    const front = createFront({
      state: state as unknown as ContentState,
      limit: new RateLimit(0),
      hosts: [],
      proxies: [],
      next: (request) => resolve(request.url),
    });
    const request = {
      url: '/api/v1/demo/sparks/one',
      method: 'GET',
      socket: { remoteAddress: '127.0.0.1' },
      headers: { host: 'localhost' },
    };
    const response = { setHeader: () => undefined };
    front(request as unknown as IncomingMessage, response as unknown as ServerResponse);
  });
  expect(await answered).toBe('/api/v1/demo/sparks/one');
});
