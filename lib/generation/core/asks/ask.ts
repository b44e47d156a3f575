import type { z } from 'zod';
import type { PlacedLesson } from '../draft-job.ts';
import type { Outline, OutlineLesson } from '../outline.ts';
import type { Length, ResearchReport } from '../prompt/content-types.ts';
import type { NewProposal } from '../proposal.ts';
import type { BankExercise } from './improve.ts';

/** What stands around an answer: what it was made from, and where it is to go. */
export interface AskContext {
  title: string;
  place: { kind: string; id: string } | null;
  /** The lessons at the place, in their order. */
  lessons: readonly PlacedLesson[];
  /** The lesson of the outline that is to be drafted, where there is one. */
  lesson: OutlineLesson | null;
  outline: Outline | null;
  /** The exercises of the lesson that are to be made better, in the order of their numbers. */
  exercises: readonly BankExercise[];
  /** Which report of market research it is. */
  report: ResearchReport | null;
}

/** What comes of an answer. `summary`: what there is how many of. */
export interface Asked {
  summary: Record<string, number>;
  proposals: readonly NewProposal[];
  outline?: Outline;
  /** Text for the steps that follow, as a report for the curriculum. */
  text?: string;
}

/** One thing that a model is asked for: how an answer has to look, how long it may be, and what comes of it. */
export interface Ask<T = unknown> {
  schema: z.ZodType<T>;
  max_output_tokens: Record<Length, number>;
  /** What people see of an answer while it arrives, from as much of it as is there; null where they see nothing before it is whole. */
  shown: ((partial: unknown) => string) | null;
  /** Throws NotUsable where the answer keeps to the schema and is of no use all the same. */
  made: (answer: T, context: AskContext) => Asked;
}

/** An answer is well formed and cannot be used; the sentence goes back to the model. */
export class NotUsable extends Error {}

/** Keeps what an ask says about its own answer from those that hold asks of all kinds. */
export const anAsk = <T>(ask: Ask<T>): Ask => ({
  ...ask,
  schema: ask.schema,
  made: (answer, context) => ask.made(ask.schema.parse(answer), context),
});

/** A field of what has arrived so far, where it is text. */
export function textIn(partial: unknown, ...names: string[]): string {
  const fields = partial && typeof partial === 'object' ? (partial as Record<string, unknown>) : {};
  return names
    .map((name) => fields[name])
    .filter((one): one is string => typeof one === 'string')
    .join('\n\n');
}
