import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  lessonsOf,
  type Outline,
  outlineJson,
  sumOf,
  withLessonBack,
  withLessonMoved,
  withLessonTitle,
  withModuleTitle,
  withoutLesson,
} from './outline.ts';

const lesson = (title: string) => ({
  title,
  title_anchor: null,
  anchor: { source: 0, from: 0, to: 10 },
  summary: null,
  words: 100,
  minutes: 5,
  objectives: [],
});
const outline = (...modules: string[][]): Outline => ({
  title: 'Trail',
  modules: modules.map((titles, at) => ({ title: `Concept ${at + 1}`, lessons: titles.map(lesson) })),
});
const titles = ({ modules }: Outline) => modules.map(({ lessons }) => lessons.map(({ title }) => title));

const some = fc
  .array(
    fc.array(
      fc.string({ minLength: 1, maxLength: 5 }).map((text) => `x${text}`),
      { minLength: 1, maxLength: 4 },
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((modules) => outline(...modules));
const at = fc.nat(4);

test('adds up what it holds', () => {
  expect(sumOf(outline(['a', 'b'], ['c']))).toEqual({ modules: 2, lessons: 3, minutes: 15 });
});

describe('leaving a spark out', () => {
  test('takes the concept along that it leaves empty, and keeps the last spark there is', () => {
    expect(titles(withoutLesson(outline(['a', 'b'], ['c']), 0, 0) as Outline)).toEqual([['b'], ['c']]);
    expect(titles(withoutLesson(outline(['a', 'b'], ['c']), 1, 0) as Outline)).toEqual([['a', 'b']]);
    expect(withoutLesson(outline(['a']), 0, 0)).toBeNull();
  });
});

describe('taking that back', () => {
  const [, b] = lessonsOf(outline(['a', 'b'], ['c']));
  const left = { module: 0, title: 'Concept 1', at: 1, lesson: b as Outline['modules'][0]['lessons'][0] };

  test('keeps what was changed meanwhile', () => {
    const without = withoutLesson(outline(['a', 'b'], ['c']), 0, 1) as Outline;
    expect(titles(withLessonBack(withLessonTitle(without, 0, 0, 'A'), left))).toEqual([['A', 'b'], ['c']]);
  });

  test('brings a concept back that went along', () => {
    expect(titles(withLessonBack(outline(['c']), { ...left, title: 'Gone', at: 0 }))).toEqual([['b'], ['c']]);
  });
});

describe('moving a spark', () => {
  test('goes one place up or down, and over the edge of its concept into the next', () => {
    expect(titles(withLessonMoved(outline(['a', 'b'], ['c']), 0, 1, -1))).toEqual([['b', 'a'], ['c']]);
    expect(titles(withLessonMoved(outline(['a', 'b'], ['c']), 0, 1, 1))).toEqual([['a'], ['b', 'c']]);
    expect(titles(withLessonMoved(outline(['a', 'b'], ['c']), 1, 0, -1))).toEqual([['a', 'b', 'c']]);
    expect(titles(withLessonMoved(outline(['a', 'b'], ['c']), 0, 0, -1))).toEqual([['a', 'b'], ['c']]);
    expect(titles(withLessonMoved(outline(['a']), 0, 0, 1))).toEqual([['a']]);
  });

  test('loses no spark and leaves no concept empty, wherever it goes', () => {
    fc.assert(
      fc.property(some, at, at, fc.constantFrom(-1 as const, 1 as const), (before, module, nth, by) => {
        const after = withLessonMoved(before, module, nth, by);
        expect(
          lessonsOf(after)
            .map(({ title }) => title)
            .sort(),
        ).toEqual(
          lessonsOf(before)
            .map(({ title }) => title)
            .sort(),
        );
        expect(after.modules.every(({ lessons }) => lessons.length > 0)).toBe(true);
        expect(outlineJson.safeParse(after).success).toBe(true);
      }),
    );
  });
});

test('a title changes alone', () => {
  expect(titles(withLessonTitle(outline(['a', 'b'], ['c']), 0, 1, 'B'))).toEqual([['a', 'B'], ['c']]);
  expect(withModuleTitle(outline(['a'], ['b']), 1, 'Second').modules.map(({ title }) => title)).toEqual([
    'Concept 1',
    'Second',
  ]);
});

test('an outline without titles, sparks or concepts is none', () => {
  for (const wrong of [outline(), outline([]), outline(['']), outline(['  ']), { ...outline(['a']), title: '' }]) {
    expect(outlineJson.safeParse(wrong).success).toBe(false);
  }
  expect(outlineJson.safeParse(outline(['a'])).success).toBe(true);
});
