import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { runScriptApart } from './apart.ts';
import { withTemporary } from './temporary.ts';

/** Runs some code apart and gives how it ended, and the files it left in its folder. */
const run = (code: string, options: { seconds?: number; megabytes?: number; signal?: AbortSignal } = {}) =>
  withTemporary(async (folder) => {
    const script = path.join(folder, 'script.mjs');
    await writeFile(script, code);
    const limits = { seconds: 30, megabytes: 200, ...options };
    const ended = await runScriptApart(script, [path.join(folder, 'left')], limits).catch(
      (error: Error) => error.message,
    );
    return { ended, left: (await readdir(folder)).includes('left') };
  });
const LEAVES = "import fs from 'node:fs'; fs.writeFileSync(process.argv[2], process.env.SECRET ?? '');";

describe('a script in a process of its own', () => {
  test('does its work', async () => {
    expect(await run(LEAVES)).toEqual({ ended: 'done', left: true });
  });

  test('is ended when it takes too long or too much', async () => {
    expect(await run('for (;;);', { seconds: 1 })).toEqual({ ended: 'too_slow', left: false });
    const hungry = 'const all = []; for (;;) all.push(new Array(100_000).fill(Math.random()));';
    expect(await run(hungry, { megabytes: 30 })).toEqual({ ended: 'too_large', left: false });
  });

  test('that fails by itself is a fault, with what it said', async () => {
    expect((await run("throw new Error('by itself')")).ended).toContain('by itself');
  });

  test('is not begun for somebody who has gone, and ended when they go', async () => {
    expect(await run(LEAVES, { signal: AbortSignal.abort(new Error('gone')) })).toEqual({ ended: 'gone', left: false });
    const leaving = new AbortController();
    setTimeout(() => leaving.abort(new Error('gone')), 300);
    expect(await run('for (;;);', { signal: leaving.signal })).toEqual({ ended: 'gone', left: false });
  });
});
