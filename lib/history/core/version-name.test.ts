import { expect, test } from 'vitest';
import { NAMES } from './version-name.cases.ts';
import { versionName } from './version-name.ts';

test.each(NAMES)('%j is kept as %j', (said, kept) => {
  expect(versionName(said)).toBe(kept);
});
