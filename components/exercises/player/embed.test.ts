import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { buildPlayer, PLAYER_FILE } from '../../../bin/player-build.ts';

test('the player for pages elsewhere is the one of these sources (npm run player)', async () => {
  const built = await readFile(path.resolve(import.meta.dirname, '../../..', PLAYER_FILE), 'utf8');
  expect(built === (await buildPlayer())).toBe(true);
  // React itself would make it ten times as large.
  expect(built.length).toBeLessThan(110_000);
});
