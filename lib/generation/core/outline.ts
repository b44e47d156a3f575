import { z } from 'zod';

const anchor = z.object({
  source: z.number().int().min(0),
  from: z.number().int().min(0),
  to: z.number().int().min(0),
});
const title = z.string().trim().min(1).max(200);

const lesson = z.object({
  title,
  /** Where its title stands in the sources; null where somebody or something else named it. */
  title_anchor: anchor.nullable(),
  /** What it takes of its source. */
  anchor,
  summary: z.string().nullable(),
  words: z.number().int().min(0),
  minutes: z.number().int().min(0),
  /** How far learners are to come with it, after Bloom; only models say. */
  bloom: z.string().max(20).optional(),
  objectives: z.string().array().max(50),
});

/** What a trail is to hold, as a job proposes it and a person edits it: concepts of sparks. */
export const outlineJson = z.object({
  title,
  modules: z
    .object({ title, lessons: lesson.array().min(1).max(200) })
    .array()
    .min(1)
    .max(500),
});
export type Outline = z.infer<typeof outlineJson>;
export type OutlineLesson = z.infer<typeof lesson>;

export const lessonsOf = ({ modules }: Outline): OutlineLesson[] => modules.flatMap(({ lessons }) => lessons);

/** How much an outline holds. */
export function sumOf(outline: Outline): { modules: number; lessons: number; minutes: number } {
  const lessons = lessonsOf(outline);
  return {
    modules: outline.modules.length,
    lessons: lessons.length,
    minutes: lessons.reduce((sum, { minutes }) => sum + minutes, 0),
  };
}

/** Without one lesson, and without a module that it leaves empty. Null where nothing would be left. */
export function withoutLesson(outline: Outline, module: number, lesson: number): Outline | null {
  const modules = outline.modules
    .map((one, at) => (at === module ? { ...one, lessons: one.lessons.filter((_, nth) => nth !== lesson) } : one))
    .filter(({ lessons }) => lessons.length > 0);
  return modules.length === 0 ? null : { ...outline, modules };
}

/** A lesson back where it was left out, in what has become of the outline since; in a module of its own where its module is gone. */
export function withLessonBack(
  outline: Outline,
  left: { module: number; title: string; at: number; lesson: OutlineLesson },
): Outline {
  const modules = outline.modules.map((one) => ({ ...one, lessons: [...one.lessons] }));
  const same = modules[left.module];
  if (same?.title === left.title) same.lessons.splice(left.at, 0, left.lesson);
  else modules.splice(left.module, 0, { title: left.title, lessons: [left.lesson] });
  return { ...outline, modules };
}

/** A lesson one place up or down; over the edge of its module into the next one. The same outline where there is no such place. */
export function withLessonMoved(outline: Outline, module: number, lesson: number, by: -1 | 1): Outline {
  const modules = outline.modules.map((one) => ({ ...one, lessons: [...one.lessons] }));
  const from = modules[module]?.lessons;
  const moved = from?.[lesson];
  if (!from || !moved) return outline;
  const to = lesson + by;
  if (to >= 0 && to < from.length) {
    from.splice(lesson, 1);
    from.splice(to, 0, moved);
  } else {
    const beside = modules[module + by]?.lessons;
    if (!beside) return outline;
    from.splice(lesson, 1);
    beside.splice(by === 1 ? 0 : beside.length, 0, moved);
  }
  return { ...outline, modules: modules.filter(({ lessons }) => lessons.length > 0) };
}

export const withModuleTitle = (outline: Outline, module: number, title: string): Outline => ({
  ...outline,
  modules: outline.modules.map((one, at) => (at === module ? { ...one, title } : one)),
});

export const withLessonTitle = (outline: Outline, module: number, lesson: number, title: string): Outline => ({
  ...outline,
  modules: outline.modules.map((one, at) =>
    at === module ? { ...one, lessons: one.lessons.map((it, nth) => (nth === lesson ? { ...it, title } : it)) } : one,
  ),
});
