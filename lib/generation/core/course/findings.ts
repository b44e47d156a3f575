import { BLOOM_LEVELS } from '#lib/base/core/content-kinds.ts';
import { type BloomLevel, bloomDrops } from '#lib/quality/core/bloom.ts';
import { lessonsOf, type Outline, type OutlineLesson } from '../outline.ts';
import { type CourseBrief, pointsOf, rangeIn } from './brief.ts';
import type { CourseLesson } from './flow.ts';

/** What speaks against a curriculum or a course. Lessons by their number, from 0. Nothing of it blocks an approval. */
export type CourseFinding =
  | { code: 'outcome_uncovered'; outcome: string }
  | { code: 'bloom_drop'; lesson: number; before: number; levels: number }
  | { code: 'no_objective'; lesson: number }
  | { code: 'minutes_off'; lesson: number; minutes: number; least: number; most: number; nearest: number }
  | { code: 'same_title'; lesson: number; before: number }
  | { code: 'no_text'; lesson: number; why: string | null }
  | { code: 'reading_time_off'; lesson: number; minutes: number; planned: number };

/** Lessons that stand in no other place in between have numbers of their own through all modules. */
export function placeOfLesson(outline: Outline, nth: number): { module: number; lesson: number } | null {
  let left = nth;
  for (const [module, { lessons }] of outline.modules.entries()) {
    if (left < lessons.length) return { module, lesson: left };
    left -= lessons.length;
  }
  return null;
}

const levelOf = ({ bloom }: OutlineLesson): BloomLevel | null => BLOOM_LEVELS.find((level) => level === bloom) ?? null;

/** What to look at before a curriculum is approved. */
export function curriculumFindings(outline: Outline, brief: CourseBrief | null): CourseFinding[] {
  const lessons = lessonsOf(outline);
  const drops = bloomDrops(lessons.map((lesson) => ({ level: levelOf(lesson) }))).map(
    ({ from, to, levels }): CourseFinding => ({ code: 'bloom_drop', lesson: to, before: from, levels }),
  );
  const titles = new Map<string, number>();
  const each = lessons.flatMap((lesson, nth): CourseFinding[] => {
    const title = lesson.title.trim().toLowerCase();
    const before = titles.get(title);
    if (before === undefined) titles.set(title, nth);
    return [
      ...(before === undefined ? [] : [{ code: 'same_title' as const, lesson: nth, before }]),
      // The built-in drafter gives no levels and finds objectives only where a source states them.
      ...(lesson.bloom && lesson.objectives.length === 0 ? [{ code: 'no_objective' as const, lesson: nth }] : []),
      ...minutesOff(lesson, nth, brief),
    ];
  });
  return [...uncovered(lessons, brief), ...drops, ...each];
}

function minutesOff({ minutes }: OutlineLesson, lesson: number, brief: CourseBrief | null): CourseFinding[] {
  const range = brief && rangeIn(brief.minutes);
  if (!range || (minutes >= range.least && minutes <= range.most)) return [];
  const nearest = minutes < range.least ? range.least : range.most;
  return [{ code: 'minutes_off', lesson, minutes, ...range, nearest }];
}

/** Words of so many letters say something; they are compared by so many first letters, so that "versions" is "version". */
const LEAST_LETTERS = 4;
const STEM = 5;
/** An outcome is covered by a lesson that says more of it than this. */
const COVERED = 0.5;

const stemsOf = (text: string): Set<string> =>
  new Set(
    (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])
      .filter((word) => word.length >= LEAST_LETTERS)
      .map((word) => word.slice(0, STEM)),
  );

/** Outcomes of the brief that no lesson names. */
function uncovered(lessons: readonly OutlineLesson[], brief: CourseBrief | null): CourseFinding[] {
  const said = lessons.map(({ title, summary, objectives }) => stemsOf([title, summary, ...objectives].join(' ')));
  return pointsOf(brief?.outcomes ?? '').flatMap((outcome) => {
    const stems = [...stemsOf(outcome)];
    const isCovered =
      stems.length === 0 || said.some((one) => stems.filter((stem) => one.has(stem)).length / stems.length > COVERED);
    return isCovered ? [] : [{ code: 'outcome_uncovered' as const, outcome }];
  });
}

/** How many outcomes the brief has, and how many of them a lesson names. */
export function outcomesOf(outline: Outline, brief: CourseBrief | null): { all: number; covered: number } {
  const all = pointsOf(brief?.outcomes ?? '').length;
  return { all, covered: all - uncovered(lessonsOf(outline), brief).length };
}

/** A lesson that is read in less than half the time it was planned for, or in more than twice. */
const OFF = [0.5, 2] as const;
const WORDS_A_MINUTE = 200;

/** The minutes that a lesson is read in, as it was written last; null before that. */
export function minutesRead({ versions }: CourseLesson): number | null {
  const words = versions.at(-1)?.words ?? null;
  return words === null ? null : Math.max(1, Math.round(words / WORDS_A_MINUTE));
}

/** What a course is to be looked at for once its lessons are written: what blocks it first, then what could be better. */
export function courseFindings(outline: Outline, lessons: readonly CourseLesson[], brief: CourseBrief | null) {
  const blocks = lessons.flatMap(({ nth, versions, problem }): CourseFinding[] =>
    // What nobody drafted has no place in a source: the built-in drafter leaves a lesson of its title alone.
    (versions.at(-1)?.words ?? 0) === 0 ? [{ code: 'no_text', lesson: nth, why: problem }] : [],
  );
  const times = lessons.flatMap((one): CourseFinding[] => {
    const [minutes, planned] = [minutesRead(one), Math.max(1, one.lesson.minutes)];
    if (
      minutes === null ||
      one.versions.at(-1)?.words === 0 ||
      (minutes / planned >= OFF[0] && minutes / planned <= OFF[1])
    )
      return [];
    return [{ code: 'reading_time_off', lesson: one.nth, minutes, planned }];
  });
  const planned = curriculumFindings(outline, brief);
  return {
    blocks: [...blocks, ...planned.filter(({ code }) => code === 'outcome_uncovered')],
    consider: [...planned.filter(({ code }) => code !== 'outcome_uncovered' && code !== 'minutes_off'), ...times],
  };
}
