import { describe, expect, test } from 'vitest';
import { changesForBrowser, isOverAge, isSessionCookie, sessionCookieOptions } from './session.ts';

const NAME = 'trailwright-1a2b';
const gone = (name: string) => ({ name, value: '', options: { maxAge: 0 } });
const set = (name: string) => ({ name, value: 'x', options: { maxAge: 34_560_000 } });
const token = (claims: object) => `h.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.s`;

test('the parts of a long session belong to it, and its neighbours do not', () => {
  expect([NAME, `${NAME}.0`, `${NAME}.12`].every((name) => isSessionCookie(name, NAME))).toBe(true);
  expect([`${NAME}.`, `${NAME}.x`, `${NAME}-code-verifier`, 'theme'].some((name) => isSessionCookie(name, NAME))).toBe(
    false,
  );
});

describe('what goes to the browser', () => {
  test('a renewal that failed deletes nothing there', () => {
    expect(changesForBrowser([gone(NAME), gone(`${NAME}.1`)], NAME, false)).toEqual([]);
  });
  test('what is no session is deleted all the same', () => {
    const verifier = gone(`${NAME}-code-verifier`);
    expect(changesForBrowser([gone(NAME), verifier], NAME, false)).toEqual([verifier]);
  });
  test('a new session takes the leftover parts of the old one along', () => {
    const changed = [set(`${NAME}.0`), gone(`${NAME}.1`)];
    expect(changesForBrowser(changed, NAME, false)).toEqual(changed);
  });
  test('signing out deletes it', () => {
    expect(changesForBrowser([gone(NAME)], NAME, true)).toEqual([gone(NAME)]);
  });
});

describe('how the browser keeps it', () => {
  const bounds = { days: 30, idleDays: 7 };
  test('out of reach of scripts and other sites, behind TLS never without, for as long as somebody may be away', () => {
    const options = sessionCookieOptions({ maxAge: 34_560_000, httpOnly: false }, { isSecure: true, bounds });
    expect(options).toEqual({ path: '/', httpOnly: true, sameSite: 'lax', secure: true, maxAge: 7 * 86_400 });
  });
  test('no longer than the session', () => {
    const kept = { isSecure: false, bounds: { days: 1, idleDays: 7 } };
    expect(sessionCookieOptions({ maxAge: 1 }, kept)).toMatchObject({ maxAge: 86_400, secure: false });
  });
  test('what is deleted stays deleted', () => {
    expect(sessionCookieOptions({ maxAge: 0 }, { isSecure: true, bounds }).maxAge).toBe(0);
  });
});

describe('the age of a session', () => {
  const DAY = 86_400;
  const signedIn = (days: number) => token({ amr: [{ method: 'password', timestamp: (100 - days) * DAY }] });
  test.each([
    [29, false],
    [31, true],
  ])('signed in %s days ago', (days, isOver) => {
    expect(isOverAge(signedIn(days), 100 * DAY, 30)).toBe(isOver);
  });
  test('counts from the first proof, not from one that was added', () => {
    const amr = [
      { method: 'totp', timestamp: 99 * DAY },
      { method: 'password', timestamp: 60 * DAY },
    ];
    expect(isOverAge(token({ amr }), 100 * DAY, 30)).toBe(true);
  });
  test.each([token({}), token({ amr: [] }), 'no token', ''])('is not known from %o', (text) => {
    expect(isOverAge(text, 100 * DAY, 30)).toBe(false);
  });
});
