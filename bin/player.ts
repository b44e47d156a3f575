import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildPlayer, PLAYER_FILE } from './player-build.ts';

// `npm run player`: writes the player of exercises as one file for pages elsewhere and for SCORM packages. A test fails while it is out
// of date.

const file = path.resolve(import.meta.dirname, '..', PLAYER_FILE);
const code = await buildPlayer();
await mkdir(path.dirname(file), { recursive: true });
await writeFile(file, code);
const packed = gzipSync(code, { level: 9 }).length;
console.log(`Wrote ${PLAYER_FILE}: ${code.length} bytes, ${packed} gzipped`);
