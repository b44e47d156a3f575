import { expect, test } from 'vitest';
import { Tries } from './sign-in-limit.ts';

const times = (count: number, act: () => unknown) => Array.from({ length: count }, act);

test('whoever guesses locks themselves out, and the owner signs in from elsewhere', () => {
  let now = 1;
  const tries = new Tries(() => now);
  expect(times(12, () => tries.take('203.0.113.9', 'ed@example.org'))).toEqual([
    ...Array(10).fill(true),
    ...Array(2).fill(false),
  ]);
  expect(tries.take('203.0.113.9', ' ED@example.org')).toBe(false);
  expect(tries.take('198.51.100.1', 'ed@example.org')).toBe(true);
  expect(tries.take('203.0.113.9', 'rae@example.org')).toBe(true);
  now += 5 * 60_000 + 1;
  expect(tries.take('203.0.113.9', 'ed@example.org')).toBe(true);
});

test('other addresses of the same network do not help', () => {
  const tries = new Tries();
  const taken = times(12, () => tries.take(`2001:db8::${Math.floor(Math.random() * 9_999)}`, 'ed@example.org'));
  expect(taken.filter(Boolean)).toHaveLength(10);
});

test('one address does not try the same password at everybody', () => {
  const tries = new Tries();
  const taken = Array.from({ length: 70 }, (_, nth) => tries.take('203.0.113.9', `${nth}@example.org`));
  expect(taken.filter(Boolean)).toHaveLength(60);
  expect(tries.take('198.51.100.1', '1@example.org')).toBe(true);
});

test('what was no wrong password does not count', () => {
  const tries = new Tries();
  for (const _ of times(200, () => 0)) {
    expect(tries.take('203.0.113.9', 'ed@example.org')).toBe(true);
    tries.giveBack('203.0.113.9', 'ed@example.org');
  }
});
