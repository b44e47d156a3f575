import type { ColumnRole } from './columns.ts';

/** Where answers come from. */
export const RESULT_FORMATS = ['csv', 'xapi', 'scorm'] as const;
export type ResultFormat = (typeof RESULT_FORMATS)[number];

/** Larger files have to be parted. */
export const MOST_BYTES = 64 * 1024 * 1024;
export const MOST_ANSWERS = 200_000;
/** No text that a file gives is kept longer while it is read. */
export const LONGEST = 1_000;

/** One answer as a file gives it, before it is known what it is to. */
export interface FoundAnswer {
  /** Where it stands in the file: a line of a table, the number of a statement or interaction. */
  line: number;
  learner: string;
  /** What the file calls the exercise. */
  exercise: string;
  /** The slug of its spark, where the file names one. */
  spark: string | null;
  /** Only what stands before the exercise in an address: a spark where one is called so, else anything. */
  is_spark_guessed: boolean;
  /** What was answered, as it is written there; null where it does not say. */
  response: string | null;
  /** What the source calls the options that were chosen, where it says: their ids may be those of another system. */
  chosen_texts: string[] | null;
  /** From 0 to 1, as the source marked it. */
  score: number | null;
  /** ISO 8601. */
  at: string | null;
  attempt: number | null;
  /** The version that the source says it was to (docs/player.md). */
  version: number | null;
}

/** Why an answer is not taken. */
export const LEFT_REASONS = {
  unreadable: 'cannot be read',
  not_an_answer: 'are not answers to exercises',
  no_learner: 'do not say who answered',
  no_exercise: 'do not name an exercise',
  bad_score: 'have a score outside the allowed range',
  bad_time: 'have a time that cannot be read',
  unknown_exercise: 'name an exercise that does not exist here',
  ambiguous_exercise: 'name an exercise that several sparks have',
  unknown_version: 'name a version that this exercise never had',
  unknown_option: 'chose an option of a version that is not known here',
  no_result: 'do not say whether the answer was right, and nothing tells it',
} as const;
export type LeftReason = keyof typeof LEFT_REASONS;

/** An answer that is not taken. */
export interface LeftAnswer {
  line: number;
  reason: LeftReason;
  /** What of the file it is about: a name of an exercise, an option. */
  said: string;
}

/** A column of a table, what it is taken for, and how it begins. */
export interface FoundColumn {
  name: string;
  role: ColumnRole;
  first: string[];
}

/** What a file has, read to its end. `answers` and `left` together are all that is in it. */
export interface ReadAnswers {
  format: ResultFormat;
  encoding: string;
  /** Between the cells of a table. */
  separator: string | null;
  columns: FoundColumn[];
  answers: FoundAnswer[];
  left: LeftAnswer[];
}

/** A file that is not read at all. */
export interface ReadRefusal {
  code: 'too_large' | 'too_slow' | 'too_many' | 'unknown_format' | 'broken' | 'no_columns';
  sentence: string;
  instead: string;
}

/** With the columns of a table, where somebody only has to say which is which. */
export type ReadOutcome = { ok: true; read: ReadAnswers } | { ok: false; refusal: ReadRefusal; columns: FoundColumn[] };

/** The outcome for a file that is not read. */
export const refused = (
  code: ReadRefusal['code'],
  sentence: string,
  instead: string,
  columns: FoundColumn[] = [],
): ReadOutcome => ({ ok: false, refusal: { code, sentence, instead }, columns });

/** Thrown by readers where a file has more answers than are taken. */
export class TooMany extends Error {}

/** Collects what a reader finds, up to the limit. */
export class Findings {
  readonly answers: FoundAnswer[] = [];
  readonly left: LeftAnswer[] = [];

  /** Takes an answer, or leaves it where it lacks what each needs. */
  add(answer: FoundAnswer): void {
    if (answer.learner.trim() === '') this.leave(answer.line, 'no_learner', answer.exercise);
    else if (answer.exercise.trim() === '') this.leave(answer.line, 'no_exercise', '');
    else this.#take(answer);
  }

  #take(answer: FoundAnswer): void {
    this.#count();
    this.answers.push({
      ...answer,
      learner: answer.learner.trim().normalize('NFC').slice(0, LONGEST),
      exercise: answer.exercise.trim().slice(0, LONGEST),
      response: answer.response?.slice(0, LONGEST) ?? null,
    });
  }

  leave(line: number, reason: LeftReason, said: string): void {
    this.#count();
    this.left.push({ line, reason, said: said.slice(0, 100) });
  }

  #count() {
    if (this.answers.length + this.left.length >= MOST_ANSWERS) throw new TooMany();
  }
}
