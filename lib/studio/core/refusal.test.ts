import { expect, test, vi } from 'vitest';
import { isRefusal, newsOfDatabase, silenceRefusals } from './refusal.ts';

const error = (code: unknown, rest: object = {}) => Object.assign(new Error('x'), { code, ...rest });

test.each(['TW001', '22P02', '23505', '28P01', '42501', 'P0001', 'P0002', '55P03', '57014', 'PGRST301', 'PT404'])(
  '%s is told to whoever asked, and no news',
  (code) => {
    expect(isRefusal(error(code))).toBe(true);
    expect(isRefusal(new Error('wrapped', { cause: error(code) }))).toBe(true);
  },
);

test.each(['42P01', '53100', '57P01', 'XX000', '08006', 'ECONNREFUSED', undefined, 22])('%j is news', (code) => {
  expect(isRefusal(error(code))).toBe(false);
});

test('what goes through the door of PGRST is judged by its status', () => {
  expect(isRefusal(error('PGRST', { detail: JSON.stringify({ status: 400, headers: {} }) }))).toBe(true);
  expect(isRefusal(error('PGRST', { detail: JSON.stringify({ status: 500, headers: {} }) }))).toBe(false);
});

test('the console keeps what is news', () => {
  const write = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const before = console.error;
  silenceRefusals();
  console.error(error('42501'));
  console.error('Auth error:', error('22P02'));
  console.error('Auth error:', error('XX000'));
  console.error('just words');
  expect(write.mock.calls.map((said) => said[0])).toEqual(['Auth error:', 'just words']);
  console.error = before;
  write.mockRestore();
});

test('a table that is not there is a refusal', () => {
  expect(isRefusal(new Error("Could not find the table 'public.nothing' in the schema cache"))).toBe(true);
});

test('of the log of the database refusals are left out whole, with their statements', () => {
  const at = '2026-11-29 10:16:39.765 UTC [8317]';
  const lines = [
    [`${at} 00000 LOG:  checkpoint starting: time`, true],
    [`${at} 42501 ERROR:  permission denied for table sparks`, false],
    [`${at} 42501 STATEMENT:  select * from "sparks"`, false],
    ['\t  where "slug" = $1', false],
    [`${at} XX000 ERROR:  could not read block 7`, true],
    [`${at} XX000 STATEMENT:  select 1`, true],
    ['\t  from sparks', true],
    [`${at} TW004 ERROR:  there is no such workspace`, false],
    ['what has no beginning of its own', true],
    ['\tand goes on', true],
  ] as const;
  const isNews = newsOfDatabase();
  expect(lines.map(([line]) => [line, isNews(line)])).toEqual(lines);
});
