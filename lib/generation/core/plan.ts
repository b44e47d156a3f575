import type { JobKind } from './job.ts';
import type { NextStep } from './step.ts';

const step = (kind: string, order: number): NextStep => ({ kind, name: kind, order });

/** The steps of a job once its sources are read. Those of the built-in drafter are few: it drafts a whole job in a second or two. */
export function stepsAfter(kind: JobKind): NextStep[] {
  switch (kind) {
    case 'trail_outline':
      return [step('outline', 1), step('approval', 2), step('draft', 3)];
    case 'spark_draft':
      return [step('outline', 1), step('draft', 2)];
    case 'exercise_bank':
      return [step('exercises', 1)];
    case 'prerequisite_links':
      return [step('links', 1)];
  }
}
