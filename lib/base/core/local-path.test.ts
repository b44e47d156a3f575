import { expect, test } from 'vitest';
import { localPath } from './local-path.ts';

test.each([
  ['/w/demo', '/w/demo'],
  ['/w/demo/outline?kind=spark', '/w/demo/outline?kind=spark'],
  [undefined, '/'],
  ['', '/'],
  ['https://evil.example', '/'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['/\t/evil.example', '/'],
  ['/\n/evil.example', '/'],
  ['/.//evil.example', '/'],
  ['javascript:alert(1)', '/'],
])('%j leads to %s', (next, path) => {
  expect(localPath(next)).toBe(path);
});
