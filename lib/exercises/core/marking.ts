import { type Decimal, decimalOf, isWithin, writeDecimal } from './decimal.ts';
import type { Exercise, ExerciseOf, Scoring } from './exercise.ts';
import { readNumber, unitKey } from './marking-numbers.ts';
import { isSameAnswer, saysSomething } from './marking-text.ts';
import { type ExerciseResponse, emptyResponse, type ResponseOf, responseTo } from './response.ts';

/** One place of an answer: an option, a blank, a pair, a step. `unmarked`: rightly not chosen, or nothing to say of it. */
export interface MarkedPart {
  /** The id of the option, blank or item; of pairs and criteria their place, from 0. */
  place: string;
  is: 'right' | 'wrong' | 'missed' | 'unmarked';
}

/** What is said about a wrong choice. */
export interface WrongReason {
  /** Where the text stands in the exercise, as a JSON pointer; its HTML is found by the same. */
  pointer: string;
  text: string;
  /** What somebody who answers so believes; for authors only. */
  misconception_ids: string[];
}

export interface Marking {
  /** From 0 to 1. */
  score: number;
  /** 1; 0 where there is nothing to mark by, as in an open answer without a rubric. */
  max: 0 | 1;
  is_right: boolean;
  /** In the order of the options, blanks, pairs, steps or criteria. */
  parts: MarkedPart[];
  /** What the score is made of: right and wrong among so many that could be right. Of an open answer: points. */
  right: number;
  wrong: number;
  of: number;
  /** The reasons of the wrong answers given, in their order. */
  reasons: WrongReason[];
  /** A number that can be read in two ways: both of them, the whole one first. Nothing is marked before one was chosen. */
  ask?: [string, string];
  /** Why a number was not taken, where that is not its size. */
  refused?: 'not_a_number' | 'unit_missing' | 'unit_wrong';
}

/** Marks an answer as docs/decisions/089-how-answers-are-marked.md says, for preview, player and exports alike. Never throws; nothing was answered unless the types agree. */
export function mark(exercise: Exercise, response: ExerciseResponse, language: string): Marking {
  const given = response.exercise_type === exercise.exercise_type ? response : emptyResponse(exercise, '');
  switch (exercise.exercise_type) {
    case 'mcq':
      return markChoice(exercise, responseTo('mcq', given));
    case 'multi_select':
      return markChoices(exercise, responseTo('multi_select', given));
    case 'true_false':
      return markTrueFalse(exercise, responseTo('true_false', given));
    case 'short_answer':
      return markShortAnswer(exercise, responseTo('short_answer', given));
    case 'numeric':
      return markNumber(exercise, responseTo('numeric', given), language);
    case 'cloze':
      return markCloze(exercise, responseTo('cloze', given));
    case 'matching':
      return markMatching(exercise, responseTo('matching', given));
    case 'ordering':
      return markOrdering(exercise, responseTo('ordering', given));
    case 'open_response':
      return markOpenResponse(exercise, responseTo('open_response', given));
  }
}

type Counted = Pick<Marking, 'parts'> & Partial<Marking>;

function marking(score: number, counted: Counted): Marking {
  const { parts } = counted;
  const right = parts.filter(({ is }) => is === 'right').length;
  const wrong = parts.filter(({ is }) => is === 'wrong').length;
  const of = parts.filter(({ is }) => is === 'right' || is === 'missed').length;
  const max = counted.max ?? 1;
  return { score, max, is_right: max === 1 && score === 1, right, wrong, of, reasons: [], ...counted };
}

/** All or nothing where that is said; elsewhere the share of what is right. */
const share = (parts: readonly MarkedPart[], scoring: Scoring = 'partial'): number => {
  if (parts.length === 0) return 0;
  const right = parts.filter(({ is }) => is === 'right').length;
  return scoring === 'all_or_nothing' ? Math.floor(right / parts.length) : right / parts.length;
};

const chosenPart = (place: string, isChosen: boolean, isRight: boolean): MarkedPart => ({
  place,
  is: isChosen ? (isRight ? 'right' : 'wrong') : isRight ? 'missed' : 'unmarked',
});

const optionReasons = (exercise: ExerciseOf<'mcq' | 'multi_select'>, chosen: (id: string, at: number) => boolean) =>
  exercise.options.flatMap(({ id, rationale_wrong, misconception_ids = [] }, at) =>
    rationale_wrong !== null && chosen(id, at)
      ? [{ pointer: `/options/${at}/rationale_wrong`, text: rationale_wrong, misconception_ids }]
      : [],
  );

