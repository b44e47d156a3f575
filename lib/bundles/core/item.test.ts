import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BUNDLE_ENTITIES, BUNDLE_KINDS, type BundleKind } from '#lib/base/core/kinds.ts';
import { type BundleItem, type ExportRow, keyOf, toBundleItem, toImportItem } from './item.ts';

/** What the database makes of an imported item: columns with their defaults. */
function storedRow(kind: BundleKind, item: BundleItem): ExportRow {
  const { fields, a, b } = toImportItem(kind, 0, item);
  const defaults = Object.fromEntries(
    Object.entries(BUNDLE_ENTITIES[kind].notes).flatMap(([name, notes]) =>
      notes?.initial === undefined ? [] : [[notes.column ?? name, notes.initial]],
    ),
  );
  // jsonb knows neither undefined nor a prototype; what comes back has been through JSON.
  return { body: JSON.parse(JSON.stringify({ ...defaults, extras: {}, ...fields })), a, b };
}

const slug = fc.stringMatching(/^[a-z0-9]{1,8}(-[a-z0-9]{1,5})?$/);
const text = (most: number) => fc.string({ minLength: 2, maxLength: most });
const maybe = <T>(arb: fc.Arbitrary<T>) => fc.option(arb, { nil: null });
const extras = fc.dictionary(fc.stringMatching(/^x_[a-z]{1,6}$/), fc.jsonValue(), { maxKeys: 3 });

const items: Record<string, [BundleKind, fc.Arbitrary<BundleItem>]> = {
  domain: [
    'domain',
    fc.record(
      {
        name: text(100),
        slug,
        description: maybe(text(50)),
        icon: maybe(text(10)),
        is_published: fc.boolean(),
        order_index: fc.nat(9),
      },
      { requiredKeys: ['name', 'slug'] },
    ),
  ],
  concept: [
    'concept',
    fc.record(
      {
        trail_slug: maybe(slug),
        title: text(50),
        slug,
        description: maybe(text(50)),
        order_index: fc.nat(9),
        is_published: fc.boolean(),
      },
      { requiredKeys: ['title', 'slug'] },
    ),
  ],
  spark: [
    'spark',
    fc.record(
      {
        title: text(50),
        slug,
        summary: maybe(text(50)),
        content_md: fc.string(),
        estimated_mins: fc.integer({ min: 1, max: 60 }),
        difficulty: fc.constantFrom('beginner', 'expert'),
        is_published: fc.boolean(),
        ai_metadata: maybe(fc.record({ generated_by: fc.string() })),
      },
      { requiredKeys: ['title', 'slug', 'content_md', 'estimated_mins', 'difficulty'] },
    ),
  ],
  spark_link: [
    'spark_link',
    fc.record(
      {
        source_slug: slug,
        target_slug: slug,
        link_type: fc.constant('related'),
        weight: maybe(fc.double({ min: 0, max: 1, noNaN: true })),
        description: maybe(text(20)),
      },
      { requiredKeys: ['source_slug', 'target_slug', 'link_type'] },
    ),
  ],
  objective: [
    'objective',
    fc.record(
      { concept_slug: slug, id: text(10), title: text(20), description: maybe(text(20)), order_index: fc.nat(5) },
      { requiredKeys: ['concept_slug', 'id', 'title'] },
    ),
  ],
  package: ['package', fc.record({ spark_slug: slug, package: fc.dictionary(fc.string(), fc.jsonValue()) })],
};

describe('an item comes back as it was written', () => {
  test.each(Object.keys(items))('%s: with optional fields left out, null or given, and unknown fields kept', (name) => {
    const [kind, arbitrary] = items[name] as [BundleKind, fc.Arbitrary<BundleItem>];
    fc.assert(
      fc.property(arbitrary, extras, (item, more) => {
        const written = JSON.parse(JSON.stringify({ ...item, ...more })) as BundleItem;
        expect(toBundleItem(kind, storedRow(kind, written))).toEqual(written);
      }),
    );
  });
});

describe('keys', () => {
  test('relations are told apart by both ends, objectives by concept and id', () => {
    expect(keyOf('spark_link', { source_slug: 'a', target_slug: 'b' })).toBe('a>b');
    expect(keyOf('objective', { concept_slug: 'c', id: 'lo_1' })).toBe('c#lo_1');
    expect(keyOf('package', { spark_slug: 's' })).toBe('s');
  });

  test.each(BUNDLE_KINDS)('%s: an item without what makes its key has none', (kind) => {
    expect(keyOf(kind, {})).toBeNull();
  });
});
