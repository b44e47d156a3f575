import { describe, expect, test } from 'vitest';
import {
  CONTENT_KINDS,
  COUNTED_KINDS,
  childOf,
  factsOf,
  NAMED_KINDS,
  ORDERED_KINDS,
  ownerOf,
  parentOf,
  SEARCHED_KINDS,
} from './content-kinds.ts';
import { BUNDLE_ENTITIES, BUNDLE_KINDS, isBundleKind } from './kinds.ts';

describe.each(CONTENT_KINDS.map((kind) => [kind]))('%s', (kind) => {
  const facts = factsOf(kind);

  test('refers only to kinds that come before it', () => {
    const before = CONTENT_KINDS.slice(0, CONTENT_KINDS.indexOf(kind)) as readonly string[];
    for (const other of [facts.parent?.kind, facts.owner, facts.found_at])
      if (other !== undefined) expect(before).toContain(other);
    // What moves in its stead comes after it: it refers to it.
    if (facts.moves_as !== undefined) expect(ORDERED_KINDS).toContain(facts.moves_as);
  });

  test('is edited and begun only in fields that its schema has', () => {
    const fields: string[] = isBundleKind(kind) ? Object.keys(BUNDLE_ENTITIES[kind].fields) : [];
    for (const field of [...(facts.edited ?? []), ...Object.keys(facts.initial ?? {})]) expect(fields).toContain(field);
    expect(fields.includes('is_published')).toBe(facts.is_publishable ?? false);
  });

  test('a kind with a name is edited by it and has a slug', () => {
    expect(facts.edited !== undefined).toBe(facts.name !== undefined);
    if (facts.name) expect(facts.edited).toEqual(expect.arrayContaining([facts.name.field, 'slug']));
  });
});

test('the lists made from the registry', () => {
  expect(NAMED_KINDS).toEqual(['domain', 'trail', 'concept', 'spark', 'beacon']);
  expect(SEARCHED_KINDS).toEqual(['spark', 'package', 'concept', 'objective', 'trail', 'domain', 'beacon']);
  expect(COUNTED_KINDS).toEqual(['domain', 'trail', 'concept', 'spark', 'beacon', 'spark_link', 'concept_link']);
  expect(ORDERED_KINDS).toEqual(['domain', 'trail', 'concept', 'concept_spark']);
  expect(NAMED_KINDS.map((kind) => [parentOf(kind), childOf(kind)])).toEqual([
    [null, 'trail'],
    ['domain', 'concept'],
    ['trail', 'spark'],
    ['concept', null],
    [null, null],
  ]);
  expect(CONTENT_KINDS.filter(ownerOf).map((kind) => `${kind} of ${ownerOf(kind)}`)).toEqual([
    'concept_spark of concept',
    'spark_beacon of spark',
    'objective of concept',
    'package of spark',
    'course_profile of trail',
    'market_research of trail',
    'unit_profile of concept',
    'resource of concept',
    'lesson_profile of spark',
    'trail_objective of trail',
    'trail_performance of trail',
  ]);
});

test('bundles have their kinds in the order in which they are inserted', () => {
  const places = BUNDLE_KINDS.map((kind) => CONTENT_KINDS.indexOf(kind));
  expect(places).toEqual([...places].sort((a, b) => a - b));
});
