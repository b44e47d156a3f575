import type { Exercise, ExerciseType } from '#lib/exercises/core/exercise.ts';
import { EXERCISES } from '#lib/exercises/core/marking.cases.ts';
import { whyUnplayable } from '#lib/exercises/core/playable.ts';
import type { RenderedExercise } from '#lib/exercises/core/rendered.ts';

// Exercises as they come rendered from the server, made without its parser: their texts are plain words.

const paragraph = (text: string) => `<p dir="auto">${text}</p>`;

/** Every text of an exercise by where it stands. */
function textsOf(value: unknown, pointer: string): [string, string][] {
  if (typeof value === 'string') return [[pointer, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => textsOf(inner, `${pointer}/${key}`));
}

export function played(exercise: Exercise, place = 0): RenderedExercise {
  const html = textsOf(exercise, '').map(([pointer, text]): [string, string] => {
    if (exercise.exercise_type !== 'cloze' || pointer !== '/text') return [pointer, paragraph(text)];
    const marked = exercise.blanks.reduce(
      (all, { id }, at) => all.replace(`{{${id}}}`, `<span data-blank="${at}"></span>`),
      text,
    );
    return [pointer, paragraph(marked.replace(/\*\*/g, ''))];
  });
  return {
    place,
    id: exercise.id,
    type: exercise.exercise_type,
    exercise,
    html: Object.fromEntries(html),
    problem: whyUnplayable(exercise),
  };
}

/** Questions of these types, as the player takes them. */
export const itemsOf = (...types: ExerciseType[]) =>
  types.map((type, at) => ({ key: String(at), rendered: played(EXERCISES[type], at) }));