function markChoice(exercise: ExerciseOf<'mcq'>, response: ResponseOf<'mcq'> | null): Marking {
  const { options, answer_key } = exercise;
  const hasKey = options.some(({ id }) => id === answer_key.option_id);
  const chosen = response?.option_id ?? null;
  const isRight = hasKey && chosen === answer_key.option_id;
  return marking(isRight ? 1 : 0, {
    max: hasKey ? 1 : 0,
    parts: options.map(({ id }) => chosenPart(id, id === chosen, id === answer_key.option_id)),
    of: hasKey ? 1 : 0,
    reasons: optionReasons(exercise, (id) => id === chosen && !isRight),
  });
}

function markChoices(exercise: ExerciseOf<'multi_select'>, response: ResponseOf<'multi_select'> | null): Marking {
  const { options, answer_key, scoring } = exercise;
  const rightIds = new Set(answer_key.option_ids);
  const chosen = new Set(response?.option_ids);
  const parts = options.map(({ id }) => chosenPart(id, chosen.has(id), rightIds.has(id)));
  const result = marking(0, {
    parts,
    reasons: optionReasons(exercise, (id) => chosen.has(id) && !rightIds.has(id)),
  });
  const { right, wrong, of } = result;
  const isWhole = right === of && wrong === 0;
  const score = of === 0 ? 0 : scoring === 'partial' ? Math.max(0, (right - wrong) / of) : isWhole ? 1 : 0;
  return { ...result, score, max: of > 0 ? 1 : 0, is_right: of > 0 && score === 1 };
}

function markTrueFalse(exercise: ExerciseOf<'true_false'>, response: ResponseOf<'true_false'> | null): Marking {
  const { answer, rationale_wrong } = exercise;
  const chosen = response?.answer ?? null;
  const isWrong = answer !== null && chosen !== null && chosen !== answer;
  return marking(answer !== null && chosen === answer ? 1 : 0, {
    max: answer === null ? 0 : 1,
    parts: [true, false].map((one) => chosenPart(String(one), chosen === one, answer === one)),
    of: answer === null ? 0 : 1,
    reasons: isWrong && rationale_wrong !== '' ? [reason('/rationale_wrong', rationale_wrong)] : [],
  });
}

const reason = (pointer: string, text: string, misconception_ids: string[] = []): WrongReason => ({
  pointer,
  text,
  misconception_ids,
});

/** The answers of an exercise in words that count as right, the canonical one first. */
export const acceptedAnswers = ({ canonical_answer, acceptable_answers }: ExerciseOf<'short_answer'>): string[] =>
  [...new Set([canonical_answer, ...acceptable_answers])].filter(saysSomething);

function markShortAnswer(exercise: ExerciseOf<'short_answer'>, response: ResponseOf<'short_answer'> | null): Marking {
  const given = response?.text ?? '';
  const accepted = acceptedAnswers(exercise);
  const isRight = accepted.some((one) => isSameAnswer(given, one));
  const at = isRight ? -1 : exercise.wrong_answers.findIndex(({ answer }) => isSameAnswer(given, answer));
  const known = exercise.wrong_answers[at];
  return marking(isRight ? 1 : 0, {
    max: accepted.length > 0 ? 1 : 0,
    parts: [typedPart('answer', given, isRight)],
    of: 1,
    reasons: known ? [reason(`/wrong_answers/${at}/rationale`, known.rationale, known.misconception_ids)] : [],
  });
}

const typedPart = (place: string, given: string, isRight: boolean): MarkedPart => ({
  place,
  is: isRight ? 'right' : given.trim() === '' ? 'missed' : 'wrong',
});

function markNumber(
  exercise: ExerciseOf<'numeric'>,
  response: ResponseOf<'numeric'> | null,
  language: string,
): Marking {
  const text = response?.text ?? '';
  const value = decimalOf(exercise.value);
  const read = readNumber(text, language);
  const result = (isRight: boolean, more: Partial<Marking> = {}) =>
    marking(isRight ? 1 : 0, { max: value ? 1 : 0, parts: [typedPart('answer', text, isRight)], of: 1, ...more });
  if (!value) return result(false);
  if (read.is === 'none') return result(false, text.trim() === '' ? {} : { refused: 'not_a_number' });
  const refused = refusedUnit(exercise, read.unit);
  if (read.is === 'ambiguous' && response?.reading === undefined) {
    const [whole, withDecimals] = read.readings;
    const parts: MarkedPart[] = [{ place: 'answer', is: 'unmarked' }];
    return result(false, { parts, ask: [writeDecimal(whole), writeDecimal(withDecimals)] });
  }
  const number = read.is === 'number' ? read.value : read.readings[response?.reading ?? 0];
  if (!isRightNumber(exercise, number, value)) return result(false);
  return result(refused === null, refused ? { refused } : {});
}

