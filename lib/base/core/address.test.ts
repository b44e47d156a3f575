import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isReadableUrl } from './address.ts';

test.each([
  '/',
  '/w/demo/%E0%A4%95',
  '/api/v1/demo/search?q=a%20b+c',
  '/api/v1/demo/search?q=%25',
  '/sign-in?utm=100%',
  '/w/demo?x=%FF#%FF',
])('%s is text', (url) => {
  expect(isReadableUrl(url)).toBe(true);
});

test.each([
  '/%FF',
  '/%00',
  '/w/%E0%A4%A',
  '/%u0041',
  '/%ED%A0%80',
  '/a%',
  '/api/v1/demo/search?q=%FF',
  '/api/v1/x?q=%00',
])('%s is not', (url) => {
  expect(isReadableUrl(url)).toBe(false);
});

test('whatever was encoded by its rule is text, unless it holds NUL', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(isReadableUrl(`/api/v1/x?q=${encodeURIComponent(text)}`)).toBe(!text.includes('\0'));
    }),
  );
});
