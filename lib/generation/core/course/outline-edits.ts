import { lessonsOf, type Outline, type OutlineLesson } from '../outline.ts';

/** A lesson with something of it changed. */
export const withLesson = (
  outline: Outline,
  module: number,
  lesson: number,
  patch: Partial<OutlineLesson>,
): Outline => ({
  ...outline,
  modules: outline.modules.map((one, at) =>
    at === module
      ? { ...one, lessons: one.lessons.map((it, nth) => (nth === lesson ? { ...it, ...patch } : it)) }
      : one,
  ),
});

const USUAL_MINUTES = 5;

/** A lesson more at the end of a module. What nobody drafted has no place in a source. */
export function withLessonAdded(outline: Outline, module: number, title: string, objectives: string[] = []): Outline {
  const added: OutlineLesson = {
    title: title.slice(0, 200),
    title_anchor: null,
    anchor: { source: 0, from: 0, to: 0 },
    summary: null,
    words: 0,
    minutes: USUAL_MINUTES,
    bloom: 'apply',
    objectives,
  };
  return {
    ...outline,
    modules: outline.modules.map((one, at) => (at === module ? { ...one, lessons: [...one.lessons, added] } : one)),
  };
}

/** By what lessons of one outline differ from those of another: titles that are new, that are gone, and lessons that say something else. */
export function outlineChanges(
  before: Outline,
  after: Outline,
): { added: string[]; removed: string[]; changed: string[] } {
  const [was, is] = [lessonsOf(before), lessonsOf(after)].map(
    (lessons) => new Map(lessons.map((lesson, nth) => [lesson.title, { nth, said: JSON.stringify(lesson) }])),
  ) as [Map<string, { nth: number; said: string }>, Map<string, { nth: number; said: string }>];
  const stayed = [...is.keys()].filter((title) => was.has(title));
  // The order among those that are in both: one that was moved stands elsewhere in it.
  const before_order = [...was.keys()].filter((title) => is.has(title));
  return {
    added: [...is.keys()].filter((title) => !was.has(title)),
    removed: [...was.keys()].filter((title) => !is.has(title)),
    changed: stayed.filter((title, at) => was.get(title)?.said !== is.get(title)?.said || before_order[at] !== title),
  };
}
