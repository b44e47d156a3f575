import type { Exercise, ExerciseType } from '../exercise.ts';
import { readExercise } from '../read-exercise.ts';
import { AssetShelf } from './assets.ts';
import { blocksOf } from './blocks.ts';
import type { CsvRow } from './csv/cells.ts';
import { exerciseOfRow } from './csv/read-row.ts';
import { csvRow, csvText } from './csv/write.ts';
import { lossesBetween, pointerKey } from './differences.ts';
import type { ExportFormat } from './file-formats.ts';
import { forGift, GIFT_TYPES, giftText, hasArrow } from './gift/write.ts';
import { LOSSES, type Loss, loss } from './losses.ts';
import { fromExercise } from './moodle/from-exercise.ts';
import type { MoodleQuestion } from './moodle/question.ts';
import { toExercise } from './moodle/to-exercise.ts';
import { moodleXml } from './moodle/xml-write.ts';
import { packageEntries } from './qti/package-write.ts';
import type { WrittenTest } from './qti/test-write.ts';
import { isIdentifier } from './qti/write-common.ts';
import { type WrittenItem, writeItem } from './qti/write-item.ts';
import type { QtiVersion } from './qti/xml-write.ts';
import type { PackageEntry } from './report.ts';
import { Conversion } from './text/text.ts';
import type { FilesByKey } from './text/write.ts';

/** One exercise of an export and what became of it. */
export interface WrittenExercise {
  id: string;
  /** The exercise as it went out; null where it did not. */
  exercise: Exercise | null;
  losses: Loss[];
}

export interface WrittenQuestions {
  format: ExportFormat;
  /** Empty where the format is a package. */
  text: string;
  /** Of a package: the files in it, in their order. */
  entries?: PackageEntry[];
  exercises: WrittenExercise[];
}

export interface WriteOptions {
  /** Of Moodle, the parts between ` / `; of packages, their title. */
  category?: string;
  /** Pictures of the exercises, for formats that carry files. */
  files?: FilesByKey;
  /** For spreadsheets of languages with a decimal comma: semicolons between cells. */
  has_decimal_comma?: boolean;
  /** Quizzes of the exercises by their places, for formats that have tests. */
  quizzes?: readonly WrittenQuiz[];
}

/** A quiz of exercises that go out. */
export interface WrittenQuiz {
  title: string;
  /** Places in the list of exercises, in its order. */
  places: readonly number[];
}

type Made = { question: MoodleQuestion } | { row: CsvRow };

const isQti = (format: ExportFormat): format is QtiVersion => format.startsWith('qti');

/**
 * Exercises in the format of another tool, with what is lost on the way. The losses of each are found by reading it back, so a field
 * that is not named comes back as it was. The same exercises give the same bytes.
 */
export function writeQuestions(
  bank: readonly unknown[],
  format: ExportFormat,
  options: WriteOptions = {},
): WrittenQuestions {
  const made: Made[] = [];
  const items = new Map<number, WrittenItem>();
  const named = new PackageNames(options.quizzes ?? []);
  const exercises = bank.map((raw, at): WrittenExercise => {
    const exercise = readExercise(raw);
    const id = String((raw as { id?: unknown } | null)?.id ?? '');
    if (!exercise) return { id, exercise: null, losses: [loss('unknown_exercise', 'exercise_type')] };
    const { losses, ...one } = isQti(format)
      ? asItem(exercise, at, format, named, options)
      : format === 'csv'
        ? asRow(exercise, options)
        : asQuestion(exercise, format, options);
    const all = [...extraFields(raw, exercise), ...losses];
    const isLeftOut = all.some(({ code }) => LOSSES[code].fate === 'not_taken');
    if (!isLeftOut && 'item' in one && one.item) items.set(at, one.item);
    if (!isLeftOut && 'made' in one && one.made) made.push(one.made);
    return { id, exercise: isLeftOut ? null : exercise, losses: all };
  });
  if (!isQti(format)) return { format, text: textOf(made, format, options), exercises };
  const tests = testsOf(options.quizzes ?? [], items, exercises);
  const content = { items: [...items.values()], tests, title: options.category ?? '' };
  return { format, text: '', entries: packageEntries(content, format), exercises };
}

