import type { Exercise } from '../exercise.ts';
import type { Fate } from './loss-kinds.ts';
import { LOSSES, type Loss, type LossCode } from './losses.ts';

export const QUESTION_FORMATS = ['moodle_xml', 'gift', 'aiken', 'csv', 'qti12', 'qti21', 'qti22', 'qti30'] as const;
export type QuestionFormat = (typeof QUESTION_FORMATS)[number];

/** What a format is called on screens. */
export const FORMAT_NAMES: Record<QuestionFormat, string> = {
  moodle_xml: 'Moodle XML',
  gift: 'GIFT',
  aiken: 'Aiken',
  csv: 'CSV',
  qti12: 'QTI 1.2',
  qti21: 'QTI 2.1',
  qti22: 'QTI 2.2',
  qti30: 'QTI 3.0',
};

/** A file of a package, unpacked; its name has slashes between folders. */
export interface PackageEntry {
  name: string;
  bytes: Uint8Array;
}

/** Where a question stands in its file. */
export interface QuestionSource {
  /** Of a package: the file in it. */
  file?: string;
  /** From 1. */
  line: number;
  column?: number;
  /** As the file has it, cut where it is long. */
  text: string;
  name?: string;
  category?: string;
  /** What the format calls its type. */
  type?: string;
}

/** One question of a file and what became of it. */
export interface ReadQuestion {
  /** null where nothing is taken. */
  exercise: Exercise | null;
  source: QuestionSource;
  losses: Loss[];
}

/** A test of a file, as far as a quiz can be made of it. */
export interface QuestionTest {
  name: string;
  /** Of a package: the file in it. */
  file: string;
  /** Places in the list of questions, in its order, each once. */
  questions: number[];
  /** What it says beyond that. */
  losses: Loss[];
}

/** A file that came within a file of questions, to be stored; texts name it by `/assets/...`. */
export interface QuestionAsset {
  sha256: string;
  name: string;
  bytes: Uint8Array;
}

export interface QuestionFile {
  format: QuestionFormat;
  /** How its bytes were read: utf-8, utf-16le, windows-1252 ...; `zip` of a package. */
  encoding: string;
  questions: ReadQuestion[];
  total: number;
  assets: QuestionAsset[];
  /** Of packages that have some. */
  tests?: QuestionTest[];
}

/** A file that is not read, with the reason. */
export interface Refusal {
  code: string;
  /** What the file is, as far as that is known: "a Word document". */
  is: string | null;
  sentence: string;
  /** What to do. */
  instead: string;
  line?: number;
  column?: number;
}

export type ReadResult = { ok: true; file: QuestionFile } | { ok: false; refusal: Refusal };

/** What became of a question: exactly one of four. */
export function fateOf({ exercise, losses }: Pick<ReadQuestion, 'losses'> & { exercise: unknown }): Fate {
  if (exercise === null) return 'not_taken';
  if (losses.some(({ code }) => LOSSES[code].fate === 'blocked')) return 'blocked';
  return losses.some(({ code }) => LOSSES[code].fate !== 'whole') ? 'changed' : 'whole';
}

export type Counts = Record<Fate, number> & { total: number };

/** total = whole + changed + blocked + not taken. */
export function countsOf(questions: readonly (Pick<ReadQuestion, 'losses'> & { exercise: unknown })[]): Counts {
  const counts: Counts = { total: questions.length, whole: 0, changed: 0, blocked: 0, not_taken: 0 };
  for (const question of questions) counts[fateOf(question)]++;
  return counts;
}

/** The questions that share a loss: a row of the report. */
export interface Reason {
  /** `whole` for a note. */
  fate: Fate;
  code: LossCode;
  title: string;
  instead: string;
  /** Places in the list of questions. */
  questions: number[];
}

const ORDER: readonly Fate[] = ['changed', 'not_taken', 'blocked', 'whole'];

/** The losses of a file by their kind, changes first, the most frequent first. A question with several losses is in several rows. */
export function reasonsOf(questions: readonly (Pick<ReadQuestion, 'losses'> & { exercise: unknown })[]): Reason[] {
  const found = new Map<LossCode, Reason>();
  for (const [at, { losses }] of questions.entries()) {
    for (const { code, instead } of losses) {
      const { fate, title, ...kind } = LOSSES[code];
      const reason = found.get(code) ?? { fate, code, title, instead, questions: [] };
      // What is done is said in the words that fit all of them.
      if (reason.instead !== instead) reason.instead = kind.instead;
      if (reason.questions.at(-1) !== at) reason.questions.push(at);
      found.set(code, reason);
    }
  }
  return [...found.values()].sort(
    (a, b) => ORDER.indexOf(a.fate) - ORDER.indexOf(b.fate) || b.questions.length - a.questions.length,
  );
}
