import { describe, expect, test } from 'vitest';
import { PACKAGE_CASES } from './package.cases.ts';
import { packageProblems } from './package.ts';

// The database is held to the same cases in supabase/tests/exercises/packages.test.ts.
describe('what is wrong with a lesson package', () => {
  test.each(PACKAGE_CASES.map((one) => [one.name, one] as const))('%s', (_, { body, errors }) => {
    const found = packageProblems(body).filter(({ severity }) => severity === 'error');
    expect(found.map(({ rule, pointer }) => `${rule} ${pointer}`).sort()).toEqual([...errors].sort());
    for (const { message, hint } of found) {
      expect(message).toMatch(/\.$/);
      expect(hint).toMatch(/\.$/);
    }
  });
});
