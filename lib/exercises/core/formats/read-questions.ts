import type { Exercise } from '../exercise.ts';
import { readAiken } from './aiken.ts';
import type { Digest } from './assets.ts';
import { readCsv } from './csv/read.ts';
import { decodeText } from './decode.ts';
import { readGift } from './gift/read.ts';
import { readMoodle } from './moodle/read.ts';
import { PACKED } from './packages.ts';
import { readPackage } from './qti/package.ts';
import { readQtiItem } from './qti/read.ts';
import { readQti12File } from './qti12/read.ts';
import { recognise } from './recognise.ts';
import { FORMAT_NAMES, type PackageEntry, type QuestionFormat, type ReadResult, type Refusal } from './report.ts';
import { doctypeRefusal } from './xml.ts';

/** The largest file, and the most questions in one. */
export const MOST_BYTES = 100_000_000;
export const MOST_QUESTIONS = 20_000;

export interface ReadOptions {
  /** A hint where the content leaves it open. */
  name?: string;
  /** SHA-256 in hexadecimal, for files that come within questions. */
  digest: Digest;
  /** For somebody who knows better than what is recognised. */
  format?: QuestionFormat;
}

/**
 * The questions of a file: each becomes an exercise, whole or changed or blocked, or is not taken, with the reason. A file that is known
 * and not read is refused by name.
 */
export function readQuestions(bytes: Uint8Array, { name = '', digest, format }: ReadOptions): ReadResult {
  if (bytes.length > MOST_BYTES)
    return refuse(
      'too_large',
      null,
      `The file has ${mega(bytes.length)}; ${mega(MOST_BYTES)} are the most.`,
      'Split it.',
    );
  const { text, encoding } = decodeText(bytes);
  const found = format ? { format } : recognise(bytes, text, name);
  if (found === null)
    return refuse(
      'not_recognised',
      null,
      'No questions were found in this file.',
      'Choose a file of Moodle XML, QTI, GIFT, Aiken or CSV.',
    );
  if ('code' in found) {
    // A document type is the better reason: whoever mends that file should know.
    const doctype = /^(dtd|html|xsd)$/.test(found.code) ? null : doctypeRefusal(text);
    if (doctype) return { ok: false, refusal: doctype };
    if (found.code === PACKED) return refuse(found.code, found.is, `It is ${found.is}.`, found.instead);
    return refuse(found.code, found.is, `It is ${found.is}, which is not read as questions.`, found.instead);
  }
  return finished(readAs(found.format, text, encoding, digest));
}

/** The questions of a package that was unpacked (QTI 2 and 3, and 1.2 as Canvas exports it). */
export const readQuestionPackage = (entries: readonly PackageEntry[], digest: Digest): ReadResult =>
  finished(readPackage(entries, digest));

/** What holds for the questions of every file. */
function finished(read: ReadResult): ReadResult {
  if (!read.ok) return read;
  const { questions, format } = read.file;
  if (questions.length > MOST_QUESTIONS)
    return refuse(
      'too_many_questions',
      null,
      `The file has ${questions.length} questions; ${MOST_QUESTIONS} are the most.`,
      'Split it.',
    );
  if (questions.length === 0)
    return refuse(
      'no_questions',
      `a file of ${FORMAT_NAMES[format]} without questions`,
      'There is no question in this file.',
      'Choose another file.',
    );
  giveIds(questions.flatMap(({ exercise }) => exercise ?? []));
  return read;
}

function readAs(format: QuestionFormat, text: string, encoding: string, digest: Digest): ReadResult {
  switch (format) {
    case 'moodle_xml':
      return readMoodle(text, encoding, digest);
    case 'csv':
      return readCsv(text, encoding, digest);
    case 'gift':
      return { ok: true, file: readGift(text, encoding, digest) };
    case 'aiken':
      return { ok: true, file: readAiken(text, encoding, digest) };
    case 'qti12':
      return readQti12File(text, encoding, digest);
    case 'qti21':
    case 'qti22':
    case 'qti30':
      return readQtiItem(text, encoding, digest);
  }
}

function refuse(code: string, is: string | null, sentence: string, instead: string): { ok: false; refusal: Refusal } {
  return { ok: false, refusal: { code, is, sentence, instead } };
}

const mega = (bytes: number) => `${(bytes / 1_000_000).toFixed(1)} MB`;

/** Exercises of one file have ids of their own: a name that comes again gets a number. */
function giveIds(exercises: Exercise[]) {
  const taken = new Set<string>();
  const next = new Map<string, number>();
  for (const exercise of exercises) {
    const wanted = exercise.id || 'question';
    let id = wanted;
    let number = next.get(wanted) ?? 2;
    while (taken.has(id)) id = `${wanted}-${number++}`;
    next.set(wanted, number);
    taken.add(id);
    exercise.id = id;
  }
}
