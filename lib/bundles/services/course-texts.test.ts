import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { withTemporary } from '#lib/base/services/temporary.ts';
import { zip } from '#lib/base/services/zip.ts';
import { courseTexts } from './course-texts.ts';

const read = (bytes: Uint8Array) =>
  withTemporary(async (folder) => {
    const file = path.join(folder, 'course.zip');
    await writeFile(file, bytes);
    await mkdir(path.join(folder, 'unpacked'));
    return courseTexts(file, 'course.zip', path.join(folder, 'unpacked'));
  });
const pack = (files: Record<string, string>) =>
  zip(Object.entries(files).map(([name, text]) => ({ name, bytes: new TextEncoder().encode(text) })));

/** The same zip with a name that leads out of its folder: who packs honestly cannot write one. */
const outwards = (bytes: Uint8Array) =>
  new Uint8Array(Buffer.from(Buffer.from(bytes).toString('latin1').replaceAll('xx/COURSE', '../COURSE'), 'latin1'));

test('the brief, the lessons and the reports of a zipped course folder are read', async () => {
  const files = {
    'joins/COURSE-BRIEF.md': '# Joins',
    'joins/lessons/1.1-a.md': '# A',
    'joins/curriculum.yaml': 'title: Joins',
  };
  const texts = await read(await pack(files));
  expect(texts).toEqual({
    ok: true,
    data: [
      { path: 'COURSE-BRIEF.md', text: '# Joins' },
      { path: 'lessons/1.1-a.md', text: '# A' },
    ],
  });
});

test.each([
  ['a folder of Markdown', () => pack({ 'trailwright.yaml': 'title: A', 'a.md': '# A' })],
  ['a way out of the folder', () => pack({ 'xx/COURSE-BRIEF.md': '# A' }).then(outwards)],
  ['no zip', async () => new TextEncoder().encode('PK no')],
  ['questions', () => pack({ 'imsmanifest.xml': '<manifest/>' })],
])('%s is refused in a sentence', async (_, bytes) => {
  expect(await read(await bytes())).toMatchObject({
    ok: false,
    problem: { code: 'invalid_input', message: expect.stringMatching(/\.$/) },
  });
});
