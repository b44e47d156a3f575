import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { buildPlayer, buildScorm, PLAYER_FILE, SCORM_FILE } from '../../../bin/player-build.ts';

test.each([
  // React itself would make it ten times as large.
  [PLAYER_FILE, buildPlayer, 110_000],
  [SCORM_FILE, buildScorm, 40_000],
])('%s is the one of these sources (npm run player)', async (file, build, most) => {
  const built = await readFile(path.resolve(import.meta.dirname, '../../..', file), 'utf8');
  expect(built === (await build())).toBe(true);
  expect(built.length).toBeLessThan(most);
});
