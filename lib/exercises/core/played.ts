import type { Exercise } from './exercise.ts';
import type { RenderedExercise } from './rendered.ts';

/** What the player of a page elsewhere is given (docs/player.md). It holds the right answers: marking happens in the browser. */
export interface PlayedPackage {
  title: string;
  /** A language tag; empty where it is not known. */
  language: string;
  version: number;
  exercises: RenderedExercise[];
}

/** Without what only authors may see. */
export function forLearners(rendered: RenderedExercise): RenderedExercise {
  return rendered.exercise ? { ...rendered, exercise: withoutMisconceptions(rendered.exercise) } : rendered;
}

function withoutMisconceptions(exercise: Exercise): Exercise {
  switch (exercise.exercise_type) {
    case 'mcq':
      return { ...exercise, options: exercise.options.map(withoutIds) };
    case 'multi_select':
      return { ...exercise, options: exercise.options.map(withoutIds) };
    case 'short_answer':
      return { ...exercise, wrong_answers: exercise.wrong_answers.map(withoutIds) };
    default:
      return exercise;
  }
}

function withoutIds<Told extends { misconception_ids?: string[] }>({ misconception_ids: _ids, ...rest }: Told) {
  return rest;
}
