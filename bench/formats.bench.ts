import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { anyExercise } from '#lib/exercises/core/exercise.cases.ts';
import { differencesOf, isWithin } from '#lib/exercises/core/formats/differences.ts';
import { EXPORT_FORMATS, type ExportFormat } from '#lib/exercises/core/formats/file-formats.ts';
import { readQuestionPackage, readQuestions } from '#lib/exercises/core/formats/read-questions.ts';
import { countsOf, type PackageEntry } from '#lib/exercises/core/formats/report.ts';
import { writeQuestions } from '#lib/exercises/core/formats/write-questions.ts';
import { type Bench, figure, type Row } from './report.ts';

// 10,000 exercises out to each format of other tools and back: those of real courses over and over, else generated ones.

const CONTENT = process.env.TRAILWRIGHT_CONTENT_DIR ?? path.resolve(import.meta.dirname, '../../shared/content');
const COURSES = ['hf-llm-course', 'iot-for-beginners'];
const MANY = 10_000;

/** The exercises of the units of real courses. */
function realBank(): object[] {
  const bank: object[] = [];
  const gather = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('exercise_bank' in value && Array.isArray(value.exercise_bank)) bank.push(...value.exercise_bank);
    else for (const inner of Object.values(value)) gather(inner);
  };
  for (const course of COURSES) {
    const folder = path.join(CONTENT, course, 'units');
    for (const file of existsSync(folder) ? readdirSync(folder).sort() : [])
      if (file.endsWith('.json')) gather(JSON.parse(readFileSync(path.join(folder, file), 'utf8')));
  }
  return bank;
}

function timed<T>(work: () => T): [T, number] {
  const began = process.cpuUsage();
  const made = work();
  return [made, process.cpuUsage(began).user / 1000];
}

const digest = () => '0'.repeat(64);
const sizeOf = (entries: readonly PackageEntry[]) => entries.reduce((sum, { bytes }) => sum + bytes.length, 0);

/** 500 generated exercises out to a package and back: how many are the same, and what another tool does not see of them. */
function roundTrip(format: ExportFormat): Row {
  const bank = fc.sample(anyExercise, { numRuns: 500, seed: 20 }).map((one, at) => ({ ...one, id: `${one.id}-${at}` }));
  const [written, spent] = timed(() => writeQuestions(bank, format));
  const read = readQuestionPackage(written.entries ?? [], digest);
  if (!read.ok) throw new Error(read.refusal.sentence);
  const back = read.file.questions;
  const same = bank.filter((one, at) => differencesOf(one, back[at]?.exercise).length === 0).length;
  if (same < bank.length)
    throw new Error(`${bank.length - same} of ${bank.length} exercises came back otherwise from ${format}.`);
  const bare = readQuestionPackage(
    (written.entries ?? []).filter(({ name }) => name !== 'trailwright.json'),
    digest,
  );
  if (!bare.ok) throw new Error(bare.refusal.sentence);
  for (const [at, { losses }] of written.exercises.entries()) {
    const found = differencesOf(bank[at], bare.file.questions[at]?.exercise).map(({ pointer }) => pointer);
    const unnamed = found.filter((pointer) => !losses.some((one) => isWithin(pointer, one.pointer)));
    if (unnamed.length > 0)
      throw new Error(`${bank[at]?.id}: ${unnamed.join(', ')} is not named by the report of ${format}.`);
  }
  const { whole, changed } = countsOf(written.exercises);
  return {
    what: `${format}, 500 generated ones out`,
    figure: figure([spent], 'ms'),
    how: `${same} the same when they come back; for the other tool ${whole} whole, ${changed} changed`,
  };
}

function measure(bank: readonly object[], say: (text: string) => void): Row[] {
  const exercises = Array.from({ length: MANY }, (_, at) => ({ ...bank[at % bank.length], id: `q${at}` }));
  const [json, asJson] = timed(() => JSON.parse(JSON.stringify(exercises)) as unknown[]);
  const rows: Row[] = [
    { what: 'JSON, out and back', figure: figure([asJson], 'ms'), how: `${json.length} exercises, for comparison` },
  ];
  for (const format of EXPORT_FORMATS) {
    say(format);
    const [written, out] = timed(() => writeQuestions(exercises, format));
    const bytes = new TextEncoder().encode(written.text);
    const [read, back] = timed(() =>
      written.entries ? readQuestionPackage(written.entries, digest) : readQuestions(bytes, { digest }),
    );
    const { whole, changed, not_taken } = countsOf(written.exercises);
    const size = `${((written.entries ? sizeOf(written.entries) : bytes.length) / 1e6).toFixed(1)} MB`;
    rows.push(
      {
        what: `${format}, out`,
        figure: figure([out], 'ms'),
        how: `${whole} whole, ${changed} changed, ${not_taken} not possible; ${size}`,
      },
      {
        what: `${format}, in`,
        figure: figure([back], 'ms'),
        how: read.ok ? `${read.file.total} questions` : read.refusal.sentence,
      },
    );
  }
  for (const format of EXPORT_FORMATS.filter((one) => one.startsWith('qti'))) rows.push(roundTrip(format));
  return rows;
}

const bench: Bench = {
  name: 'formats',
  about: '10,000 exercises as files of other tools, out and in; processor time',
  run: async (say) => {
    const real = realBank();
    if (real.length === 0) say(`no courses at ${CONTENT} (TRAILWRIGHT_CONTENT_DIR): generated exercises`);
    return measure(real.length > 0 ? real : fc.sample(anyExercise, { numRuns: 500, seed: 1 }), say);
  },
};

export default bench;
