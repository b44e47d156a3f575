import type { LessonContext } from './analyse.ts';
import type { AskedAbout } from './exercises.ts';
import type { SeoRules } from './seo.ts';
import { type TeachingLesson, taughtAround } from './taught.ts';

/** What stands around a lesson, as the database has it. */
export interface LessonAround {
  objectives: AskedAbout['objectives'];
  exercises: AskedAbout['exercises'];
  has_links: boolean;
  seo: { primary_keywords?: string[]; keyword_density?: { max: number }; meta_description_length?: { max: number } };
  /** The trails in which it stands. */
  trails: string[];
  /** Lessons that are its prerequisites (`is_before`), or that it is one of. */
  linked: (TeachingLesson & { is_before: boolean })[];
}

/** The same as analysers ask for it. `trails` are the lessons of its trails, each trail in its order. */
export function contextOf(
  spark_id: string,
  { objectives, exercises, has_links, seo, linked }: LessonAround,
  trails: readonly (readonly TeachingLesson[])[],
): LessonContext {
  return {
    asked_about: { objectives, exercises },
    has_links,
    seo: seo satisfies SeoRules,
    taught: taughtAround(spark_id, trails, linked),
  };
}
