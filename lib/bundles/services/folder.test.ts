import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Bundle, read, write } from './folder.cases.ts';

// A bundle laid out in files and read back is the same bundle, in whatever order its lists came.

const ROOT = path.resolve(import.meta.dirname, '../../..');
const CONTENT = process.env.TRAILWRIGHT_CONTENT_DIR ?? path.resolve(ROOT, '../shared/content');
const DEMO = path.join(ROOT, 'supabase/demo/bundle.json');
const bundles = existsSync(CONTENT)
  ? readdirSync(CONTENT)
      .map((name) => path.join(CONTENT, name, 'bundle.json'))
      .filter((file) => existsSync(file))
  : [];
if (bundles.length === 0) console.log(`Real courses are not tried: there is no folder ${CONTENT}.`);

describe('a course comes back as it was', () => {
  test.each([DEMO, ...bundles])('%s', async (file) => {
    const bundle = JSON.parse(readFileSync(file, 'utf8'));
    const files = write(bundle);
    expect(await read(files)).toEqual(bundle);
    expect(write(await read(files))).toEqual(files);
  });
});

const AWKWARD = [
  '---',
  '---\n',
  '\n',
  '\r\n',
  '\r',
  ' ',
  '\t',
  'title: x',
  '# Title',
  '```\n---\n```',
  '- a\n- b',
  'yes',
  '1.0',
  '2026-01-02',
  '\ufeff',
  '\u0085',
  '\u2028',
  'é',
  '😀',
  'الدرس',
  '"',
  "'",
  ': ',
  ' #',
  '\\',
  '|',
  '%',
  '<<<<<<< HEAD',
];
const text = fc
  .array(fc.oneof(fc.constantFrom(...AWKWARD), fc.string({ unit: 'grapheme', maxLength: 5 })), { maxLength: 6 })
  .map((pieces) => pieces.join(''));
// Few names, so that things meet; among them names of our own files, of devices and of values.
const slug = fc.constantFrom('a', 'b', 'c', 'null', 'true', '1', 'con', 'readme', 'undefined', 'links');
const name = fc.oneof(text, fc.constantFrom('links', 'beacons', 'sparks', 'objectives', 'extras', 'kind', '0', ''));
const extras = fc.dictionary(
  name.map((one) => `${one}x`.replace(/^(links|beacons|sparks|objectives|extras|kind)x$/, '$1')),
  fc.jsonValue({ depthSize: 'small' }),
  { maxKeys: 2 },
);
const item = (shape: Record<string, fc.Arbitrary<unknown>>, optional: Record<string, fc.Arbitrary<unknown>> = {}) =>
  fc
    .tuple(extras, fc.record(shape), fc.record(optional, { requiredKeys: [] }))
    .map(([more, must, may]): Bundle => ({ ...more, ...must, ...may }));
const list = (of: fc.Arbitrary<Bundle>, ...key: string[]) =>
  fc.uniqueArray(of, { maxLength: 8, selector: (one) => key.map((field) => one[field]).join('>') });
const place = { order_index: fc.nat(4), is_published: fc.boolean() };
const maybe = (of: fc.Arbitrary<unknown>) => fc.option(of, { nil: null });
const link = item(
  { source_slug: slug, target_slug: slug, link_type: fc.constantFrom('related', 'deepens') },
  { weight: maybe(fc.double({ min: 0, max: 1, noNaN: true })), description: maybe(text) },
);

const bundle = fc
  .record(
    {
      schema_version: fc.constant('1.0.0'),
      version_label: text,
      metadata: item({ generated_at: text, source_system: text }),
      own: fc.dictionary(name, fc.jsonValue({ depthSize: 'small' }), { maxKeys: 2 }),
      domains: list(item({ slug, name: text }, { description: maybe(text), ...place }), 'slug'),
      trails: list(item({ slug, domain_slug: slug, title: text }, { difficulty_level: text, ...place }), 'slug'),
      concepts: list(item({ slug, title: text }, { trail_slug: maybe(slug), ...place }), 'slug'),
      sparks: list(
        item({ slug, title: text, content_md: text }, { summary: maybe(text), ai_metadata: maybe(item({ by: text })) }),
        'slug',
      ),
      beacons: list(item({ slug, name: text }, { category: maybe(text) }), 'slug'),
      concept_sparks: list(
        item({ concept_slug: slug, spark_slug: slug }, { order_index: fc.nat(9) }),
        'concept_slug',
        'spark_slug',
      ),
      spark_beacons: list(item({ spark_slug: slug, beacon_slug: slug }), 'spark_slug', 'beacon_slug'),
      spark_links: list(link, 'source_slug', 'target_slug'),
      concept_links: list(link, 'source_slug', 'target_slug'),
      objectives: list(
        item({ concept_slug: slug, id: text, title: text }, { order_index: fc.nat(3) }),
        'concept_slug',
        'id',
      ),
      packages: list(
        item({ spark_slug: slug, package: fc.dictionary(name, fc.jsonValue(), { maxKeys: 3 }) }),
        'spark_slug',
      ),
      assets: list(item({ path: text, media_type: text }), 'path'),
    },
    { requiredKeys: ['schema_version', 'version_label', 'metadata'] },
  )
  // What comes out of a database has been JSON: no undefined, no prototype, no -0.
  .map((one): Bundle => JSON.parse(JSON.stringify(one).replaceAll('__proto__', 'proto')));

test('any bundle comes back as it was, and is written the same again', async () => {
  await fc.assert(
    fc.asyncProperty(bundle, async (one) => {
      const files = write(one);
      const back = await read(files);
      expect(back).toEqual(one);
      expect(write(back)).toEqual(files);
    }),
    { numRuns: 60 },
  );
});

describe('the text of a lesson is kept byte for byte', () => {
  const lesson = (content_md: string): Bundle => ({
    ...JSON.parse(readFileSync(DEMO, 'utf8')),
    sparks: [{ slug: 'a', title: 'A', content_md }],
  });

  test.each(['', '\n', '\n\n', 'no end', 'CRLF\r\nlines\r\n', '---\ntitle: x\n---\ntext', '---', '\ufefftext', '\r\n'])(
    '%j',
    async (content_md) => {
      expect(await read(write(lesson(content_md)))).toMatchObject({ sparks: [{ content_md }] });
    },
  );

  test('a file that git or an editor has written with CRLF is read with LF', async () => {
    const files = write(lesson('one\n\ntwo\n'));
    for (const [file, content] of files) files.set(file, content.replaceAll('\n', '\r\n'));
    expect(await read(files)).toEqual(lesson('one\n\ntwo\n'));
  });
});
