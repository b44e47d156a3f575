import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { MOST_ENTRIES } from '#lib/base/core/zip-limits.ts';
import { withTemporary } from '#lib/base/services/temporary.ts';
import { zip } from '#lib/base/services/zip.ts';
import { COURSE, write } from './folder.cases.ts';
import { readOutside } from './outside.cases.ts';
import { type Uploaded, uploadedSource } from './upload-source.ts';
import { unpackFolder } from './zip-folder.ts';
import { unpackFolderApart } from './zip-folder-apart.ts';

type Texts = Record<string, string>;
const pack = (files: Texts) =>
  zip(Object.entries(files).map(([name, text]) => ({ name, bytes: new TextEncoder().encode(text) })));

/** What a file turns out to be, as long as it lies there. */
const upload = <T>(bytes: Uint8Array, use: (uploaded: Uploaded) => T | Promise<T>, unpack = unpackFolder) =>
  withTemporary(async (folder) => {
    const file = path.join(folder, 'bundle');
    await writeFile(file, bytes);
    return use(await uploadedSource({ file, name: 'sent.zip', folder, unpack }));
  });

const itemsIn = (files: Texts) =>
  pack(files).then((bytes) =>
    upload(bytes, async (uploaded) => {
      if (uploaded.is !== 'bundle') throw new Error(JSON.stringify(uploaded));
      const { items, report } = await readOutside(uploaded.source);
      return { items, report, slugs: items.filter(({ kind }) => kind === 'spark').map(({ fields }) => fields.title) };
    }),
  );

const course: Texts = {
  'COURSE-BRIEF.md': '# Course brief: Joins\n',
  'lessons/1.1-tables.md': '# Tables\n\nText.\n',
  'lessons/1.2-joins.md': '# Joining\n\nText.\n',
};
const wrapped = (files: Texts, folder: string) =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [`${folder}/${name}`, text]));
const unit = (id: string, owner_key?: string) =>
  JSON.stringify({
    id,
    title: `Unit ${id}`,
    owner_key,
    lessons: [{ id: `${id}-1`, title: `Of ${id}`, source_material: 'Text' }],
  });

test('a course folder is read with its lessons, and called like the folder that wraps it', async () => {
  const { items, slugs } = await itemsIn({
    ...wrapped(course, 'joining'),
    '__MACOSX/joining/._x': '',
    '.DS_Store': '',
  });
  expect(slugs).toEqual(['Tables', 'Joining']);
  expect(items.find(({ kind }) => kind === 'trail')?.fields).toMatchObject({ slug: 'joining', title: 'Joins' });
});

test('a folder of Markdown is read, and its problems say file and line', async () => {
  const files = Object.fromEntries(write(COURSE));
  expect((await itemsIn(files)).slugs).toEqual(['Spark a', 'Spark b']);
  const broken = {
    ...files,
    'd/t/c/a.md': String(files['d/t/c/a.md']).replace('difficulty: beginner', 'difficulty: hard'),
  };
  const { report } = await itemsIn(wrapped(broken, 'course'));
  expect(report.problems).toMatchObject([{ code: 'unknown_value', file: 'd/t/c/a.md', line: expect.any(Number) }]);
});

test('unit files are read together, with the users beside them', async () => {
  const { slugs } = await itemsIn({ 'units/a.json': unit('a'), 'units/b.json': unit('b') });
  expect(slugs).toEqual(['Of a', 'Of b']);
  const users = JSON.stringify([{ id: 1, email: 'ana@example.org', key: 'ana' }]);
  const { report } = await itemsIn({ 'a.json': unit('a', 'bo'), 'users.json': users });
  expect(report.problems[0]).toMatchObject({
    code: 'unknown_owner_key',
    message: 'Unknown owner_key: bo is not in users.json. Keys that are there: ana.',
  });
});

test.each([
  ['a manifest', { 'imsmanifest.xml': '<manifest/>', 'data.json': '{}' }],
  ['a deck', { 'collection.anki21': 'x', media: '{}' }],
  ['items without a manifest', { 'items/one.xml': '<assessmentItem/>' }],
])('a zip with %s is left to the questions', async (_, files) => {
  expect(await upload(await pack(files as Texts), ({ is }) => is)).toBe('questions');
});

test('a course that has a manifest among its files is a course', async () => {
  expect((await itemsIn({ ...course, 'scorm/imsmanifest.xml': '<manifest/>' })).slugs).toHaveLength(2);
});

