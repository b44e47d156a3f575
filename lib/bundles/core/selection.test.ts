import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BUNDLE_ENTITIES, BUNDLE_KINDS, type BundleKind } from '#lib/base/core/kinds.ts';
import type { BundleItem } from './item.ts';
import { type BundleItems, type Chosen, selectItems } from './selection.ts';

const demo = JSON.parse(readFileSync(path.resolve(import.meta.dirname, '../../../supabase/demo/bundle.json'), 'utf8'));
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

  test('holds the files that its lessons and exercises name, however they are called, and no others', () => {
    const key = (digit: string) => digit.repeat(64);
    const withFiles: BundleItems = new Map(items).set('asset', [
      { path: 'images/Größe.png', media_type: 'image/png', sha256: key('a') },
      { path: 'quiz.png', media_type: 'image/png', sha256: key('b') },
      { path: 'plan.png', media_type: 'image/png', sha256: key('c') },
      { path: 'old/by-path.pdf', media_type: 'application/pdf' },
      { path: 'old/elsewhere.pdf', media_type: 'application/pdf' },
    ]);
    withFiles.set('spark', [
      {
        slug: 'one',
        content_md: `![x](/assets/${'a'.repeat(32)}/Gr%C3%B6%C3%9Fe.png) [y](old/by-path.pdf) my-plan.png`,
      },
      { slug: 'two', content_md: `![x](/assets/${'c'.repeat(32)}/plan.png) old/elsewhere.pdf` },
    ]);
    withFiles.set('package', [{ spark_slug: 'one', package: { image: `/assets/${'b'.repeat(32)}/quiz.png` } }]);
    const part = selectItems(withFiles, [{ kind: 'spark', slug: 'one' }]);
    expect(part.get('asset')?.map(({ path }) => path)).toEqual(['images/Größe.png', 'quiz.png', 'old/by-path.pdf']);
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
              if (item[ref.field] != null) expect(slugs(ref.kind, part)).toContain(String(item[ref.field]));
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
