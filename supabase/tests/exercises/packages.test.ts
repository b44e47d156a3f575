import { describe, expect, test } from 'vitest';
import { PACKAGE_CASES } from '#lib/exercises/core/package.cases.ts';
import { packageProblems } from '#lib/exercises/core/package.ts';
import { list } from '../support/authoring.ts';
import { testDatabase } from '../support/harness.ts';

const db = testDatabase();
const shown = (problems: { rule: string; pointer: string }[]) =>
  problems.map((one) => `${one.rule} ${one.pointer}`).sort();

describe('core and the database find the same wrong with a lesson package', () => {
  test.each(PACKAGE_CASES.map((one) => [one.name, one] as const))('%s', async (_, { body, errors }) => {
    expect(shown(packageProblems(body).filter((problem) => problem.severity === 'error'))).toEqual([...errors].sort());
    const found = await list<{ rule: string; pointer: string; message: string }>(
      db.owner,
      'select * from private.package_problems($1)',
      [JSON.stringify(body)],
    );
    expect(shown(found)).toEqual([...errors].sort());
    for (const { message } of found) expect(message).toMatch(/\.$/);
  });
});
