import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BundleItem } from './bundle-item.ts';
import { type BundleItems, type Chosen, selectItems } from './bundle-selection.ts';
import { BUNDLE_ENTITIES, BUNDLE_KINDS, type BundleKind } from './kinds.ts';

const demo = JSON.parse(readFileSync(path.resolve(import.meta.dirname, '../../supabase/demo/bundle.json'), 'utf8'));
const items: BundleItems = new Map(
  BUNDLE_KINDS.map((kind) => [kind, (demo[BUNDLE_ENTITIES[kind].list] ?? []) as BundleItem[]]),
);
const slugs = (kind: BundleKind, of = items) => (of.get(kind) ?? []).map(({ slug }) => String(slug));
const NAMED = ['domain', 'trail', 'concept', 'spark', 'beacon'] as const;
const everything: Chosen[] = NAMED.flatMap((kind) => slugs(kind).map((slug) => ({ kind, slug })));
const anyChoice = fc.subarray(everything, { minLength: 1 });

describe('a part of a bundle', () => {
  test('holds a concept with its sparks, its trail and domain, and what belongs to them', () => {
    const part = selectItems(items, [{ kind: 'concept', slug: 'joining-tables' }]);
    expect(slugs('concept', part)).toEqual(['joining-tables']);
    expect(slugs('trail', part)).toHaveLength(1);
    expect(slugs('domain', part)).toHaveLength(1);
    const placed = part.get('concept_spark')?.map(({ spark_slug }) => spark_slug);
    expect(new Set(slugs('spark', part))).toEqual(new Set(placed));
    expect(part.get('package')?.every(({ spark_slug }) => placed?.includes(spark_slug))).toBe(true);
  });

  test('holds a spark alone without the concepts it stands in', () => {
    const part = selectItems(items, [{ kind: 'spark', slug: 'inner-joins' }]);
    expect([slugs('spark', part), slugs('concept', part), part.get('concept_spark')]).toEqual([
      ['inner-joins'],
      [],
      [],
    ]);
    expect(part.get('spark_link')).toEqual([]);
  });

  test('holds everything when everything is chosen', () => {
    const part = selectItems(items, everything);
    for (const kind of BUNDLE_KINDS) if (kind !== 'asset') expect(part.get(kind), kind).toEqual(items.get(kind));
  });

  test('property: it holds what was chosen, every reference leads inside, and order is kept', () => {
    fc.assert(
      fc.property(anyChoice, (chosen) => {
        const part = selectItems(items, chosen);
        for (const { kind, slug } of chosen) expect(slugs(kind, part)).toContain(slug);
        for (const kind of BUNDLE_KINDS) {
          const whole = items.get(kind) ?? [];
          const at = (part.get(kind) ?? []).map((item) => whole.indexOf(item));
          expect(at).toEqual([...at].sort((a, b) => a - b));
          for (const item of part.get(kind) ?? [])
            for (const ref of BUNDLE_ENTITIES[kind].refs)
              if (item[ref.field] != null)
                expect(slugs(ref.kind as BundleKind, part)).toContain(String(item[ref.field]));
        }
      }),
      { numRuns: 60 },
    );
  });

  test('property: choosing what came along changes nothing', () => {
    fc.assert(
      fc.property(fc.constantFrom(...everything.filter(({ kind }) => kind !== 'spark')), (one) => {
        const part = selectItems(items, [one]);
        const below = slugs('spark', part).map((slug) => ({ kind: 'spark' as const, slug }));
        expect(selectItems(items, [one, ...below])).toEqual(part);
      }),
    );
  });
});
