import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { assetKey } from '#lib/base/core/asset-address.ts';
import type { FileFormat } from '#lib/exercises/core/formats/file-formats.ts';
import { MOST_BYTES } from '#lib/exercises/core/formats/read-questions.ts';
import {
  type Counts,
  countsOf,
  FORMAT_NAMES,
  fateOf,
  type QuestionFile,
  type ReadQuestion,
  type ReadResult,
  type Reason,
  reasonsOf,
} from '#lib/exercises/core/formats/report.ts';
import type { WrittenQuiz } from '#lib/exercises/core/formats/write-questions.ts';
import { readQuestionFile } from '#lib/exercises/services/question-file.ts';
import { type WrittenFile, writeFileOf } from '#lib/exercises/services/written-file.ts';
import { fileFormatOf } from './formats.ts';
import { declined, done, EXIT, type Outcome, usage } from './report.ts';
import { targetOf, write } from './target.ts';
import { testLines } from './test-lines.ts';

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function open(file: string): Promise<ReadResult> {
  if (file === '-') return readQuestionFile(await buffer(process.stdin), { digest });
  const { size } = await stat(file);
  // Only its length counts for the refusal: a file beyond all measure is not loaded for it.
  const bytes = size > MOST_BYTES ? new Uint8Array(MOST_BYTES + 1) : await readFile(file);
  return readQuestionFile(bytes, { name: path.basename(file), digest });
}

function notRead(result: Extract<ReadResult, { ok: false }>): Outcome {
  const { code, sentence, instead, line, column } = result.refusal;
  return declined(code, sentence, instead, line === undefined ? undefined : { line, column });
}

export async function readQuestionsCommand(file: string): Promise<Outcome> {
  const result = await open(file);
  if (!result.ok) return notRead(result);
  const { format, encoding, questions } = result.file;
  const counts = countsOf(questions);
  const reasons = reasonsOf(questions);
  const lines = reasons.flatMap((one) => reasonLines(one, (at) => placeOf(questions[at])));
  const said = [
    `${FORMAT_NAMES[format]}, ${encoding}`,
    sumOf(counts, 'questions'),
    ...lines,
    ...testLines(result.file),
  ];
  return done({ format, encoding, counts, reasons, ...shown(result.file) }, said.join('\n'));
}

/** Where a question stands: its line, or its file in a package. */
const placeOf = (question: ReadQuestion | undefined) => question?.source.file ?? `line ${question?.source.line}`;

/** Each question with its fate; files by their digest. */
const shown = ({ questions, assets, tests }: QuestionFile) => ({
  ...(tests ? { tests } : {}),
  questions: questions.map((one) => ({ fate: fateOf(one), ...one })),
  assets: assets.map(({ sha256, name, bytes }) => ({ sha256, name, size: bytes.length })),
});

interface ConvertOptions {
  to: string;
  out?: string;
  decimalComma: boolean;
}

export async function convertQuestions(file: string, options: ConvertOptions): Promise<Outcome> {
  const target = await targetOf(options.out);
  if ('code' in target) return target;
  const format = fileFormatOf(options.to);
  if (!/^(moodle_xml|gift|csv)$/.test(format) && target.file === null)
    return usage('A package is written to a file.', 'Name it with --out.');
  const result = await open(file);
  if (!result.ok) return notRead(result);
  const { questions, assets } = result.file;
  // In a deck notes are known again by the name of the file and their ids, and are as old as the file.
  const name = file === '-' ? 'Questions' : path.basename(file).replace(/\.[^.]*$/, '');
  const written = await writeFileOf(
    questions.flatMap(({ exercise }) => exercise ?? []),
    format,
    {
      name,
      scope: name,
      changed: file === '-' ? 0 : Math.floor((await stat(file)).mtimeMs / 1000),
      files: new Map(assets.map((one) => [assetKey(one.sha256), { name: one.name, bytes: one.bytes }])),
      has_decimal_comma: options.decimalComma,
      // Files of questions do not say it.
      language: '',
      quizzes: quizzesOf(result.file),
    },
  );
  const text = target.file === null ? new TextDecoder('utf-8', { ignoreBOM: true }).decode(written.bytes) : null;
  const json = told(result.file, format, written, text === null ? { out: target.file } : { text });
  if (text !== null) return { code: EXIT.done, json, text };
  await write(target, written.bytes);
  return done(json, convertedText(result.file, { ...written, called: CALLED[format] }, target.file ?? ''));
}

/** The tests of a file as quizzes of what was taken out of it. */
function quizzesOf({ questions, tests = [] }: QuestionFile): WrittenQuiz[] {
  const taken = questions.flatMap(({ exercise }, at) => (exercise ? [at] : []));
  const placeOf = new Map(taken.map((at, place) => [at, place]));
  return tests.map(({ name, questions: asked }) => ({
    title: name,
    places: asked.flatMap((at) => placeOf.get(at) ?? []),
  }));
}

const CALLED: Record<FileFormat, string> = {
  ...FORMAT_NAMES,
  scorm12: 'SCORM 1.2',
  scorm2004: 'SCORM 2004',
  anki: 'an Anki deck',
  cc11: 'a Common Cartridge 1.1',
  cc13: 'a Common Cartridge 1.3',
};

const told = ({ questions }: QuestionFile, format: FileFormat, { exercises }: WrittenFile, where: object) => ({
  ...where,
  format,
  read: { counts: countsOf(questions), reasons: reasonsOf(questions) },
  written: { counts: countsOf(exercises), reasons: reasonsOf(exercises) },
  exercises: exercises.map(({ id, losses, exercise }) => ({ id, fate: fateOf({ exercise, losses }), losses })),
});

interface Converted {
  exercises: WrittenFile['exercises'];
  /** What the format is called. */
  called: string;
}

function convertedText({ questions }: QuestionFile, { called, exercises }: Converted, out: string): string {
  return [
    `Read: ${sumOf(countsOf(questions), 'questions')}`,
    ...reasonsOf(questions).flatMap((one) => reasonLines(one, (at) => placeOf(questions[at]))),
    `Written as ${called}: ${sumOf(countsOf(exercises), 'exercises')}`,
    ...reasonsOf(exercises).flatMap((one) => reasonLines(one, (at) => exercises[at]?.id ?? '')),
    `Wrote ${out}.`,
  ].join('\n');
}

function sumOf({ total, whole, changed, blocked, not_taken }: Counts, noun: string): string {
  return `${total} ${total === 1 ? noun.replace(/s$/, '') : noun} = ${whole} whole + ${changed} changed + ${blocked} blocked + ${not_taken} not taken`;
}

const WORDS = { changed: 'changed', blocked: 'blocked', not_taken: 'not taken', whole: 'note' } as const;
const MOST_NAMED = 5;

/** A reason in two lines: how often and what, then where and what is done instead. */
function reasonLines({ fate, title, instead, questions }: Reason, nameOf: (at: number) => string): string[] {
  const named = questions.slice(0, MOST_NAMED).map(nameOf).join(', ');
  const more = questions.length > MOST_NAMED ? ` and ${questions.length - MOST_NAMED} more` : '';
  return [`  ${WORDS[fate]} ${questions.length}: ${title}`, `    ${named}${more}. ${instead}`];
}
