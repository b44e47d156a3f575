import { describe, expect, test } from 'vitest';
import type { ImportItem } from '../core/item.ts';
import { type BundleSource, bufferSource, checkBundle } from './reader.ts';

const HEADER = {
  schema_version: '1.0.0',
  version_label: 'v1',
  metadata: { generated_at: '2026-01-01T00:00:00Z', source_system: 'test' },
};
const spark = (slug: string, more: object = {}) => ({
  slug,
  title: `Spark ${slug}`,
  content_md: '',
  estimated_mins: 5,
  difficulty: 'beginner',
  ...more,
});

const bytesOf = (text: string | Uint8Array) => (typeof text === 'string' ? new TextEncoder().encode(text) : text);

async function check(text: string | Uint8Array, source: BundleSource = bufferSource('test', bytesOf(text))) {
  const items: ImportItem[] = [];
  const { report } = await checkBundle(source, { resolve: 'inside' }, (item) => {
    items.push(item);
  });
  return { ...report, items, told: report.problems.map(({ code, path, message }) => ({ code, path, message })) };
}

const lines = (...values: unknown[]) => values.map((value) => JSON.stringify(value)).join('\n');
const header = { kind: 'bundle', ...HEADER };

describe('NDJSON is recognised', () => {
  test.each([
    ['with the kind first', lines(header, { kind: 'spark', ...spark('a') })],
    ['with the kind last', lines({ ...HEADER, kind: 'bundle' }, { ...spark('a'), kind: 'spark' })],
    ['with the entities before the header', lines({ ...spark('a'), kind: 'spark' }, header)],
    [
      'with blank lines, a byte order mark and CRLF',
      `\ufeff\r\n\r\n${lines(header, { ...spark('a'), kind: 'spark' }).replace('\n', '\r\n')}\r\n`,
    ],
    ['when a field is named like a list', lines({ ...spark('a', { objectives: ['x'] }), kind: 'spark' }, header)],
    [
      'when the name of the kind is hidden in a text',
      lines({ note: '{"sparks":[{', ...HEADER, kind: 'bundle' }, { kind: 'spark', ...spark('a') }),
    ],
    [
      'when the first line is long',
      lines({ ...spark('a', { content_md: 'x'.repeat(1_000_000) }), kind: 'spark' }, header),
    ],
  ])('%s', async (_, text) => {
    const { told, items } = await check(text);
    expect(told).toEqual([]);
    expect(items.map((item) => item.key)).toEqual(['a']);
  });
});

describe('a bundle is not taken for NDJSON', () => {
  test.each([
    ['on one line', JSON.stringify({ ...HEADER, sparks: [spark('a')] })],
    ['on one line with a kind of its own', JSON.stringify({ kind: 'course', ...HEADER, sparks: [spark('a')] })],
    [
      'on one line, with items that have a kind',
      JSON.stringify({ ...HEADER, sparks: [spark('a', { kind: 'video' })] }),
    ],
    ['over several lines', JSON.stringify({ kind: 'course', ...HEADER, sparks: [spark('a')] }, null, 1)],
    [
      'with a long member before the first list',
      JSON.stringify({ ...HEADER, name: 'x', about: 'y'.repeat(1_000_000), sparks: [spark('a')] }),
    ],
  ])('%s', async (_, text) => {
    const { told, items } = await check(text);
    expect(told).toEqual([]);
    expect(items.map((item) => item.key)).toEqual(['a']);
  });

  test('and no more than its beginning is looked at', async () => {
    const bytes = bytesOf(JSON.stringify({ ...HEADER, sparks: [spark('a', { content_md: 'x'.repeat(2_000_000) })] }));
    const given: number[] = [];
    const source: BundleSource = {
      name: 'counted',
      async *open() {
        const nth = given.push(0) - 1;
        for (let at = 0; at < bytes.length; at += 1000) {
          given[nth] = (given[nth] ?? 0) + 1;
          yield bytes.subarray(at, at + 1000);
        }
      },
    };
    await check('', source);
    expect(given).toEqual([1, Math.ceil(bytes.length / 1000)]);
  });
});