function isRightNumber({ tolerance }: ExerciseOf<'numeric'>, given: Decimal, value: Decimal): boolean {
  const width = decimalOf(tolerance.value) ?? { digits: 0n, scale: 0 };
  return isWithin(given, value, width, tolerance.mode === 'relative');
}

function refusedUnit({ unit, unit_mode }: ExerciseOf<'numeric'>, given: string): 'unit_missing' | 'unit_wrong' | null {
  const [key, own] = [unitKey(given), unitKey(unit)];
  if (key === '') return unit_mode === 'required' && own !== '' ? 'unit_missing' : null;
  return key === own ? null : 'unit_wrong';
}

function markCloze({ blanks, scoring }: ExerciseOf<'cloze'>, response: ResponseOf<'cloze'> | null): Marking {
  const parts = blanks.map(({ id, accepted, is_case_sensitive = false }, at) => {
    const given = response?.blanks[at] ?? '';
    return typedPart(
      id,
      given,
      accepted.some((one) => isSameAnswer(given, one, is_case_sensitive)),
    );
  });
  return marking(share(parts, scoring), { max: parts.length > 0 ? 1 : 0, parts, of: parts.length });
}

function markMatching({ pairs, scoring }: ExerciseOf<'matching'>, response: ResponseOf<'matching'> | null): Marking {
  const parts = pairs.map(({ right }, at): MarkedPart => {
    const chosen = response?.rights[at] ?? null;
    return { place: String(at), is: chosen === null ? 'missed' : chosen === right ? 'right' : 'wrong' };
  });
  return marking(share(parts, scoring), { max: parts.length > 0 ? 1 : 0, parts, of: parts.length });
}

/** Steps that say the same may change places. */
function markOrdering({ items, scoring }: ExerciseOf<'ordering'>, response: ResponseOf<'ordering'> | null): Marking {
  const saidBy = new Map(items.map(({ id, text }) => [id, text.trim()]));
  const wanted = items.map(({ text }) => text.trim());
  const given = items.map((_item, at) => saidBy.get(response?.item_ids[at] ?? '') ?? null);
  const parts = given.map((text, at): MarkedPart => {
    const place = response?.item_ids[at] ?? String(at);
    return { place, is: text === null ? 'missed' : text === wanted[at] ? 'right' : 'wrong' };
  });
  const max = items.length > 0 ? 1 : 0;
  const isWhole = items.length > 0 && parts.every(({ is }) => is === 'right');
  if (scoring !== 'partial' || items.length < 2) return marking(isWhole ? 1 : 0, { max, parts, of: parts.length });
  const right = sharedNeighbours(wanted, given);
  const of = items.length - 1;
  return marking(right / of, { parts, right, wrong: of - right, of });
}

/** How many pairs of neighbours of the right order stand beside each other, in that order, in the given one. */
function sharedNeighbours(wanted: readonly string[], given: readonly (string | null)[]): number {
  const pairs = (list: readonly (string | null)[]) => list.slice(1).map((text, at) => JSON.stringify([list[at], text]));
  const left = pairs(wanted);
  let shared = 0;
  for (const pair of pairs(given)) {
    const at = left.indexOf(pair);
    if (at < 0) continue;
    left.splice(at, 1);
    shared++;
  }
  return shared;
}

const pointsOf = (points: number): number => (Number.isFinite(points) ? Math.max(0, points) : 0);

function markOpenResponse(
  { rubric }: ExerciseOf<'open_response'>,
  response: ResponseOf<'open_response'> | null,
): Marking {
  let right = 0;
  let of = 0;
  const parts = rubric.map(({ levels }, at): MarkedPart => {
    const best = Math.max(0, ...levels.map(({ points }) => pointsOf(points)));
    const level = levels[response?.levels[at] ?? -1];
    const points = pointsOf(level?.points ?? 0);
    right += points;
    of += best;
    return { place: String(at), is: !level ? 'missed' : points === best ? 'right' : points > 0 ? 'unmarked' : 'wrong' };
  });
  return marking(of > 0 ? Math.min(1, right / of) : 0, { max: of > 0 ? 1 : 0, parts, right, wrong: 0, of });
}
