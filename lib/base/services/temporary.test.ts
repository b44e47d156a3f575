import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sweepTemporary, withTemporary } from './temporary.ts';

let parent: string;
beforeAll(async () => {
  parent = await mkdtemp(path.join(os.tmpdir(), 'sweep-'));
});
afterAll(() => rm(parent, { recursive: true, force: true }));

test('a folder goes with its work, however that ends', async () => {
  let folder = '';
  const work = (fails: boolean) =>
    withTemporary(async (one) => {
      folder = one;
      await writeFile(path.join(one, 'file'), 'x');
      if (fails) throw new Error('broken off');
      return 7;
    });
  expect(await work(false)).toBe(7);
  expect(existsSync(folder)).toBe(false);
  await expect(work(true)).rejects.toThrow('broken off');
  expect(existsSync(folder)).toBe(false);
});

test('what was left a day ago is swept; what is newer, or somebody else’s, is not', async () => {
  const made = async (name: string, hours: number) => {
    await mkdir(path.join(parent, name));
    await writeFile(path.join(parent, name, 'file'), 'x');
    const then = new Date(Date.now() - hours * 3_600_000);
    await utimes(path.join(parent, name), then, then);
  };
  await made('trailwright-upload-old', 25);
  await made('trailwright-upload-new', 23);
  await made('another-old', 1000);
  expect(await sweepTemporary(parent)).toBe(1);
  expect((await readdir(parent)).sort()).toEqual(['another-old', 'trailwright-upload-new']);
  expect(await sweepTemporary(path.join(parent, 'nowhere'))).toBe(0);
});
