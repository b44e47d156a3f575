import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type JsonPart, readJsonStream } from './json-stream.ts';

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
