import { request as ask, type IncomingMessage, type RequestOptions } from 'node:http';
import { expect, ownStudio, test } from './support.ts';

// What stands before every page: whom the studio answers, in which protocol, and with what policy.

/** A request as no browser would send it: any Host, any path, an upgrade. */
function raw(path: string, options: RequestOptions = {}): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sent = ask(new URL('/', ownStudio().url), { ...options, path }, (answer) => {
      answer.resume();
      resolve(answer);
    });
    sent.once('upgrade', () => reject(new Error('the connection was upgraded')));
    sent.once('error', reject);
    sent.end();
  });
}

test('another name that leads here is not this studio', async () => {
  for (const path of ['/', '/sign-in', '/api/health', '/api/v1/demo/manifest', '/_next/static/x.js', '/nowhere.png']) {
    expect((await raw(path, { headers: { host: 'rebound.example' } })).statusCode, path).toBe(421);
    expect((await raw(path, { headers: { host: 'localhost.rebound.example:3000' } })).statusCode, path).toBe(421);
  }
  expect((await raw('/api/health', { headers: { host: 'localhost' } })).statusCode).toBe(200);
  expect((await raw('/sign-in', { method: 'TRACE' })).statusCode).toBe(405);
  expect((await raw('/api/health', { headers: { host: '127.0.0.1:1' } })).statusCode).toBe(200);
});

test('what asks for another protocol is answered in this one', async () => {
  for (const upgrade of ['h2c', 'websocket']) {
    const headers = { connection: 'Upgrade, HTTP2-Settings', upgrade, 'http2-settings': 'AAMAAABkAAQCAAAAAAIAAAAA' };
    expect((await raw('/api/health', { headers })).statusCode, upgrade).toBe(200);
    expect((await raw('/sign-in', { headers })).statusCode, upgrade).toBe(200);
  }
});

const PATHS = [
  '/',
  '/sign-in',
  '/sign-in.png',
  '/new-workspace',
  '/nowhere',
  '/nowhere.json',
  '/icon',
  '/icon.svg.png',
  '/metrics.json',
  '/schemas/other.json',
  '/assets',
  '/assets/one',
  '/assets/a/b/c',
  '/api',
  '/api/x.png',
  '/api/v1',
  '/api/v1/demo/manifest',
  '/api/v1/nowhere/x.png',
  '/w/x.png',
  '/w/demo/x.png',
  '/w/demo/outline/x.svg',
  '/w/demo/api/nothing',
  '/_next/static/nothing.js',
  '/_next/data/x.json',
  '/%FF',
  '/w/%FF',
  '/w/%00/outline',
  '/w/demo/%E0%A4%A/x.png',
  '/sign-in%2F..%2Fx.woff2',
  '//example.org/x.png',
];

test('every answer has its policy, whatever its address ends in', async ({ as }) => {
  const page = await as('editor');
  const cookies = await page.context().cookies();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  for (const headers of [{}, { cookie }]) {
    for (const path of PATHS) {
      const { statusCode, headers: answered } = await raw(path, { headers });
      expect(statusCode, path).toBeLessThan(500);
      expect(answered['x-content-type-options'], path).toBe('nosniff');
      if (answered['content-type']?.startsWith('text/html'))
        expect(answered['content-security-policy'], `${path} (${statusCode})`).toMatch(
          /script-src [^;]*'nonce-|default-src 'none'/,
        );
    }
  }
});

const MALFORMED = [
  '%FF',
  '%00',
  '%E0%A4%A',
  '%u0041',
  '%ED%A0%80',
  '-'.repeat(200),
  '%22%22%22',
  '%5C',
  'x'.repeat(5_000),
];

test('encodings that are none are refused as a problem, never as a fault', async () => {
  for (const value of MALFORMED) {
    for (const path of [
      `/api/v1/demo/search?q=${value}`,
      `/api/v1/demo/sparks/${value}`,
      `/api/v1/${value}/manifest`,
      `/api/v1/demo/sparks?cursor=${value}`,
      `/assets/${value}/x.png`,
    ]) {
      const { statusCode, headers } = await raw(path, { headers: { accept: 'application/json' } });
      const told = `${path.slice(0, 80)}: ${statusCode} ${headers['content-type']}`;
      expect(statusCode, told).toBeLessThan(500);
      if (path.startsWith('/api/v1/') && (statusCode ?? 0) >= 400)
        expect(headers['content-type'], told).toContain('application/problem+json');
    }
  }
});
