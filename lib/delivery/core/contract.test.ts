import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GENERATION_ENDPOINTS } from '#lib/generation/core/http-contract.ts';
import { REVIEW_ENDPOINTS } from '#lib/review/core/http-contract.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { ENDPOINTS, matchEndpoint, readQuery } from './endpoints.ts';
import { contentOpenApi } from './openapi.ts';
import { openApi } from './openapi-generation.ts';
import { CONTENT_PROBLEMS, problemDocument, problemSchema } from './problem.ts';

describe('cursors', () => {
  test('come back as they went, whatever the list is called', () => {
    fc.assert(
      fc.property(
        fc.uuid(),
        fc.string({ unit: 'grapheme', maxLength: 40 }),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.string({ maxLength: 80 }),
        (snapshot_id, list, order, slug) => {
          const after = [order === 0 ? 0 : order, slug] as const;
          const text = writeCursor({ snapshot_id, list, after });
          expect(text).toMatch(/^[\w-]+$/);
          expect(readCursor(text)).toEqual({ snapshot_id, list, after });
        },
      ),
    );
  });

  test('are refused when nobody here wrote them', () => {
    fc.assert(fc.property(fc.string(), (text) => void expect(readCursor(text)).toBeNull()));
    fc.assert(fc.property(fc.json(), (text) => void expect(readCursor(btoa(encodeURIComponent(text)))).toBeNull()));
    expect(readCursor('x'.repeat(100_000))).toBeNull();
  });
});

describe('queries', () => {
  const read = (name: keyof typeof ENDPOINTS, search: string) =>
    readQuery(ENDPOINTS[name], new URLSearchParams(search));

  test('everything wrong is said at once', () => {
    expect(read('search', 'limit=0&snapshot=x&snapsot=1&domain=a')).toEqual({
      ok: false,
      errors: [
        { parameter: 'snapsot', message: 'is not a parameter here; known are: snapshot, cursor, limit, q' },
        { parameter: 'domain', message: 'is not a parameter here; known are: snapshot, cursor, limit, q' },
        { parameter: 'snapshot', message: 'must be the id of a snapshot' },
        { parameter: 'limit', message: 'must be at least 1' },
        { parameter: 'q', message: 'is missing' },
      ],
    });
    expect(read('trails', 'limit=5&limit=6')).toMatchObject({
      errors: [{ parameter: 'limit', message: 'is given more than once' }],
    });
    expect(read('spark', 'format=pdf')).toMatchObject({
      errors: [{ parameter: 'format', message: 'must be json, md or html' }],
    });
    expect(read('path', 'to=a&known=a,,b')).toMatchObject({ ok: false });
    expect(read('trails', 'limit=1e1')).toMatchObject({ ok: true, query: { limit: 10 } });
    expect(read('path', 'to=a&known=a,b-c')).toMatchObject({ ok: true });
    expect(read('path', 'to=a&known=')).toMatchObject({ ok: true });
  });

  test('never throw', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.values(ENDPOINTS)), fc.string(), (endpoint, text) => {
        expect(typeof readQuery(endpoint, new URLSearchParams(text)).ok).toBe('boolean');
      }),
    );
  });

  test('addresses find their endpoint', () => {
    expect(matchEndpoint(['sparks', 'a', 'package'])).toEqual({ name: 'package', slug: 'a' });
    expect(matchEndpoint(['sparks', 'a'])).toEqual({ name: 'spark', slug: 'a' });
    expect(matchEndpoint(['graph'])).toEqual({ name: 'graph' });
    for (const none of [[], [''], ['nothing'], ['sparks', 'a', 'other'], ['domains', 'a']])
      expect(matchEndpoint(none)).toBeNull();
  });
});

test('problem documents keep to their schema, with the status of their code', () => {
  for (const code of Object.keys(CONTENT_PROBLEMS) as (keyof typeof CONTENT_PROBLEMS)[]) {
    const document = problemDocument(code, { detail: 'why' });
    expect(problemSchema.parse(document)).toEqual(document);
    expect(document).toMatchObject({ code, status: CONTENT_PROBLEMS[code].status, type: `/doc#${code}` });
  }
});

test('every reference of the OpenAPI document leads somewhere, every endpoint is in it', () => {
  const content = contentOpenApi('1.0.0');
  expect(Object.keys(content.paths as object)).toEqual(Object.values(ENDPOINTS).map(({ path }) => path));
  const document = openApi('1.0.0');
  expect(document.openapi).toBe('3.1.0');
  const paths = document.paths as Record<string, object>;
  for (const { path, method } of [...GENERATION_ENDPOINTS, ...REVIEW_ENDPOINTS])
    expect(Object.keys(paths[path] ?? {})).toContain(method);
  const names = JSON.stringify(paths).match(/"operationId":"[^"]+"/g) ?? [];
  expect(new Set(names).size).toBe(names.length);
  const references = JSON.stringify(document).match(/"\$ref":"[^"]+"/g) ?? [];
  expect(references.length).toBeGreaterThan(50);
  for (const reference of references) {
    const path = reference.slice(8, -1).replace('#/', '').split('/');
    const found = path.reduce<unknown>(
      (value, name) => (value as Record<string, unknown> | undefined)?.[name],
      document,
    );
    expect(found, reference).toBeDefined();
  }
  expect(JSON.stringify(document)).not.toContain('$defs');
});
