import { decimalOf, writeDecimal } from '../../decimal.ts';
import type { Exercise, ExerciseOf } from '../../exercise.ts';
import { acceptedAnswers } from '../../marking.ts';
import { readNumber } from '../../marking-numbers.ts';
import { type ExerciseResponse, responseTo } from '../../response.ts';

// One answer as SCORM records it (docs/decisions/108-scorm-packages.md): 1.2 in the words of its data model (CMIFeedback), 2004 in those
// of its fourth edition (RTE 4.2.9).

export type ScormVersion = '1.2' | '2004';

/** An answer that was marked, as the player tells it. */
export interface MarkedAnswer {
  response: ExerciseResponse;
  score: number;
  /** 0 where the answer is not marked. */
  max: number;
  ms: number;
}

export interface Interaction {
  type: string;
  response: string;
  /** Answers that are right, as far as SCORM can write them down; `result` holds where they are not all. */
  correct: string[];
  result: string;
  latency: string;
}

/** Types, answers and right answers, before they are brought to their form. */
type Recorded = Pick<Interaction, 'type' | 'response' | 'correct'>;

/** The answer to an exercise as a learning platform records it. */
export function interactionOf(
  exercise: Exercise,
  answer: MarkedAnswer,
  version: ScormVersion,
  language: string,
): Interaction {
  return {
    ...recorded(exercise, answer.response, FORMS[version], language),
    result: resultOf(answer, version),
    latency: timeSpan(answer.ms, version),
  };
}

interface Form {
  version: ScormVersion;
  /** Between the parts of an answer, and between the two sides of a pair. */
  between: string;
  pair: string;
  /** Between texts that were typed. */
  words: string;
  yes: string;
  no: string;
  /** The type of a long text, and how many characters it and a short one may have. */
  long: string;
  longest: number;
  longest_word: number;
}

const FORMS: Record<ScormVersion, Form> = {
  '1.2': {
    version: '1.2',
    between: ',',
    pair: '.',
    words: ', ',
    yes: 't',
    no: 'f',
    long: 'fill-in',
    longest: 255,
    longest_word: 255,
  },
  '2004': {
    version: '2004',
    between: '[,]',
    pair: '[.]',
    words: '[,]',
    yes: 'true',
    no: 'false',
    long: 'long-fill-in',
    longest: 4_000,
    longest_word: 250,
  },
};

/** SCORM 1.2 knows options by one character each, and neither version has to take more than these. */
const SIGNS = 'abcdefghijklmnopqrstuvwxyz0123456789';
/** So many right answers every platform keeps. */
const MOST_PATTERNS = 5;

/** Options, pairs and steps by their place: a letter, or a number where there are too many for one. */
function signs(count: number) {
  const isFew = count <= SIGNS.length;
  return { isFew, of: (at: number) => (isFew ? SIGNS.charAt(at) : String(at + 1)) };
}

function recorded(exercise: Exercise, response: ExerciseResponse, form: Form, language: string): Recorded {
  switch (exercise.exercise_type) {
    case 'mcq':
      return choices(exercise, [responseTo('mcq', response)?.option_id ?? ''], [exercise.answer_key.option_id], form);
    case 'multi_select':
      return choices(
        exercise,
        responseTo('multi_select', response)?.option_ids ?? [],
        exercise.answer_key.option_ids,
        form,
      );
    case 'true_false': {
      const said = (answer: boolean | null | undefined) => (answer ? form.yes : form.no);
      return {
        type: 'true-false',
        response: said(responseTo('true_false', response)?.answer),
        correct: [said(exercise.answer)],
      };
    }
    case 'short_answer':
      return typed([responseTo('short_answer', response)?.text ?? ''], form, acceptedAnswers(exercise));
    case 'numeric':
      return number(exercise, response, form, language);
    case 'cloze':
      return cloze(exercise, response, form);
    case 'matching':
      return matching(exercise, response, form);
    case 'ordering':
      return ordering(exercise, response, form);
    case 'open_response': {
      const text = plain(responseTo('open_response', response)?.text ?? '', form);
      return { type: form.long, response: cut(text, form.longest), correct: [] };
    }
  }
}

function choices(
  { options }: ExerciseOf<'mcq' | 'multi_select'>,
  chosen: readonly string[],
  right: readonly string[],
  form: Form,
): Recorded {
  const { isFew, of } = signs(options.length);
  const listed = (ids: readonly string[]) =>
    cut(options.flatMap(({ id }, at) => (ids.includes(id) ? [of(at)] : [])).join(form.between), form.longest);
  return { type: isFew ? 'choice' : 'fill-in', response: listed(chosen), correct: [listed(right)] };
}