/** Quizzes as tests of what went out; one of which nothing did is none. */
function testsOf(
  quizzes: readonly WrittenQuiz[],
  items: ReadonlyMap<number, WrittenItem>,
  exercises: readonly WrittenExercise[],
): WrittenTest[] {
  const tests = quizzes.flatMap(({ title, places }) => {
    const asked = [...new Set(places)].flatMap((at) => {
      const item = items.get(at);
      const weight = exercises[at]?.exercise?.weight;
      return item ? [{ identifier: item.identifier, ...(weight === undefined ? {} : { weight }) }] : [];
    });
    return asked.length > 0 ? [{ title: readable(title).replace(/\s+/g, ' ').trim(), items: asked }] : [];
  });
  return tests.map((one, at) => ({ identifier: `quiz_${at + 1}`, ...one }));
}

/** What exercises and passages of a package are called, and which of them a test names. */
class PackageNames {
  readonly items = new Identifiers();
  readonly #stimuli = new Identifiers();
  readonly #passages = new Map<string, string>();
  readonly #asked: ReadonlySet<number>;

  constructor(quizzes: readonly WrittenQuiz[]) {
    this.#asked = new Set(quizzes.flatMap(({ places }) => places));
  }

  isInTest(at: number): boolean {
    return this.#asked.has(at);
  }

  /** One file for each passage: two that share an id and say different things are two. */
  stimulusOf(stimulus_id: string, passage: string): string {
    const key = JSON.stringify([stimulus_id, passage]);
    const identifier = this.#passages.get(key) ?? this.#stimuli.next(stimulus_id);
    this.#passages.set(key, identifier);
    return identifier;
  }
}

/** Identifiers of the items of a package: ids that QTI takes as they are, each once. */
class Identifiers {
  readonly #taken = new Set<string>();

