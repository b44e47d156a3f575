import { draftExercises, type ExerciseDraft, lessonTerms } from '#lib/generation/core/drafter/exercises.ts';
import { draftOutline } from '#lib/generation/core/drafter/outline.ts';
import { textAt } from '#lib/generation/core/drafter/source.ts';
import { keyTerms, type Term } from '#lib/generation/core/drafter/terms.ts';
import { wordsOf } from '#lib/graph/core/terms.ts';
import type { Course } from './drafter-courses.ts';

// Exercises of whole courses: what can be counted about them, and some to read, for what only a reader can say.

export interface Sample {
  course: string;
  lesson: string;
  sentence: string;
  text: string;
  answer: string;
  options: string[];
  draft: ExerciseDraft;
}

/** Lessons on each side of which terms are taken for wrong answers. */
const REACH = 12;

/** All exercises of a course, each lesson a source of its own, with the terms of its other sections and of the lessons around it. */
export function samplesOf({ name, sparks }: Course): Sample[] {
  const sources = sparks.map(({ title, content_md }) => [{ name: title, text: content_md }]);
  const lessons = sources.map((given) => draftOutline(given).modules.flatMap((one) => one.lessons));
  const terms = lessons.map((own, at) => own.map((lesson) => lessonTerms(sources[at] ?? [], lesson)));
  return lessons.flatMap((own, at) =>
    own.flatMap((lesson, nth) => {
      const given = sources[at] ?? [];
      const beside = (terms[at] ?? []).filter((_, other) => other !== nth).flat();
      const around = [...terms.slice(Math.max(0, at - REACH), at), ...terms.slice(at + 1, at + 1 + REACH)].flat(2);
      return draftExercises(given, lesson, { others: [...beside, ...around] }).map((draft) => ({
        course: name,
        lesson: lesson.title,
        sentence: textAt(given, draft.evidence),
        draft,
        ...shown(draft),
      }));
    }),
  );
}

function shown({ exercise }: ExerciseDraft): Pick<Sample, 'text' | 'answer' | 'options'> {
  if (exercise.exercise_type === 'mcq')
    return {
      text: exercise.stem,
      answer: exercise.options.find(({ id }) => id === exercise.answer_key.option_id)?.text ?? '',
      options: exercise.options.map(({ text }) => text),
    };
  const blank = exercise.exercise_type === 'cloze' ? exercise.blanks[0] : undefined;
  return {
    text: exercise.exercise_type === 'cloze' ? exercise.text : '',
    answer: blank?.accepted[0] ?? '',
    options: blank?.options ?? [],
  };
}

const stemsOf = (text: string) =>
  wordsOf(text)
    .map(({ stem }) => stem)
    .join(' ');

/**
 * Whether nothing in the course speaks for a second right answer: the gap does not say its own, and no definition anywhere in the course joins
 * the answer with a wrong one.
 */
export function hasOneAnswer(sample: Sample, definitions: ReadonlyMap<string, string[]>): boolean {
  const answer = stemsOf(sample.answer);
  if (` ${stemsOf(sample.text.replace(/\{\{term\}\}/g, ' '))} `.includes(` ${answer} `)) return false;
  const wrong = sample.options.filter((option) => option !== sample.answer).map(stemsOf);
  const says = (of: string, what: string) =>
    (definitions.get(of) ?? []).some((text) => ` ${text} `.includes(` ${what} `));
  return (
    new Set(wrong).size === wrong.length &&
    wrong.every((one) => one !== answer && !says(one, answer) && !says(answer, one))
  );
}

/** What each term of a course is said to be, wherever. */
export function definitionsOf({ sparks }: Course): Map<string, string[]> {
  const all = new Map<string, string[]>();
  const keep = ({ key, definition }: Term) => {
    if (definition) all.set(key, [...(all.get(key) ?? []), stemsOf(definition.sentence.plain)]);
  };
  for (const { content_md } of sparks) keyTerms(content_md, { most: 60 }).forEach(keep);
  return all;
}

/** So many of some samples, evenly out of all, to be read. */
export function someOf(samples: readonly Sample[], most: number): Sample[] {
  if (samples.length <= most) return [...samples];
  return Array.from({ length: most }, (_, nth) => samples[Math.floor((nth * samples.length) / most)] as Sample);
}

/** A sample as somebody reads it. */
export const written = ({ course, lesson, text, answer, options, draft }: Sample, nth: number): string =>
  [
    `${nth + 1}. ${text.replace('{{term}}', '____').replace(/\s+/g, ' ')}`,
    `   = ${answer}   [${options.join(' | ') || 'typed'}]${draft.needs_distractors ? ' needs distractors' : ''}`,
    `   ${course}, ${lesson}, ${draft.exercise.exercise_type}`,
  ].join('\n');
