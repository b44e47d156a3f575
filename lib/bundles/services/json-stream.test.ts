import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type JsonPart, MOST_ITEM_VALUES, MOST_KEYS, readJsonStream } from './json-stream.ts';

async function read(bytes: Uint8Array | string, chunk = 7): Promise<JsonPart[]> {
  const data = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes;
  async function* source() {
    for (let at = 0; at < data.length; at += chunk) yield data.subarray(at, at + chunk);
  }
  const parts: JsonPart[] = [];
  for await (const part of readJsonStream(source())) parts.push(part);
  return parts;
}

/** Puts the parts together again. */
function assemble(parts: JsonPart[]): Record<string, unknown> {
  const whole: Record<string, unknown> = Object.create(null);
  for (const part of parts) {
    if (part.type === 'member') whole[part.name] = part.value;
    if (part.type === 'list') whole[part.name] = [];
    if (part.type === 'item') (whole[part.list] as unknown[])[part.position] = part.value;
  }
  return whole;
}

const faults = (parts: JsonPart[]) =>
  parts.flatMap((part) => (part.type === 'fault' ? [`${part.fault.code} /${part.fault.path.join('/')}`] : []));

test('any JSON object reads as JSON.parse reads it, however it is cut into chunks', async () => {
  const keys = fc.string().filter((key) => key !== '__proto__');
  await fc.assert(
    fc.asyncProperty(fc.dictionary(keys, fc.jsonValue()), fc.integer({ min: 1, max: 40 }), async (value, chunk) => {
      const text = JSON.stringify(value);
      const parts = await read(text, chunk);
      expect(faults(parts)).toEqual([]);
      expect({ ...assemble(parts) }).toEqual(JSON.parse(text));
    }),
  );
});

describe('broken files are refused with a place', () => {
  test.each([
    ['', 'invalid_json /'],
    ['[]', 'invalid_json /'],
    ['3', 'invalid_json /'],
    ['{"a":1', 'invalid_json /a'],
    ['{"a":[1,]}', 'invalid_json /a/1'],
    ['{"a":1,}', 'invalid_json /a'],
    ['{"a" 1}', 'invalid_json /a'],
    ['{"a":tru}', 'invalid_json /a'],
    ['{"a":{"b":]}', 'invalid_json /a/b'],
    ['{"a":1}{"b":2}', 'invalid_json /'],
  ])('%s', async (text, fault) => {
    expect(faults(await read(text))).toEqual([fault]);
  });

  test('a key that stands twice is told, and reading goes on', async () => {
    const parts = await read('{"sparks":[{"slug":"a","slug":"b"},{"slug":"c"}],"name":1,"name":2}');
    expect(faults(parts)).toEqual(['duplicate_key /sparks/0/slug', 'duplicate_key /name']);
    expect(parts.filter((part) => part.type === 'item')).toHaveLength(2);
  });

  test('bytes that are not UTF-8', async () => {
    const bytes = new Uint8Array([
      ...new TextEncoder().encode('{"a":"'),
      0xff,
      0xfe,
      ...new TextEncoder().encode('"}'),
    ]);
    expect(faults(await read(bytes))[0]).toMatch(/^invalid_utf8/);
  });

  test('a file that is cut in the middle of a character', async () => {
    const bytes = new TextEncoder().encode('{"a":"ä"}').subarray(0, 7);
    expect(faults(await read(bytes))[0]).toMatch(/^invalid_/);
  });
});

test('a byte order mark is not content', async () => {
  expect(assemble(await read('\ufeff{"a":1}', 50))).toEqual({ a: 1 });
});

test('nesting 100,000 levels deep neither hangs nor overflows', async () => {
  const text = `{"sparks":[${'['.repeat(100_000)}${']'.repeat(100_000)}]}`;
  expect(faults(await read(text, 65_536))).toEqual([]);
});

test('__proto__ is an ordinary key', async () => {
  const item = (await read('{"sparks":[{"__proto__":{"polluted":true}}]}')).find((part) => part.type === 'item');
  expect(Object.hasOwn((item as { value: object }).value, '__proto__')).toBe(true);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

describe('what nobody writes by hand is bounded', () => {
  const numbers = (many: number) => Array.from({ length: many }, (_, at) => at);
  const keys = (many: number) => Object.fromEntries(numbers(many).map((at) => [`k${at}`, at]));
  const readAll = (value: unknown) => read(JSON.stringify(value), 64 * 1024);

  test.each([
    ['keys of an item', { sparks: [keys(MOST_KEYS + 1)] }, 'too_large /sparks/0'],
    ['keys of the header', { metadata: keys(MOST_KEYS + 1) }, 'too_large /metadata/k10000'],
    ['members', keys(MOST_KEYS + 1), 'too_large /k10000'],
    ['values of an item', { sparks: [{ list: numbers(MOST_ITEM_VALUES) }] }, 'too_large /sparks/0'],
    ['values of a member', { metadata: { list: numbers(MOST_ITEM_VALUES) } }, 'too_large /metadata/list'],
  ])('%s', async (_, value, fault) => {
    expect(faults(await readAll(value))).toEqual([fault]);
  });

  test('and the bounds are those of one item, not of the file', async () => {
    const half = { list: numbers(MOST_ITEM_VALUES / 2) };
    expect(faults(await readAll({ sparks: [half, half, half], trails: [keys(MOST_KEYS), half] }))).toEqual([]);
  });

  test('a text without an end, and one that is too large with one', async () => {
    const text = 'x'.repeat(17 * 1024 * 1024);
    expect(faults(await read(`{"sparks":[{"slug":"a"},{"content_md":"${text}`, 1024 * 1024))).toEqual([
      'too_large /sparks/1',
    ]);
    expect(faults(await read(`{"name":"${text}"}`, 1024 * 1024))).toEqual(['too_large /name']);
  });
});

test('others of the process come first while a long file is read', async () => {
  let turns = 0;
  const timer = setInterval(() => turns++, 0);
  // One chunk, as an upload in memory is: without a pause no timer would run before its end.
  const parts = await read(
    JSON.stringify({ sparks: Array.from({ length: 60_000 }, (_, at) => ({ slug: `s${at}` })) }),
    1e9,
  );
  clearInterval(timer);
  expect(parts).toHaveLength(60_001);
  expect(turns).toBeGreaterThan(0);
});
