import { newExercise, optionsOf, type Unsaved } from './new-exercise.ts';

/** What is still to be said before an exercise can be added. */
export type QuickLack = 'question' | 'answer' | 'right_answer' | 'number';

export interface QuickReading {
  exercise: Unsaved;
  /** Nothing is lacking: it can be added, and nothing of it blocks. */
  lacks: QuickLack | null;
}

/**
 * Reads an exercise from a few lines as people type them. The first line is the question; then one answer a line, `*` before or behind the
 * right one. Two `*`: several choices. `True*` and `False`: true or false. `= 4 ± 0.1 GDD`: a number; `= words`: a short answer, more such
 * lines being accepted as well. `left -> right`: pairs. `1.`, `2.`: steps in their order. `[[base]]` in the question: a blank. A question
 * alone: an open answer. Null for nothing but blanks.
 */
export function readQuickEntry(text: string): QuickReading | null {
  const lines = text
    .split(/\r?\n/u)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const [stem, ...answers] = lines;
  if (stem === undefined) return null;
  if (/\[\[.+?\]\]/u.test(lines.join(' '))) return readCloze(lines);
  const reading = readAnswers(answers);
  return { exercise: { ...reading.exercise, stem }, lacks: reading.lacks };
}

const STAR = /^\*\s+|^\*(?!\*)|\s*(?<!\*)\*$/u;
const PAIR = /^(.+?)\s*(?:->|→|⇒|=>)\s*(.+)$/u;
const STEP = /^\d+[.)]\s+(.+)$/u;
const NUMBER = String.raw`[-−+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?`;
const NUMERIC = new RegExp(`^=\\s*(${NUMBER})(?:\\s*(?:±|\\+/-|\\+-)\\s*(\\d+(?:\\.\\d+)?)(\\s*%)?)?\\s*(.*)$`, 'u');

function readAnswers(answers: readonly string[]): QuickReading {
  if (answers.length === 0) return { exercise: newExercise('open_response'), lacks: null };
  if (answers.every((line) => line.startsWith('='))) return readGiven(answers);
  if (answers.every((line) => PAIR.test(line))) return readPairs(answers);
  if (answers.length > 1 && answers.every((line) => STEP.test(line))) return readSteps(answers);
  const marked = answers.map((line) => ({ text: line.replace(STAR, '').trim(), is_right: STAR.test(line) }));
  const truth = marked.map((one) => ({ ...one, is: /^(true|false)$/iu.exec(one.text)?.[1]?.toLowerCase() }));
  if (truth.length <= 2 && truth.every(({ is }) => is !== undefined)) {
    const right = truth.find(({ is_right }) => is_right);
    const exercise = { ...newExercise('true_false'), answer: right ? right.is === 'true' : null };
    return { exercise, lacks: right ? null : 'right_answer' };
  }
  return readChoice(marked);
}

function readChoice(marked: readonly { text: string; is_right: boolean }[]): QuickReading {
  const options = optionsOf(marked.map(({ text }) => text));
  const right = options.filter((_, at) => marked[at]?.is_right);
  const lacks = right.length === 0 ? 'right_answer' : options.length < 2 ? 'answer' : null;
  if (right.length > 1) {
    const several = newExercise('multi_select');
    const answer_key = { ...several.answer_key, option_ids: right.map(({ id }) => id) };
    return { exercise: { ...several, options, answer_key }, lacks };
  }
  const one = newExercise('mcq');
  const answer_key = { ...one.answer_key, option_id: right[0]?.id ?? '', label: right[0]?.label ?? '' };
  return { exercise: { ...one, options, answer_key }, lacks };
}

/** `= 4 ± 0.1 GDD` or `= words`. */
function readGiven(answers: readonly string[]): QuickReading {
  const [first = ''] = answers;
  const found = NUMERIC.exec(first);
  if (found && answers.length === 1) {
    const [, digits = '', tolerance, percent, unit = ''] = found;
    const exercise: Unsaved = {
      ...newExercise('numeric'),
      value: Number(digits.replace('−', '-')),
      tolerance: percent
        ? { mode: 'relative', value: Number(tolerance) / 100 }
        : { mode: 'absolute', value: Number(tolerance ?? 0) },
      unit: unit.trim(),
      unit_mode: unit.trim() ? 'optional' : 'none',
    };
    return { exercise, lacks: null };
  }
  const words = answers.map((line) => line.slice(1).trim()).filter((one) => one !== '');
  const [canonical_answer = '', ...acceptable_answers] = words;
  return {
    exercise: { ...newExercise('short_answer'), canonical_answer, acceptable_answers },
    lacks: canonical_answer ? null : 'answer',
  };
}

function readPairs(answers: readonly string[]): QuickReading {
  const pairs = answers.map((line) => {
    const [, left = '', right = ''] = PAIR.exec(line) ?? [];
    return { left: left.trim(), right: right.trim() };
  });
  return { exercise: { ...newExercise('matching'), pairs }, lacks: pairs.length < 2 ? 'answer' : null };
}

function readSteps(answers: readonly string[]): QuickReading {
  const items = answers.map((line, at) => ({ id: `step_${at + 1}`, text: STEP.exec(line)?.[1] ?? line }));
  return { exercise: { ...newExercise('ordering'), items }, lacks: null };
}

/** A text with `[[base]]` in it; `[[base|ground]]` accepts either. A first line without a blank is the question above it. */
function readCloze(lines: readonly string[]): QuickReading {
  const [first = ''] = lines;
  const hasStem = lines.length > 1 && !/\[\[.+?\]\]/u.test(first);
  const blanks: { id: string; accepted: string[] }[] = [];
  const text = (hasStem ? lines.slice(1) : lines).join('\n\n').replace(/\[\[(.+?)\]\]/gu, (_, inside: string) => {
    const accepted = inside.split('|').map((one) => one.trim());
    blanks.push({ id: `blank_${blanks.length + 1}`, accepted: accepted.filter((one) => one !== '') });
    return `{{blank_${blanks.length}}}`;
  });
  const exercise: Unsaved = { ...newExercise('cloze'), stem: hasStem ? first : 'Fill the blanks.', text, blanks };
  return { exercise, lacks: blanks.some(({ accepted }) => accepted.length === 0) ? 'answer' : null };
}