describe('what is wrong in NDJSON is told with the line', () => {
  test('a second header', async () => {
    const { told, header: kept } = await check(
      lines(header, { kind: 'spark', ...spark('a') }, { ...header, version_label: 'v2' }),
    );
    expect(told).toEqual([
      { code: 'duplicate_key', path: '', message: 'Line 3: the header (kind bundle) stands twice, first in line 1.' },
    ]);
    expect(kept?.version_label).toBe('v1');
  });

  test('an unknown kind, and none', async () => {
    const { told } = await check(
      `${lines(header, { kind: 'sprak', ...spark('a') })}\n\n${lines(spark('b'), { ...spark('c'), kind: 7 })}`,
    );
    expect(told).toEqual([
      { code: 'unknown_kind', path: '/kind', message: 'Line 2: "sprak" is not a kind of content.' },
      { code: 'unknown_kind', path: '/kind', message: 'Line 4: it has no kind.' },
      { code: 'unknown_kind', path: '/kind', message: 'Line 5: 7 is not a kind of content.' },
    ]);
  });

  test('a broken line, with its column; the other lines are read', async () => {
    const { told, items, counts } = await check(
      `${lines(header)}\n{"kind":"spark","ü":ü}\n${lines({ kind: 'spark', ...spark('a') })}`,
    );
    expect(told).toEqual([
      {
        code: 'invalid_json',
        path: '/ü',
        message: 'Line 2, column 21: This is not JSON: the character ü does not belong here.',
      },
    ]);
    expect(counts).toEqual({ spark: 1 });
    // Checked, but not handed on: after an error nothing will be written.
    expect(items).toEqual([]);
  });

  test('a first line that breaks off', async () => {
    const { told } = await check('{"kind":"bundle","schema_version":');
    expect(told).toMatchObject([{ code: 'invalid_json', message: expect.stringMatching(/^Line 1/) }]);
  });

  test('bytes that are not UTF-8', async () => {
    const { told } = await check(
      Buffer.concat([bytesOf(`${lines(header)}\n{"kind":"spark","a":"`), Buffer.from([0xff, 0x22, 0x7d])]),
    );
    expect(told).toMatchObject([{ code: 'invalid_utf8', message: expect.stringMatching(/^Line 2, column 22: /) }]);
  });

  test('a line larger than an item may be', async () => {
    const { told } = await check(
      `${lines(header)}\n${lines({ kind: 'spark', ...spark('a', { content_md: 'x'.repeat(17 * 1024 * 1024) }) })}`,
    );
    expect(told).toEqual([{ code: 'too_large', path: '', message: 'Line 2 is larger than 16 MB.' }]);
  });

  test('a repeated key and a number that is too long stand where the entity does', async () => {
    const { told } = await check(
      `${lines(header, { kind: 'spark', ...spark('a') })}\n${lines({ ...spark('b'), id: 0 }).replace('"id":0', '"id":9007199254740993,"slug":"c","kind":"spark"')}`,
    );
    expect(told.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'inexact_number /sparks/1/id',
      'duplicate_key /sparks/1/slug',
    ]);
  });
});

describe('broken JSON is told in our words, with line and column', () => {
  test.each([
    ['', 'The file is empty. (line 1, column 1)'],
    [' \n ', 'The file is empty. (line 2, column 2)'],
    ['[]', 'This must be a JSON object, but it is a list. (line 1, column 1)'],
    ['{\n  "name": "ä", oops', 'This is not JSON: the character o does not belong here. (line 2, column 16)'],
    ['{"name": "a\nb"}', 'This is not JSON: the control character U+000A does not belong here. (line 1, column 12)'],
    ['\ufeff{"name": x}', 'This is not JSON: the character x does not belong here. (line 1, column 11)'],
    ['{"name": 😀}', 'This is not JSON: the character 😀 does not belong here. (line 1, column 10)'],
    ['{"name": 1,}', 'A bracket does not match. (line 1, column 12)'],
    ['{"sparks": [{"a":1}', 'The file ends in the middle. (line 1, column 20)'],
    ['{"name": "a', 'The file ends in the middle. (line 1, column 12)'],
    ['{"name": tru', 'The file ends in the middle. (line 1, column 13)'],
    ['{}\n{}', expect.stringMatching(/^There is more after the end of the object.*\(line 2, column 1\)$/)],
  ])('%j', async (text, message) => {
    const { problems } = await check(text);
    expect(problems.filter(({ code }) => code === 'invalid_json')).toMatchObject([{ message }]);
  });

  test('a binary file, with the byte', async () => {
    const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
    expect((await check(png)).told).toEqual([
      { code: 'invalid_utf8', path: '', message: 'The file is not valid UTF-8 at byte 0.' },
    ]);
    const late = Buffer.concat([bytesOf(`{"name":"${'ä'.repeat(300_000)}`), Buffer.from([0xc3, 0x28])]);
    expect((await check(late)).told[0]?.message).toBe('The file is not valid UTF-8 at byte 600010.');
  });
});

test.each([
  [
    'an item that is no object',
    { sparks: ['a'] },
    'This must be an object, but it is the text "a". Write it as an object.',
  ],
  [
    'source materials that are text',
    { sparks: [spark('a', { ai_metadata: { source_materials: 'x' } })] },
    'ai_metadata.source_materials must be a list, but it is the text "x". Write ai_metadata.source_materials as a list.',
  ],
])('%s is told without words of the schema library', async (_, lists, sentence) => {
  const { problems } = await check(JSON.stringify({ ...HEADER, ...lists }));
  expect(problems.map(({ message, hint }) => `${message} ${hint}`)).toEqual([sentence]);
});

describe('numbers that cannot be kept', () => {
  const bundle = (digits: string) =>
    JSON.stringify({ ...HEADER, sparks: [spark('a', { source: { ids: [1, 'DIGITS'] } })] }).replace('"DIGITS"', digits);

  test('a whole number is refused, with its place', async () => {
    const report = await check(bundle('9007199254740993'));
    expect(report.has_errors).toBe(true);
    expect(report.problems).toMatchObject([
      {
        code: 'inexact_number',
        severity: 'error',
        path: '/sparks/0/source/ids/1',
        kind: 'spark',
        slug: 'a',
        message: 'The number 9007199254740993 would become 9007199254740992.',
      },
    ]);
  });

  test('so is one beyond all bounds, which would become null', async () => {
    expect((await check(bundle('1e400'))).problems).toMatchObject([{ code: 'inexact_number', severity: 'error' }]);
  });

  test('a fraction is rounded with a warning', async () => {
    const report = await check(bundle('0.12345678901234567890'));
    expect(report.has_errors).toBe(false);
    expect(report.problems).toMatchObject([{ code: 'inexact_number', severity: 'warning' }]);
  });

  test('large numbers that can be kept are nothing to tell', async () => {
    expect((await check(bundle('9007199254740992'))).problems).toEqual([]);
    expect((await check(bundle('1e23'))).problems).toEqual([]);
  });
});
