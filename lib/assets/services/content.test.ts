import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inspectAsset } from './content.ts';
import { SAMPLES } from './samples.cases.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'trailwright-content-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function inspect(name: string, bytes: Buffer | string, claimedBytes?: number) {
  const file = path.join(folder, 'upload');
  await writeFile(file, bytes);
  return inspectAsset(file, name, claimedBytes ?? Buffer.byteLength(bytes));
}

describe('files that are what they say', () => {
  test.each([
    ['a.png', SAMPLES.png, 'image/png', 2, 3],
    ['a.jpg', SAMPLES.jpeg, 'image/jpeg', 1, 1],
    ['a.JPEG', SAMPLES.jpeg, 'image/jpeg', 1, 1],
    ['a.gif', SAMPLES.gif, 'image/gif', 1, 1],
    ['a.webp', SAMPLES.webp, 'image/webp', 1, 1],
    ['a.avif', SAMPLES.avif, 'image/avif', 4, 2],
    ['a.svg', SAMPLES.svg, 'image/svg+xml', 8, 4],
    ['a.svg', `<?xml version="1.0"?>\n<!-- by hand -->\n${SAMPLES.svg}`, 'image/svg+xml', 8, 4],
    [
      'a.svg',
      `<!DOCTYPE svg PUBLIC "-//W3C" "svg.dtd" [<!ATTLIST a b "c">\n]>\n<!-- a > b --><!---->${SAMPLES.svg}`,
      'image/svg+xml',
      8,
      4,
    ],
    ['a.pdf', SAMPLES.pdf, 'application/pdf', null, null],
    ['a.zip', SAMPLES.zip, 'application/zip', null, null],
    ['a.docx', SAMPLES.docx, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', null, null],
    ['a.mp3', SAMPLES.mp3, 'audio/mpeg', null, null],
    ['a.mp4', SAMPLES.mp4, 'video/mp4', null, null],
    ['a.csv', 'a,b\n1,ü\n', 'text/csv', null, null],
    ['a.txt', 'Just words', 'text/plain', null, null],
    ['a.md', '<p>HTML in Markdown</p>', 'text/markdown', null, null],
    ['a.json', '\uFEFF{"a": 1}', 'application/json', null, null],
  ])('%s', async (name, bytes, media_type, width, height) => {
    expect(await inspect(name, bytes)).toMatchObject({ ok: true, data: { type: { media_type }, width, height } });
  });
});

describe('files that are refused, with a sentence', () => {
  test.each([
    ['photo.png', SAMPLES.exe, /^photo\.png is not a kind of file that is taken\. Taken are images/],
    ['photo.png', SAMPLES.jpeg, /^photo\.png is called a PNG image, but it is a JPEG image\. Give it the ending \.jpg/],
    ['photo', SAMPLES.png, /^photo is a PNG image\. Give it the ending \.png\.$/],
    ['photo.exe', SAMPLES.png, /^photo\.exe is a PNG image, not what \.exe says\./],
    ['paper.pdf', SAMPLES.zip, /called a PDF document, but it is a ZIP archive/],
    ['words.docx', SAMPLES.zip, /called a Word document, but it is a ZIP archive/],
    ['page.svg', '<html><svg></svg></html>', /not a kind of file/],
    ['page.txt', '<!DOCTYPE html><script>alert(1)</script>', /not a kind of file/],
    ['page.txt', SAMPLES.svg, /called a text file, but it is a SVG image/],
    ['page.html', '<p>words</p>', /not a kind of file/],
    ['data.json', '{"a": ', /not a kind of file/],
    ['words.txt', Buffer.from([0x61, 0x00, 0x62]), /not a kind of file/],
    ['words.txt', Buffer.from([0xff, 0xfe, 0xc0]), /not a kind of file/],
    ['old.bmp', Buffer.from('BM\u0000\u0000\u0000\u0000'), /not a kind of file/],
    ['page.svg', `<!-- ${SAMPLES.svg}`, /not a kind of file/],
    ['page.svg', `<!doctype svg [${'<!---->'.repeat(500)}`, /not a kind of file/],
    ['page.svg', `${'<!-- -->'.repeat(40)}<html><svg>`, /not a kind of file/],
    ['page.svg', '<!---->'.repeat(9000), /not a kind of file/],
    ['empty.png', '', /^empty\.png is empty\.$/],
  ])('%s', async (name, bytes, message) => {
    expect(await inspect(name, bytes)).toMatchObject({
      ok: false,
      problem: { code: 'invalid_input', message: expect.stringMatching(message) },
    });
  });

  test('what is too large: 10 MB for an image, 2 MB for a drawing, 50 MB for any other file', async () => {
    const MB = 1024 * 1024;
    expect((await inspect('a.png', SAMPLES.png, 10 * MB)).ok).toBe(true);
    expect(await inspect('a.png', SAMPLES.png, 10 * MB + 1)).toMatchObject({
      problem: {
        message:
          'a.png is too large: Images up to 10 MB, SVG images up to 2 MB, other files up to 50 MB. This one has 10 MB.',
      },
    });
    expect((await inspect('a.svg', SAMPLES.svg, 2 * MB)).ok).toBe(true);
    expect(await inspect('a.svg', SAMPLES.svg, 2 * MB + 1)).toMatchObject({
      problem: { detail: { most_bytes: 2 * MB } },
    });
    expect((await inspect('a.pdf', SAMPLES.pdf, 50 * MB)).ok).toBe(true);
    expect(await inspect('a.pdf', SAMPLES.pdf, 50 * MB + 1)).toMatchObject({
      problem: { detail: { most_bytes: 50 * MB } },
    });
  });

  test('an image that is cut off is taken without its size', async () => {
    expect(await inspect('a.png', SAMPLES.png.subarray(0, 20))).toMatchObject({ ok: true, data: { width: null } });
  });
});
