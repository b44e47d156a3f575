import { describe, expect, test } from 'vitest';
import type { Outline } from '../outline.ts';
import { EMPTY_BRIEF } from './brief.ts';
import { courseFindings, curriculumFindings, minutesRead, outcomesOf, placeOfLesson } from './findings.ts';
import { batchesOf, courseLessons, type SeenCourse, standingOf, stepOf } from './flow.ts';
import { outlineChanges, withLesson, withLessonAdded } from './outline-edits.ts';

const lesson = (title: string, more: object = {}) => ({
  title,
  title_anchor: null,
  anchor: { source: 0, from: 0, to: 0 },
  summary: null,
  words: 0,
  minutes: 5,
  bloom: 'apply',
  objectives: [`Do ${title}`],
  ...more,
});
const outline = (...titles: string[]): Outline => ({
  title: 'Git',
  modules: [{ title: 'Start', lessons: titles.map((title) => lesson(title)) }],
});
const step = (kind: string, status: SeenCourse['status'], more: object = {}) => ({
  id: `${kind}-${JSON.stringify(more)}`,
  kind,
  step_name: kind,
  status,
  params: null,
  cost_micros: 0,
  problem: null,
  ...more,
});
const course = (more: Partial<SeenCourse> = {}): SeenCourse => ({
  status: 'in_progress',
  held: null,
  params: { maker: 'model' },
  steps: [],
  made: [],
  curriculum: null,
  ...more,
});
const report = (status: SeenCourse['status'], name: string) => step('ask', status, { params: { report: name } });

describe('where a course stands', () => {
  test.each([
    ['nothing has begun', course({ status: 'pending', steps: [step('read', 'pending')] }), 'research'],
    ['a report is missing', course({ steps: [report('completed', 'a'), report('in_progress', 'b')] }), 'research'],
    ['all reports are there', course({ steps: [report('completed', 'a'), step('approval', 'pending')] }), 'curriculum'],
    ['it was approved', course({ steps: [step('approval', 'completed')] }), 'lessons'],
    ['all is done', course({ status: 'completed' }), 'validation'],
    ['without a model', course({ params: {}, steps: [step('outline', 'in_progress')] }), 'curriculum'],
  ])('%s', (_, seen, expected) => {
    expect(stepOf(seen)).toBe(expected);
  });

  test('research is skipped without a model', () => {
    expect(standingOf(course({ params: {} }), 'research')).toBe('skipped');
    expect(standingOf(course({ params: {} }), 'lessons')).toBe('later');
    expect(standingOf(course(), 'brief')).toBe('done');
  });
});

const ask = (nth: number, status: SeenCourse['status'], id: string, more: object = {}) => ({
  ...step('ask', status, { params: { lesson: nth } }),
  id,
  ...more,
});
const spark = (step_run_id: string, words = 800, status = 'pending') => ({
  id: `p-${step_run_id}`,
  step_run_id,
  kind: 'spark',
  title: 'T',
  status,
  words,
});

