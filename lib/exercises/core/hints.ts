import type { ChoiceOption, Exercise } from './exercise.ts';
import { hintWords } from './hint-words.ts';

/**
 * Advice on one exercise, after Haladyna, Downing & Rodriguez (2002), "A Review of Multiple-Choice Item-Writing Guidelines". Deterministic;
 * nothing is blocked by it.
 */
export interface Hint {
  code: HintCode;
  /** Where in the exercise: a JSON pointer. */
  pointer: string;
  /** What is to be seen there. */
  sentence: string;
  /** What would mend it. */
  fix: string;
}

export const HINT_CODES = [
  'right_is_longest',
  'all_or_none',
  'plain_negative',
  'absolute_only_in_wrong',
  'shared_word',
  'few_options',
  'equal_options',
  'overlapping_options',
  'unsorted_numbers',
  'missing_reason',
  'short_stem',
] as const;
export type HintCode = (typeof HINT_CODES)[number];

type Say = (code: HintCode, pointer: string, sentence: string, fix: string) => void;

/** All hints on an exercise in a language (`en`, `de-AT`; null where nobody has said): rules on words need a list of them. */
export function exerciseHints(exercise: Exercise, language: string | null): Hint[] {
  const hints: Hint[] = [];
  const say: Say = (code, pointer, sentence, fix) => hints.push({ code, pointer, sentence, fix });
  stemHints(exercise, language, say);
  if (exercise.exercise_type === 'mcq' || exercise.exercise_type === 'multi_select')
    choiceHints(exercise, language, say);
  reasonHints(exercise, say);
  return hints;
}

function stemHints(exercise: Exercise, language: string | null, say: Say): void {
  const { stem } = exercise;
  const whole = exercise.exercise_type === 'cloze' ? `${stem} ${exercise.text}` : stem;
  if (countWords(whole, language) < 3)
    say('short_stem', '/stem', 'The question has fewer than three words.', 'Ask in a whole sentence what is wanted.');
  const plain = [...stem.matchAll(hintWords(language)?.negative ?? NOTHING)].find(
    (found) => !isEmphasised(stem, found),
  );
  if (plain)
    say(
      'plain_negative',
      '/stem',
      `“${plain[0]}” turns the question around and is easily missed.`,
      `Ask for what is so, or make it stand out: **${plain[0]}**.`,
    );
}

const NOTHING = /(?!)/gu;
const MARKS = /[*_]|<\/?(?:strong|em|b|i|u)>/iu;

/** In capitals, or with marks of emphasis before and behind it, also as part of an emphasised phrase. */
function isEmphasised(text: string, found: RegExpExecArray): boolean {
  const [word] = found;
  if (word === word.toUpperCase() && word !== word.toLowerCase()) return true;
  const before = text.slice(0, found.index);
  const after = text.slice(found.index + word.length);
  if (!MARKS.test(after)) return false;
  const opened = before.match(/\*\*|__|[*_]|<(?:strong|em|b|i|u)>/giu)?.length ?? 0;
  const closed = before.match(/<\/(?:strong|em|b|i|u)>/giu)?.length ?? 0;
  return (opened - closed) % 2 === 1;
}

interface Choice {
  stem: string;
  options: ChoiceOption[];
  isRight: (option: ChoiceOption) => boolean;
}

function choiceHints(
  exercise: Extract<Exercise, { exercise_type: 'mcq' | 'multi_select' }>,
  language: string | null,
  say: Say,
): void {
  const { stem, options } = exercise;
  const ids = exercise.exercise_type === 'mcq' ? [exercise.answer_key.option_id] : exercise.answer_key.option_ids;
  const choice: Choice = { stem, options, isRight: ({ id }) => ids.includes(id) };
  if (options.length < 3)
    say(
      'few_options',
      '/options',
      `With ${options.length === 1 ? 'one option' : `${options.length} options`} the answer is easily guessed.`,
      'Add an option that somebody could believe, or make it true or false.',
    );
  sameHints(options, say);
  numberHints(options, say);
  if (!options.some(choice.isRight)) return;
  if (exercise.exercise_type === 'mcq') lengthHint(choice, say);
  wordHints(choice, language, say);
}

const spaced = (text: string) => text.replace(/\s+/gu, ' ').trim();

/** The right option more than half as long again as the mean of the others, and more than 15 characters longer. */
function lengthHint({ options, isRight }: Choice, say: Say): void {
  const right = options.find(isRight);
  const others = options.filter((option) => option !== right).map(({ text }) => spaced(text).length);
  if (!right || others.length === 0) return;
  const mean = others.reduce((sum, length) => sum + length, 0) / others.length;
  const length = spaced(right.text).length;
  if (length > 1.5 * mean && length - mean > 15)
    say(
      'right_is_longest',
      `/options/${options.indexOf(right)}/text`,
      `The right option has ${length} characters, the others ${Math.round(mean)} on average: its length gives it away.`,
      'Shorten it, or say as much in the others.',
    );
}

