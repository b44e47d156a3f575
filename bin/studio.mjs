// `npm start` and its like. Plain JavaScript, so that what Node makes of the TypeScript of this checkout is kept before the first of
// it is read: with that, no process loads the compiler, which takes 13 MB and 0.2 s of each (docs/decisions/080-memory.md).
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import path from 'node:path';

const kept = path.resolve(import.meta.dirname, '../node_modules/.cache/trailwright');
// For all that this process starts.
process.env.NODE_COMPILE_CACHE = kept;
// Of glibc: without it every thread gets a heap of its own, from which little comes back (20 MB of the web server).
process.env.MALLOC_ARENA_MAX ??= '2';
// Where the folder cannot be written, all goes on as without it.
if (!existsSync(kept)) {
  spawnSync(process.execPath, [path.join(import.meta.dirname, 'compile.ts')], { stdio: 'ignore' });
}
enableCompileCache(kept);
const { run } = await import('./studio.ts');
await run();
