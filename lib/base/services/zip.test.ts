import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import yazl from 'yazl';
import { MOST_ENTRIES } from '../core/zip-limits.ts';
import { unzip, type ZipEntry, zip, zipNames } from './zip.ts';

const text = (words: string) => new TextEncoder().encode(words);
const file = (name: string, words = 'x'): ZipEntry => ({ name, bytes: text(words) });

async function refusalOf(bytes: Uint8Array) {
  const result = await unzip(bytes, 'quiz.zip');
  if (result.ok) throw new Error(`It was unpacked: ${result.entries.map(({ name }) => name).join(', ')}`);
  expect(result.refusal.sentence).toMatch(/^“quiz\.zip” .*\.$/);
  expect(result.refusal.instead).toMatch(/\.$/);
  return result.refusal;
}

const LOCAL = Buffer.from([0x50, 0x4b, 3, 4]);
const DIRECTORY = Buffer.from([0x50, 0x4b, 1, 2]);

/** A zip with something changed in the head of its first file and in its directory. */
function tampered(
  bytes: Uint8Array,
  change: (head: Buffer, offset: { local: number; directory: number }) => void,
): Buffer {
  const made = Buffer.from(bytes);
  change(made, { local: made.indexOf(LOCAL), directory: made.indexOf(DIRECTORY) });
  return made;
}

/** A zip whose first file has another name of the same length. */
const renamed = (bytes: Uint8Array, from: string, to: string) =>
  tampered(bytes, (made) => {
    for (let at = made.indexOf(from); at >= 0; at = made.indexOf(from, at + 1)) made.write(to, at);
  });

test('files come back as they were, folders are none, and two zips of them are one', async () => {
  const entries = [file('imsmanifest.xml', '<a/>'), file('items/ä b.xml', 'y'.repeat(100_000))];
  const packed = await zip(entries);
  expect(await unzip(packed, '')).toEqual({ ok: true, entries });
  const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
  expect(digest(await zip(structuredClone(entries)))).toBe(digest(packed));
  // Written down, so that another day or another time zone would show.
  expect(digest(await zip([file('a', 'b')]))).toBe('8192afbe7c105361a07f0d6505a2f1f7f829ffb425676ecfd91225f85c3f5370');
});

test.each([
  ['above its folder', '../../etc/passwd'],
  ['from the root', '/etc/passwd-----'],
  ['on a drive', 'C:/windows/x.xml'],
  ['with backslashes', '..\\..\\x\\passwd1'],
])('a name that leads out: %s', async (_, name) => {
  const honest = 'a'.repeat(name.length);
  const refusal = await refusalOf(renamed(await zip([file(honest), file('ok.xml')]), honest, name));
  expect(refusal.code).toBe('zip_name');
  expect(refusal.sentence).toContain(name);
});

test('a symbolic link', async () => {
  const made = new yazl.ZipFile();
  made.addBuffer(Buffer.from('/etc/passwd'), 'items/link.xml', { mode: 0o120777 });
  made.end();
  const refusal = await refusalOf(new Uint8Array(await buffer(made.outputStream)));
  expect(refusal).toMatchObject({ code: 'zip_link', entry: 'items/link.xml' });
});

test('a file that says less than it has, and one that says more', async () => {
  const bomb = await zip([file('b.bin', 'x'.repeat(5_000_000))]);
  for (const size of [10, 6_000_000]) {
    const lying = tampered(bomb, (made, { local, directory }) => {
      made.writeUInt32LE(size, directory + 24);
      made.writeUInt32LE(size, local + 22);
    });
    expect(await refusalOf(lying)).toMatchObject({ code: 'zip_size', entry: 'b.bin' });
  }
});

test('more than 200 MB unpacked, before anything is', async () => {
  const large = tampered(await zip([file('a.bin'), file('b.bin')]), (made, { directory }) => {
    made.writeUInt32LE(200_000_001, directory + 24);
  });
  expect(await refusalOf(large)).toMatchObject({ code: 'zip_size', entry: 'a.bin' });
});

test('more than 10,000 files', async () => {
  const made = new yazl.ZipFile();
  for (let at = 0; at <= MOST_ENTRIES; at++) made.addBuffer(Buffer.alloc(0), `${at}`, { compress: false });
  made.end();
  const refusal = await refusalOf(new Uint8Array(await buffer(made.outputStream)));
  expect(refusal).toMatchObject({ code: 'zip_entries', entry: null });
  expect(refusal.sentence).toContain('10001');
});

test('a file with a password, one packed in another way, and two of one name', async () => {
  const packed = await zip([file('a.xml', 'x'.repeat(100)), file('b.xml')]);
  const locked = tampered(packed, (made, { directory }) => made.writeUInt16LE(1, directory + 8));
  expect(await refusalOf(locked)).toMatchObject({ code: 'zip_encrypted', entry: 'a.xml' });
  const other = tampered(packed, (made, { directory }) => made.writeUInt16LE(12, directory + 10));
  expect(await refusalOf(other)).toMatchObject({ code: 'zip_method', entry: 'a.xml' });
  expect(await refusalOf(renamed(packed, 'b.xml', 'a.xml'))).toMatchObject({ code: 'zip_twice', entry: 'a.xml' });
});

test('a zip in a zip stays packed, however much is in it', async () => {
  const inner = await zip([file('zeros', '0'.repeat(20_000_000))]);
  const result = await unzip(await zip([{ name: 'inner.zip', bytes: inner }]), 'quiz.zip');
  expect(result).toMatchObject({ ok: true, entries: [{ name: 'inner.zip' }] });
  expect(result.ok && result.entries[0]?.bytes.length).toBe(inner.length);
});

test('what is cut off, changed or no zip at all', async () => {
  const packed = await zip([file('a.xml', 'x'.repeat(10_000))]);
  expect((await refusalOf(packed.slice(0, packed.length - 30))).code).toBe('zip_broken');
  expect((await refusalOf(text('PK\u0003\u0004zz'))).code).toBe('zip_broken');
  const changed = tampered(packed, (made, { local }) => made.fill(0xff, local + 40, local + 50));
  expect(await refusalOf(changed)).toMatchObject({ code: 'zip_broken', entry: 'a.xml' });
});

test('names can be had without unpacking, and are looked at all the same', async () => {
  const packed = await zip([file('a/b.md'), file('c.json')]);
  expect(await zipNames(packed, '')).toEqual({ ok: true, names: ['a/b.md', 'c.json'] });
  expect(await zipNames(renamed(packed, 'a/b.md', '../b.m'), '')).toMatchObject({ refusal: { code: 'zip_name' } });
  expect(await zipNames(text('no zip'), '')).toMatchObject({ refusal: { code: 'zip_broken' } });
});
