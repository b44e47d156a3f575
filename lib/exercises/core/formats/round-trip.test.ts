import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyExercise, anyExerciseOf } from '../exercise.cases.ts';
import { EXERCISE_TYPES, type Exercise } from '../exercise.ts';
import { readExercise } from '../read-exercise.ts';
import { differencesOf, isWithin } from './differences.ts';
import { EXPORT_FORMATS, type ExportFormat } from './file-formats.ts';
import { LOSSES, type Loss } from './losses.ts';
import { readQuestionPackage, readQuestions } from './read-questions.ts';
import { countsOf } from './report.ts';
import { type WriteOptions, writeQuestions } from './write-questions.ts';

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** A sample; `ROUND_TRIPS=500` tries 500 exercises of each format. Packages are read and marked anew for each exercise. */
const RUNS = Number(process.env.ROUND_TRIPS ?? 150);
const PACKAGE_RUNS = Number(process.env.ROUND_TRIPS ?? 30);
const runsOf = (format: ExportFormat) => (format.startsWith('qti') ? PACKAGE_RUNS : RUNS);

/** Writes exercises, reads the file and compares: what differs is what the report names, no more and no less. */
function roundTrip(exercises: Exercise[], format: ExportFormat, options: WriteOptions = {}) {
  const written = writeQuestions(exercises, format, options);
  const went = written.exercises.filter(({ exercise }) => exercise !== null);
  if (went.length === 0) return written;
  const read = written.entries
    ? readQuestionPackage(written.entries, digest)
    : readQuestions(new TextEncoder().encode(written.text), { digest, format });
  if (!read.ok) throw new Error(`${read.refusal.sentence}\n${written.text}`);
  const back = read.file.questions;
  expect(back.length, written.text).toBe(went.length);
  for (const [at, { exercise, losses }] of went.entries()) {
    const found = differencesOf(exercise, back[at]?.exercise).map(({ pointer }) => pointer);
    const named = losses.filter(({ code, stays }) => !(stays ?? LOSSES[code].stays)).map(({ pointer }) => pointer);
    const context = () => `${written.text}\n${JSON.stringify(exercise, null, 1)}\n${JSON.stringify(back[at], null, 1)}`;
    for (const pointer of found)
      if (!named.some((one) => isWithin(pointer, one))) throw new Error(`${pointer} is not named\n${context()}`);
    for (const pointer of named)
      if (!found.some((one) => isWithin(one, pointer))) throw new Error(`${pointer} did not change\n${context()}`);
  }
  return written;
}

/** One id each, for a bank has every id once. */
const bank = (exercises: Exercise[]) => exercises.map((one, at) => ({ ...one, id: `${one.id}-${at}` }));

test('what is generated reads as itself', () => {
  fc.assert(
    fc.property(anyExercise, (exercise) => {
      expect(readExercise(exercise)).toEqual(exercise);
    }),
    { numRuns: RUNS },
  );
});

describe.each(EXPORT_FORMATS)('%s', (format) => {
  test(`${runsOf(format)} exercises of nine types go out and come back but for what the report names`, () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(fc.array(anyExercise, { minLength: 10, maxLength: 10 }), (exercises) => {
        for (const { exercise_type } of exercises) seen.add(exercise_type);
        roundTrip(bank(exercises), format);
      }),
      { numRuns: runsOf(format) / 10, ...(format.startsWith('qti') ? { seed: 11 } : {}) },
    );
    expect([...seen].sort()).toEqual([...EXERCISE_TYPES].sort());
  });

  test('two exports have the same bytes, and the numbers add up', () => {
    const exercises = bank(fc.sample(anyExercise, { numRuns: 30, seed: 7 }));
    const first = writeQuestions(exercises, format);
    const second = writeQuestions(structuredClone(exercises), format);
    expect([second.text, second.entries]).toEqual([first.text, first.entries]);
    const counts = countsOf(first.exercises);
    expect(counts.total).toBe(30);
    expect(counts.whole + counts.changed + counts.blocked + counts.not_taken).toBe(30);
  });
});

const QTI = ['qti21', 'qti22', 'qti30'] as const;
const named = (one: Loss) => one.pointer ?? '';

test.each(QTI)('%s: what another tool gives back lacks exactly what the report names', (format) => {
  fc.assert(
    fc.property(fc.array(anyExercise, { minLength: 10, maxLength: 10 }), (exercises) => {
      const written = writeQuestions(bank(exercises), format);
      // Another tool keeps the items and passes over what is not its own.
      const entries = written.entries?.filter(({ name }) => name !== 'trailwright.json') ?? [];
      const read = readQuestionPackage(entries, digest);
      if (!read.ok) throw new Error(read.refusal.sentence);
      for (const [at, { exercise, losses }] of written.exercises.entries()) {
        const found = differencesOf(exercise, read.file.questions[at]?.exercise).map(({ pointer }) => pointer);
        const places = losses.filter(({ code }) => !LOSSES[code].stays).map(named);
        const context = JSON.stringify([exercise, read.file.questions[at]?.exercise, losses], null, 1);
        expect(
          found.filter((one) => !places.some((place) => isWithin(one, place))),
          context,
        ).toEqual([]);
        expect(
          places.filter((place) => !found.some((one) => isWithin(one, place))),
          context,
        ).toEqual([]);
        expect(
          losses.map(({ code }) => code),
          context,
        ).not.toContain('marked_otherwise_there');
        expect(
          read.file.questions[at]?.losses.map(({ code }) => code),
          context,
        ).not.toContain('marked_otherwise');
      }
    }),
    { numRuns: 6, seed: 12 },
  );
});

test('numbers come back from CSV with semicolons and decimal commas as well', () => {
  fc.assert(
    fc.property(fc.array(anyExerciseOf('numeric'), { minLength: 10, maxLength: 10 }), (exercises) => {
      roundTrip(bank(exercises), 'csv', { has_decimal_comma: true });
    }),
    { numRuns: 20 },
  );
});
