import { once } from 'node:events';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openLogFile } from './log-file.ts';

test('a log turns over while it is written, and keeps one file beside itself', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'log-'));
  const log = openLogFile(path.join(folder, 'web.log'));
  const line = `${'x'.repeat(1023)}\n`;
  for (let nth = 0; nth < 32 * 1024; nth++) if (!log.write(line)) await once(log, 'drain');
  log.end();
  await once(log, 'finish');

  expect((await readdir(folder)).sort()).toEqual(['web.log', 'web.log.1']);
  for (const name of await readdir(folder)) {
    const { size, mode } = await stat(path.join(folder, name));
    // The buffer that was being written when the limit was met still belongs to the file.
    expect(size).toBeLessThan(10.5 * 1024 * 1024);
    expect(mode & 0o777).toBe(0o600);
  }
  await rm(folder, { recursive: true });
});