/** Texts that were typed, with single texts that are right. */
function typed(given: readonly string[], form: Form, right: readonly string[]): Recorded {
  const text = (words: readonly string[]) =>
    cut(words.map((one) => cut(plain(one, form), form.longest_word)).join(form.words), form.longest);
  return {
    type: 'fill-in',
    response: text(given),
    correct: right.slice(0, MOST_PATTERNS).map((one) => text([one])),
  };
}

function cloze({ blanks }: ExerciseOf<'cloze'>, response: ExerciseResponse, form: Form): Recorded {
  const right = blanks.map(({ accepted }) => accepted[0] ?? '');
  const { response: pattern } = typed(right, form, []);
  // Only 2004 can say that capitals count.
  const counts = form.version === '2004' && blanks.some((one) => one.is_case_sensitive) ? '{case_matters=true}' : '';
  return { ...typed(responseTo('cloze', response)?.blanks ?? [], form, []), correct: [counts + pattern] };
}

function matching({ pairs, distractors }: ExerciseOf<'matching'>, response: ExerciseResponse, form: Form): Recorded {
  const rights = [...new Set([...pairs.map(({ right }) => right), ...distractors])];
  const { isFew, of } = signs(Math.max(pairs.length, rights.length));
  const listed = (chosen: readonly (string | null)[]) =>
    cut(
      chosen
        .flatMap((right, at) => (right === null ? [] : [`${of(at)}${form.pair}${of(rights.indexOf(right))}`]))
        .join(form.between),
      form.longest,
    );
  return {
    type: isFew ? 'matching' : 'fill-in',
    response: listed(responseTo('matching', response)?.rights ?? []),
    correct: [listed(pairs.map(({ right }) => right))],
  };
}

function ordering({ items }: ExerciseOf<'ordering'>, response: ExerciseResponse, form: Form): Recorded {
  const { isFew, of } = signs(items.length);
  const ids = items.map(({ id }) => id);
  const listed = (order: readonly string[]) =>
    cut(order.map((id) => of(ids.indexOf(id))).join(form.between), form.longest);
  return {
    type: isFew ? 'sequencing' : 'fill-in',
    response: listed(responseTo('ordering', response)?.item_ids ?? []),
    correct: [listed(ids)],
  };
}

/** A number as it was read; what is none is recorded as the text that it is. */
function number(exercise: ExerciseOf<'numeric'>, response: ExerciseResponse, form: Form, language: string): Recorded {
  const { text = '', reading = 0 } = responseTo('numeric', response) ?? {};
  const read = readNumber(text, language);
  const value = decimalOf(exercise.value);
  if (read.is === 'none' || !value) return typed([text], form, [String(exercise.value)]);
  const given = read.is === 'number' ? read.value : read.readings[reading];
  return { type: 'numeric', response: writeDecimal(given), correct: [rangeOf(exercise, form)] };
}

/** What counts as right: from and to in 2004, the number itself in 1.2. */
function rangeOf({ value, tolerance }: ExerciseOf<'numeric'>, { version }: Form): string {
  const width = Math.abs(tolerance.mode === 'relative' ? value * tolerance.value : tolerance.value);
  // Twelve digits take off what binary fractions leave at the end.
  const written = (one: number) => {
    const decimal = decimalOf(Number(one.toPrecision(12)));
    return decimal ? writeDecimal(decimal) : String(one);
  };
  return version === '1.2' ? written(value) : `${written(value - width)}[:]${written(value + width)}`;
}

/** A text without what 2004 reads as signs of its own. */
function plain(text: string, { version }: Form): string {
  const line = text.replace(/\p{Cc}+/gu, ' ').trim();
  return version === '1.2' ? line : line.replace(/\[([,.:])\]/g, '$1').replace(/^\{/, '({');
}

/** At most so many UTF-16 units, without half a character at the end. */
export function cut(text: string, longest: number): string {
  return text.length <= longest ? text : text.slice(0, longest).replace(/[\uD800-\uDBFF]$/, '');
}

function resultOf({ score, max }: MarkedAnswer, version: ScormVersion): string {
  if (max === 0) return 'neutral';
  if (score >= max) return 'correct';
  if (score <= 0) return version === '1.2' ? 'wrong' : 'incorrect';
  return twoDigits(score / max);
}

/** A number from 0 to 100 with at most two decimals, as platforms keep it. */
export const twoDigits = (value: number): string => String(Math.round(value * 100) / 100);

/** How long something took: `0000:01:02.50` in 1.2, `PT62.5S` in 2004. */
export function timeSpan(ms: number, version: ScormVersion): string {
  const hundredths = Math.max(0, Math.round(ms / 10));
  if (version === '2004') return `PT${hundredths / 100}S`;
  const two = (part: number) => String(Math.floor(part)).padStart(2, '0');
  const seconds = hundredths / 100;
  const hours = String(Math.min(9_999, Math.floor(seconds / 3600))).padStart(4, '0');
  return `${hours}:${two((seconds / 60) % 60)}:${two(seconds % 60)}.${two(hundredths % 100)}`;
}