const refusalOf = (bytes: Uint8Array, unpack = unpackFolder) =>
  upload(bytes, (uploaded) => (uploaded.is === 'refused' ? uploaded.refusal : uploaded.is), unpack);

test.each([
  ['nothing of a course', { 'README.md': 'x' }, 'no_course'],
  ['JSON that is no unit', { 'package.json': '{"name": "x"}' }, 'no_course'],
  ['several courses', { 'a/curriculum.yaml': '', 'b/curriculum.yaml': '' }, 'several_courses'],
])('a zip with %s is refused by name', async (_, files, code) => {
  expect(await refusalOf(await pack(files as Texts))).toMatchObject({
    code,
    sentence: expect.stringMatching(/^“sent\.zip” holds .*\.$/),
    instead: expect.stringMatching(/^Choose the folder .*\.$/),
  });
});

const COURSE_FILE = { 'COURSE-BRIEF.md': '# A', 'aa/escape.md': 'x' };
const changed = (bytes: Uint8Array, change: (made: Buffer) => void) => {
  const made = Buffer.from(bytes);
  change(made);
  return made;
};
const DIRECTORY = Buffer.from([0x50, 0x4b, 1, 2]);

test.each<[string, string, (bytes: Uint8Array) => Uint8Array]>([
  [
    'a file that leads out of it',
    'zip_name',
    (bytes) =>
      changed(bytes, (made) => {
        for (let at = made.indexOf('aa/esc'); at >= 0; at = made.indexOf('aa/esc', at + 1)) made.write('../esc', at);
      }),
  ],
  [
    'a file that says a smaller size than it has',
    'zip_size',
    (bytes) => changed(bytes, (made) => made.writeUInt32LE(1, made.indexOf(DIRECTORY) + 24)),
  ],
  [
    'a file that says to be larger than all may be',
    'zip_size',
    (bytes) => changed(bytes, (made) => made.writeUInt32LE(300_000_000, made.indexOf(DIRECTORY) + 24)),
  ],
  [
    'a link',
    'zip_link',
    (bytes) => changed(bytes, (made) => made.writeUInt32LE(0o120777 * 0x10000, made.indexOf(DIRECTORY) + 38)),
  ],
  [
    'a file with a password',
    'zip_encrypted',
    (bytes) => changed(bytes, (made) => made.writeUInt16LE(1, made.indexOf(DIRECTORY) + 8)),
  ],
  [
    'too many files',
    'zip_entries',
    (bytes) =>
      changed(bytes, (made) => {
        const end = made.indexOf(Buffer.from([0x50, 0x4b, 5, 6]));
        for (const at of [8, 10]) made.writeUInt16LE(MOST_ENTRIES + 1, end + at);
      }),
  ],
  ['no end', 'zip_broken', (bytes) => bytes.subarray(0, bytes.length - 10)],
])('a zip with %s is refused as a whole: %s', async (_, code, attack) => {
  const refusal = await refusalOf(attack(await pack(COURSE_FILE)));
  expect(refusal).toMatchObject({ code, is: 'a zip file', sentence: expect.stringMatching(/^“sent\.zip” .*\.$/) });
});

test('a process of its own finds the same', async () => {
  const read = async (uploaded: Uploaded) =>
    uploaded.is === 'bundle' ? (await readOutside(uploaded.source)).items.length : uploaded;
  const bytes = await pack(wrapped(course, 'joining'));
  expect(await upload(bytes, read, unpackFolderApart)).toBe(await upload(bytes, read));
  expect(await refusalOf(await pack({ 'README.md': 'x' }), unpackFolderApart)).toMatchObject({ code: 'no_course' });
});

test('of unit files and course exports in one folder, those that do not come along are told', async () => {
  const course = JSON.stringify({ metadata: {}, title: 'A course', lessons: [{ title: 'L', content_markdown: 'x' }] });
  const bundle = JSON.stringify({ schema_version: '1.0.0' });
  const users = JSON.stringify([{ id: 'x', email: 'ana@example.org', key: 'ana' }]);
  const { report, slugs } = await itemsIn({
    'a.json': unit('a'),
    'b.json': course,
    'c.json': bundle,
    'users.json': users,
  });
  expect(slugs).toEqual(['Of a']);
  const told = report.problems.filter(({ code }) => code === 'misplaced_file');
  expect(told).toMatchObject([
    { file: 'b.json', severity: 'warning' },
    { file: 'c.json', severity: 'warning' },
  ]);
});
