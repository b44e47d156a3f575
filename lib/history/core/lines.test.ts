import { describe, expect, test } from 'vitest';
import type { Difference } from './history.ts';
import { lineOf, type Names } from './lines.ts';

const NAMES: Names = new Map([
  ['c1', { slug: 'dough', label: 'Dough' }],
  ['s1', { slug: 'flour', label: 'Flour' }],
  ['s2', { slug: 'water', label: 'Water' }],
  ['s3', { slug: null, label: 'Gone' }],
]);

const difference = (of: Partial<Difference>): Difference => ({
  kind: 'spark',
  entity_id: 'e',
  slug: null,
  change: 'changed',
  before: null,
  after: null,
  ...of,
});
const line = (of: Partial<Difference>) => lineOf(difference(of), NAMES);
const fieldsOf = (before: Difference['before'], after: Difference['after']) =>
  line({ before, after }).fields.map(({ field }) => field);

describe('what a line is called', () => {
  test.each<[string, Partial<Difference>, string]>([
    ['its own name, as it is now', { before: { title: 'Flour' }, after: { title: 'Rye flour' } }, 'Rye flour'],
    ['the name it had, where it went', { change: 'removed', before: { title: 'Flour' } }, 'Flour'],
    ['its slug, where its state says no name', { slug: 'flour', after: {} }, 'flour'],
    ['its path, for a file', { kind: 'asset', after: { path: 'images/rye.png' } }, 'images/rye.png'],
    [
      'spark and concept, for a place',
      { kind: 'concept_spark', after: { concept_id: 'c1', spark_id: 's1' } },
      'Flour · Dough',
    ],
    [
      'from where to where, for a link',
      { kind: 'spark_link', after: { source_id: 's1', target_id: 's2' } },
      'Flour → Water',
    ],
    ['what it belongs to, where that is all there is', { kind: 'package', after: { spark_id: 's1' } }, 'Flour'],
    ['its id, where nothing is known', { kind: 'spark_link', after: { source_id: 'x', target_id: 'y' } }, 'e'],
  ])('%s', (_what, of, label) => {
    expect(line(of).label).toBe(label);
  });
});

describe('where a line leads', () => {
  test.each<[string, Partial<Difference>, { kind: string; slug: string } | null]>([
    ['to itself', { slug: 'flour', after: { title: 'Flour' } }, { kind: 'spark', slug: 'flour' }],
    ['to what it belongs to', { kind: 'package', after: { spark_id: 's1' } }, { kind: 'spark', slug: 'flour' }],
    [
      'to the first end that is still there',
      { kind: 'spark_link', after: { source_id: 's3', target_id: 's2' } },
      { kind: 'spark', slug: 'water' },
    ],
    ['nowhere, where it went', { slug: 'flour', change: 'removed', before: { title: 'Flour' } }, null],
    ['nowhere, where nothing it names is there', { kind: 'package', after: { spark_id: 's3' } }, null],
    ['to no page by a slug that opens none', { kind: 'asset', slug: 'rye', after: { path: 'a' } }, null],
  ])('%s', (_where, of, place) => {
    expect(line(of).place).toEqual(place);
  });
});

describe('which fields differ', () => {
  test('those that say something else, of both states', () => {
    expect(fieldsOf({ title: 'a', summary: 'b', mins: 1 }, { title: 'a', summary: 'c', level: 'x' })).toEqual([
      'summary',
      'mins',
      'level',
    ]);
  });

  test.each(['id', 'ordinal', 'bundle_style'])('%s is nothing that readers would call a change', (field) => {
    expect(fieldsOf({ [field]: 1 }, { [field]: 2 })).toEqual([]);
  });

  test.each([
    [null, undefined],
    [null, ''],
    ['', {}],
    [[], null],
  ])('%j and %j say the same nothing', (one, other) => {
    expect(fieldsOf({ summary: one }, { summary: other })).toEqual([]);
  });

  test.each([
    [0, null],
    [false, null],
    [false, 0],
    [[''], []],
  ])('%j and %j do not', (one, other) => {
    expect(fieldsOf({ summary: one }, { summary: other })).toEqual(['summary']);
  });
});

describe('what a field says', () => {
  const said = (value: unknown) => line({ before: {}, after: { field: value } }).fields[0]?.after;

  test.each([
    ['words', { text: 'words', is_cut: false }],
    [7, { text: '7', is_cut: false }],
    [{ a: [1] }, { text: '{"a":[1]}', is_cut: false }],
    // Ids by what they are called.
    ['c1', { text: 'Dough', is_cut: false }],
  ])('%j', (value, brief) => {
    expect(said(value)).toEqual(brief);
  });

  test('180 letters are shown, and of more that there is more', () => {
    expect(said('x'.repeat(180))).toEqual({ text: 'x'.repeat(180), is_cut: false });
    expect(said('x'.repeat(181))).toEqual({ text: `${'x'.repeat(180)}…`, is_cut: true });
    expect(said(`${'x'.repeat(179)} y`)).toEqual({ text: `${'x'.repeat(179)}…`, is_cut: true });
  });

  test('nothing is nothing', () => {
    expect(line({ before: { field: 'a' }, after: { field: '' } }).fields[0]?.after).toEqual({
      text: null,
      is_cut: false,
    });
  });
});