function wordHints({ stem, options, isRight }: Choice, language: string | null, say: Say): void {
  const words = hintWords(language);
  const wrong = options.filter((option) => !isRight(option));
  const right = options.filter(isRight);
  for (const [at, { text }] of options.entries()) {
    const found = words && text.match(words.all_or_none)?.[0];
    if (found)
      say(
        'all_or_none',
        `/options/${at}/text`,
        `“${found}” can be answered by knowing half of the options.`,
        'Write an option of its own, or take several choices.',
      );
  }
  const absolute = words && wrong.find(({ text }) => text.search(words.absolute) >= 0);
  if (words && absolute && !right.some(({ text }) => text.search(words.absolute) >= 0))
    say(
      'absolute_only_in_wrong',
      `/options/${options.indexOf(absolute)}/text`,
      `“${absolute.text.match(words.absolute)?.[0]}” stands in wrong options only, which gives them away.`,
      'Say when it is so, or use such a word in the right option as well.',
    );
  if (!words) return;
  const inWrong = new Set(wrong.flatMap(({ text }) => longWords(text)));
  const inStem = new Set(longWords(stem));
  const shared = right.flatMap(({ text }) => longWords(text)).find((word) => inStem.has(word) && !inWrong.has(word));
  if (shared && right[0])
    say(
      'shared_word',
      `/options/${options.indexOf(right[0])}/text`,
      `“${shared}” stands in the question and in the right option only.`,
      'Use another word in one of them, or the same word in a wrong option too.',
    );
}

const longWords = (text: string): string[] => text.toLowerCase().match(/\p{L}{5,}/gu) ?? [];

function sameHints(options: readonly ChoiceOption[], say: Say): void {
  const first = new Map<string, number>();
  for (const [at, { text, label }] of options.entries()) {
    const key = spaced(text).toLowerCase();
    // An option that is not written yet says nothing.
    if (key === '') continue;
    const before = first.get(key);
    if (before === undefined) first.set(key, at);
    else
      say(
        'equal_options',
        `/options/${at}/text`,
        `Options ${options[before]?.label} and ${label} say the same.`,
        'Change one of them, or take it out.',
      );
  }
  const ranges = options.map(({ text }) => rangeOf(text));
  for (const [at, range] of ranges.entries()) {
    const other = ranges.findIndex((one, place) => place < at && one !== null && range !== null && overlap(one, range));
    if (other >= 0)
      say(
        'overlapping_options',
        `/options/${at}/text`,
        `Options ${options[other]?.label} and ${options[at]?.label} overlap, so that both can be right.`,
        'Let one range begin above the end of the other.',
      );
  }
}

type Range = [least: number, most: number];

/** “1–5”, “1 to 5”, “1-5 km”: null for anything else. */
function rangeOf(text: string): Range | null {
  const found = /^\s*(\d+(?:\.\d+)?)\s*(?:-|–|—|to|bis|à|a)\s*(\d+(?:\.\d+)?)(?:\s*[\p{L}%°]+)?\s*$/u.exec(text);
  return found ? [Number(found[1]), Number(found[2])] : null;
}

// Ranges that only touch ("1–5", "5–10") leave 5 to both.
const overlap = (one: Range, other: Range) => one[0] <= other[1] && other[0] <= one[1] && String(one) !== String(other);

function numberHints(options: readonly ChoiceOption[], say: Say): void {
  const numbers = options.map(({ text }) => numberOf(text));
  if (options.length < 3 || numbers.some(Number.isNaN)) return;
  const rises = numbers.every((one, at) => at === 0 || one >= (numbers[at - 1] ?? one));
  const falls = numbers.every((one, at) => at === 0 || one <= (numbers[at - 1] ?? one));
  if (!rises && !falls)
    say(
      'unsorted_numbers',
      '/options',
      'The options are numbers in no order.',
      'Sort them, so that nobody has to search.',
    );
}

/** A plain number with or without a unit; NaN for what is none, or could be read in two ways. */
function numberOf(text: string): number {
  const found = /^\s*([-−+]?\d+(?:\.\d+)?)(?:\s*[\p{L}%°€$£/²³]+)?\s*$/u.exec(text);
  return found ? Number(found[1]?.replace('−', '-')) : Number.NaN;
}

/** Reasons that are absent: a learner is told "wrong" and not why. */
function reasonHints(exercise: Exercise, say: Say): void {
  const miss = (pointer: string, sentence: string, fix: string) => say('missing_reason', pointer, sentence, fix);
  const why = 'Write why; learners who answer so read it.';
  switch (exercise.exercise_type) {
    case 'mcq':
    case 'multi_select': {
      const key = exercise.answer_key;
      const ids = 'option_ids' in key ? key.option_ids : [key.option_id];
      for (const [at, option] of exercise.options.entries())
        if (!ids.includes(option.id) && !option.rationale_wrong)
          miss(
            `/options/${at}/rationale_wrong`,
            `Option ${option.label} has no reason. Learners who choose it only read “Wrong”.`,
            why,
          );
      if (!key.rationale_right) miss('/answer_key/rationale_right', 'Nothing says why the right option is right.', why);
      return;
    }
    case 'true_false':
      if (!exercise.rationale_right) miss('/rationale_right', 'Nothing says why the answer is right.', why);
      if (!exercise.rationale_wrong) miss('/rationale_wrong', 'Nothing says why the other answer is wrong.', why);
      return;
    case 'short_answer':
      for (const [at, { answer, rationale }] of exercise.wrong_answers.entries())
        if (!rationale) miss(`/wrong_answers/${at}/rationale`, `The wrong answer “${answer}” has no reason.`, why);
      if (!exercise.explanation_correct) miss('/explanation_correct', 'Nothing says why the answer is right.', why);
      return;
    case 'open_response':
      return;
    default:
      if (!exercise.explanation_correct) miss('/explanation_correct', 'Nothing says why the answer is right.', why);
  }
}

/** Words as the language cuts them; Chinese, Japanese and Thai have no spaces between them. */
function countWords(text: string, language: string | null): number {
  let count = 0;
  for (const { isWordLike } of segmenter(language).segment(text)) if (isWordLike) count++;
  return count;
}

function segmenter(language: string | null): Intl.Segmenter {
  try {
    return new Intl.Segmenter(language ?? undefined, { granularity: 'word' });
  } catch {
    // What was given is no language tag.
    return new Intl.Segmenter(undefined, { granularity: 'word' });
  }
}