describe('lessons', () => {
  const seen = course({
    curriculum: { outline: outline('A', 'B', 'C', 'D', 'E', 'F', 'G') },
    steps: [
      ask(0, 'completed', 'a1', { cost_micros: 10 }),
      ask(0, 'completed', 'a2', { cost_micros: 5 }),
      ask(1, 'completed', 'b1', { problem: { message: 'Too short.' } }),
      ask(2, 'in_progress', 'c1'),
      ask(3, 'failed', 'd1', { problem: { message: 'No answer.' } }),
      ask(4, 'pending', 'e1'),
    ],
    made: [spark('a1', 800, 'superseded'), spark('a2')],
  });

  test('each with its state, its versions and why it is not there', () => {
    const lessons = courseLessons(seen);
    expect(lessons.map(({ state }) => state)).toEqual([
      'proposal',
      'not_valid',
      'writing',
      'failed',
      'waiting',
      'waiting',
      'waiting',
    ]);
    expect(lessons[0]).toMatchObject({
      cost_micros: 15,
      can_regenerate: true,
      versions: [{ id: 'p-a1' }, { id: 'p-a2' }],
    });
    expect(lessons[1]).toMatchObject({ problem: 'Too short.', can_regenerate: true });
    expect(lessons[2]).toMatchObject({ can_regenerate: false });
  });

  test('in batches', () => {
    expect(batchesOf(seen).map(({ from, to, is_written }) => [from, to, is_written])).toEqual([
      [1, 6, false],
      [7, 7, false],
    ]);
  });

  test('of the built-in drafter come all at once, and would come the same again', () => {
    const drafted = { ...seen, params: {}, steps: [step('draft', 'completed')], made: [spark('x'), spark('x')] };
    expect(courseLessons(drafted).map(({ state }) => state)).toEqual([
      'proposal',
      'proposal',
      ...Array(5).fill('not_valid'),
    ]);
    expect(courseLessons(drafted).some(({ can_regenerate }) => can_regenerate)).toBe(false);
    expect(batchesOf(drafted)).toHaveLength(1);
  });

  test('a lesson without a text blocks; one that takes twice as long is to be considered', () => {
    const lessons = courseLessons({ ...seen, made: [spark('a2', 4_000)] });
    expect(minutesRead(lessons[0] as (typeof lessons)[number])).toBe(20);
    const { blocks, consider } = courseFindings(outline('A', 'B', 'C', 'D', 'E', 'F', 'G'), lessons, null);
    expect(blocks[0]).toEqual({ code: 'no_text', lesson: 1, why: 'Too short.' });
    expect(blocks).toHaveLength(6);
    const empty = courseLessons({ ...seen, made: [spark('a2', 0)] });
    expect(courseFindings(outline('A'), empty, null).blocks).toContainEqual({ code: 'no_text', lesson: 0, why: null });
    expect(courseFindings(outline('A'), empty, null).consider).toEqual([]);
    expect(consider).toContainEqual({ code: 'reading_time_off', lesson: 0, minutes: 20, planned: 5 });
  });
});

describe('what to look at before a curriculum is approved', () => {
  const brief = {
    ...EMPTY_BRIEF,
    outcomes: 'Record versions of files\nRestore an old version',
    minutes: '10 to 20',
  };

  test('names the lesson, or the outcome that no lesson has', () => {
    const one: Outline = {
      title: 'Git',
      modules: [
        { title: 'Start', lessons: [lesson('Record versions', { bloom: 'evaluate', minutes: 12 })] },
        {
          title: 'On',
          lessons: [
            lesson('Ignore', { bloom: 'remember', objectives: [], minutes: 30 }),
            lesson('ignore ', { minutes: 15 }),
          ],
        },
      ],
    };
    expect(curriculumFindings(one, brief)).toEqual([
      { code: 'outcome_uncovered', outcome: 'Restore an old version' },
      { code: 'bloom_drop', lesson: 1, before: 0, levels: 4 },
      { code: 'no_objective', lesson: 1 },
      { code: 'minutes_off', lesson: 1, minutes: 30, least: 10, most: 20, nearest: 20 },
      { code: 'same_title', lesson: 2, before: 1 },
    ]);
    expect(outcomesOf(one, brief)).toEqual({ all: 2, covered: 1 });
    expect(placeOfLesson(one, 2)).toEqual({ module: 1, lesson: 1 });
    expect(placeOfLesson(one, 3)).toBeNull();
  });

  test('nothing, where nothing is wrong or nobody said what is wanted', () => {
    expect(curriculumFindings(outline('A', 'B'), null)).toEqual([]);
  });
});

test('an outline is edited without touching what it was, and differs by the titles of its lessons', () => {
  const before = outline('A', 'B', 'C');
  const after = withLessonAdded(withLesson(before, 0, 0, { minutes: 9 }), 0, 'D', ['Do it']);
  expect(before.modules[0]?.lessons).toHaveLength(3);
  expect(outlineChanges(before, after)).toEqual({ added: ['D'], removed: [], changed: ['A'] });
  expect(outlineChanges(outline('A', 'B'), outline('B', 'A'))).toEqual({ added: [], removed: [], changed: ['B', 'A'] });
});