  next(id: string): string {
    const wanted = isIdentifier(id) ? id : `q_${id.replace(/[^\w.-]+/g, '_').slice(0, 60)}`;
    let identifier = wanted;
    // File systems that tell no capitals apart keep one of two such files.
    for (let number = 2; this.#taken.has(identifier.toLowerCase()); number++) identifier = `${wanted}-${number}`;
    this.#taken.add(identifier.toLowerCase());
    return identifier;
  }
}

const decimalOf = ({ has_decimal_comma }: WriteOptions) => (has_decimal_comma ? 'comma' : 'point');

function textOf(made: readonly Made[], format: ExportFormat, options: WriteOptions): string {
  const questions = made.flatMap((one) => ('question' in one ? [one.question] : []));
  if (format === 'moodle_xml') return moodleXml(questions, options.category);
  if (format === 'gift') return giftText(questions, options.category);
  return csvText(
    made.flatMap((one) => ('row' in one ? [one.row] : [])),
    decimalOf(options),
  );
}

interface Attempt {
  made?: Made;
  losses: Loss[];
}

function blocking(exercise: Exercise): Loss[] {
  return blocksOf(exercise).map(({ field, pointer, sentence }) =>
    loss('blocks', field, { pointer, sentence: `It breaks a rule that blocks: ${sentence}` }),
  );
}

function asQuestion(exercise: Exercise, format: 'moodle_xml' | 'gift', { files }: WriteOptions): Attempt {
  const blocks = blocking(exercise);
  if (blocks.length > 0) return { losses: blocks };
  const conversion = new Conversion(new AssetShelf(digestOf(files)));
  const whole = fromExercise(readable(exercise), {
    conversion,
    ...(files && format === 'moodle_xml' ? { files } : {}),
  });
  if (format === 'gift' && !GIFT_TYPES.has(whole.type))
    return {
      losses: [
        loss('no_such_type', 'exercise_type', {
          sentence: `GIFT has no type “${NAMES[exercise.exercise_type]}”.`,
          instead: 'Left out. Export it as Moodle XML.',
        }),
      ],
    };
  const question = format === 'gift' ? forGift(whole) : whole;
  const isTooShort =
    (question.type === 'multichoice' && question.answers.length < 2) ||
    (format === 'gift' && question.type === 'match' && question.pairs.length < 2);
  if (isTooShort)
    return {
      losses: [
        loss('too_few_answers', 'exercise_type', {
          sentence: 'Moodle takes no question with fewer than two answers to choose from.',
        }),
      ],
    };
  if (format === 'gift' && hasArrow(question)) return { losses: [loss('arrow_in_answer', 'canonical_answer')] };
  const back = toExercise(question, new Conversion(conversion.assets));
  return { made: { question }, losses: [...conversion.losses, ...lossesBetween(exercise, back, conversion.losses)] };
}

function asItem(
  exercise: Exercise,
  at: number,
  version: QtiVersion,
  names: PackageNames,
  { files }: WriteOptions,
): { item: WrittenItem | null; losses: Loss[] } {
  const identifier = names.items.next(exercise.id);
  const blocks = blocking(exercise);
  if (blocks.length > 0) return { item: null, losses: blocks };
  return writeItem(exercise, readable(exercise), {
    ...{ version, identifier, digest: digestOf(files), isInTest: names.isInTest(at) },
    ...(files ? { files } : {}),
    // QTI 2.1 has no passages of their own.
    ...(version === 'qti21' ? {} : { stimulusOf: names.stimulusOf.bind(names) }),
  });
}

function asRow(exercise: Exercise, options: WriteOptions): Attempt {
  const blocks = blocking(exercise);
  if (blocks.length > 0) return { losses: blocks };
  const decimal = decimalOf(options);
  const row = csvRow(readable(exercise), decimal);
  const back = exerciseOfRow(row, decimal, new Conversion(new AssetShelf(() => '')));
  return { made: { row }, losses: lossesBetween(exercise, back, []) };
}

const NAMES: Record<ExerciseType, string> = {
  mcq: 'One choice',
  multi_select: 'Several choices',
  true_false: 'True or false',
  short_answer: 'Short answer',
  numeric: 'Number',
  cloze: 'Fill the blanks',
  matching: 'Matching',
  ordering: 'Ordering',
  open_response: 'Open answer',
};

/** Reading back, a picture has the address that it had: the digest of its bytes begins with its key. */
const digestOf = (files: FilesByKey | undefined) => (bytes: Uint8Array) => {
  for (const [key, file] of files ?? []) if (sameBytes(file.bytes, bytes)) return key;
  return '';
};

const sameBytes = (a: Uint8Array, b: Uint8Array) => a.length === b.length && a.every((byte, at) => byte === b[at]);

/** Without the characters that no XML may have, and with one kind of line end. */
function readable<T>(value: T): T {
  const clean = (text: string) => text.replace(/\r\n?/g, '\n').replace(/(?![\n\t])\p{Cc}|[\ufffe\uffff]|\p{Cs}/gu, '');
  const walk = (one: unknown): unknown => {
    if (typeof one === 'string') return clean(one);
    if (Array.isArray(one)) return one.map(walk);
    if (typeof one !== 'object' || one === null) return one;
    return Object.fromEntries(Object.entries(one).map(([key, inner]) => [key, walk(inner)]));
  };
  return walk(value) as T;
}

/** Fields that the studio keeps without knowing them, at any depth. */
function extraFields(raw: unknown, known: unknown, pointer = ''): Loss[] {
  if (typeof raw !== 'object' || raw === null || typeof known !== 'object' || known === null) return [];
  return Object.entries(raw).flatMap(([key, value]) => {
    const inner = (known as Record<string, unknown>)[key];
    const at = `${pointer}/${pointerKey(key)}`;
    if (inner === undefined && value !== undefined && value !== null && value !== '')
      return [
        loss('extra_fields', at.split('/')[1] ?? '', {
          pointer: at,
          sentence: `The exercise has a field ${at} that the studio does not know.`,
        }),
      ];
    return extraFields(value, inner, at);
  });
}
