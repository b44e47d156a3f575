import { expect, test } from 'vitest';
import { mayReadMetrics } from './metrics.ts';

const local = { host: '127.0.0.1', metricsToken: null };
const ask = (headers: Record<string, string>, settings: Parameters<typeof mayReadMetrics>[1] = local) =>
  mayReadMetrics(new Headers({ host: 'localhost:3000', ...headers }), settings);

test('without a token: programs on this machine only', () => {
  expect(ask({})).toBe(true);
  expect(ask({ 'x-forwarded-for': '::ffff:127.0.0.1' })).toBe(true);
  expect(ask({ 'x-forwarded-for': '203.0.113.7, 127.0.0.1' })).toBe(false);
  expect(ask({ host: 'studio.example.test' })).toBe(false);
  expect(ask({ 'x-forwarded-for': '127.0.0.1' }, { host: '0.0.0.0', metricsToken: null })).toBe(false);
});

test('with a token: whoever has it, from anywhere, and nobody else', () => {
  const open = { host: '0.0.0.0', metricsToken: 'secret' };
  expect(ask({ host: 'studio.example.test', authorization: 'Bearer secret' }, open)).toBe(true);
  expect(ask({ authorization: 'Bearer secre' }, open)).toBe(false);
  expect(ask({}, { ...open, host: '127.0.0.1' })).toBe(false);
});
