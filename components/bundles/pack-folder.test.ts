import { expect, test } from 'vitest';
import { packFolder } from './pack-folder.ts';
import { bundlesText } from './text.ts';

const folderOf = (paths: readonly string[], beside = 0) => ({
  name: 'farm',
  beside,
  read: async (leavesOut: (path: string) => boolean) =>
    paths.filter((path) => !leavesOut(path)).map((path) => ({ path, file: new File(['x'], path) })),
});
const pack = (paths: readonly string[], beside?: number) =>
  packFolder(folderOf(paths, beside), { signal: new AbortController().signal, onProgress: () => undefined });

test('a folder is packed under its name', async () => {
  const packed = await pack(['brief.md', '.DS_Store']);
  expect(packed.ok && packed.file.name).toBe('farm');
});

test.each([
  ['is empty', [], 0, { title: bundlesText.folderEmpty, next: '' }],
  [
    'has only what systems leave',
    ['.DS_Store'],
    0,
    { title: bundlesText.folderEmpty, next: bundlesText.folderEmptyNext },
  ],
  ['is one of several', ['brief.md'], 2, { title: bundlesText.oneFolder('farm', 2), next: bundlesText.oneFolderNext }],
])('a folder that %s is refused', async (_, paths, beside, refusal) => {
  expect(await pack(paths, beside)).toEqual({ ok: false, refusal });
});
