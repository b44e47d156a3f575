import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildPlayer, buildScorm, PLAYER_FILE, SCORM_FILE } from './player-build.ts';

// `npm run player`: writes the player of exercises as one file for pages elsewhere and for SCORM packages, and what records answers in
// those. A test fails while they are out of date.

for (const [name, code] of [
  [PLAYER_FILE, await buildPlayer()],
  [SCORM_FILE, await buildScorm()],
] as const) {
  const file = path.resolve(import.meta.dirname, '..', name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, code);
  const packed = gzipSync(code, { level: 9 }).length;
  console.log(`Wrote ${name}: ${code.length} bytes, ${packed} gzipped`);
}
