/** A term that a lesson explains, in its words and in the plain form by which it is compared. */
export interface TaughtTerm {
  key: string;
  term: string;
}

/** A lesson of a trail with what it explains. */
export interface TeachingLesson {
  spark_id: string;
  title: string;
  terms: readonly TaughtTerm[];
}

/** What the lessons around one teach: what is known there, and what is only explained later, with the lesson that does. */
export interface Taught {
  before: readonly string[];
  later: readonly (TaughtTerm & { title: string })[];
}

/**
 * What is taught before and after a lesson: by the order of its trails, and against it by prerequisites. A lesson that it needs comes before it
 * wherever that stands, one that needs it comes after. What any of them teaches before is known.
 */
export function taughtAround(
  spark_id: string,
  trails: readonly (readonly TeachingLesson[])[],
  linked: readonly (TeachingLesson & { is_before: boolean })[],
): Taught {
  const needed = new Set(linked.flatMap((one) => (one.is_before ? one.spark_id : [])));
  const needing = new Set(linked.flatMap((one) => (one.is_before ? [] : one.spark_id)));
  const before = new Set<string>();
  const later = new Map<string, TaughtTerm & { title: string }>();
  const know = ({ terms }: TeachingLesson) => {
    for (const { key } of terms) before.add(key);
  };
  const learn = ({ terms, title }: TeachingLesson) => {
    for (const { key, term } of terms) if (!later.has(key)) later.set(key, { key, term, title });
  };
  for (const lessons of trails) {
    const here = lessons.findIndex((one) => one.spark_id === spark_id);
    for (const [at, lesson] of lessons.entries()) {
      if (lesson.spark_id === spark_id || needed.has(lesson.spark_id) || needing.has(lesson.spark_id)) continue;
      if (at < here) know(lesson);
      else learn(lesson);
    }
  }
  for (const lesson of linked) (lesson.is_before ? know : learn)(lesson);
  for (const key of before) later.delete(key);
  return { before: [...before], later: [...later.values()] };
}
