import { isTangled } from '#lib/lessons/core/markdown.ts';
import { lessonSyntax } from '#lib/lessons/core/syntax.ts';
import type { Blank, Exercise, ExerciseBase, ExerciseOf } from '../../exercise.ts';
import { readText, wordsOfHtml } from '../text/read.ts';
import type { Conversion } from '../text/text.ts';
import { type ClozeAnswer, type ClozeCode, clozeCodes } from './cloze-code.ts';
import { explained, moodleNumber, percent, reasonOf } from './parts.ts';
import { isFull, type MoodleQuestion } from './question.ts';

const syntax = lessonSyntax().freeze();

/** A text with embedded answers. Its blanks are numbered from 1. */
export function clozeExercise(question: MoodleQuestion, base: ExerciseBase, conversion: Conversion): Exercise | null {
  const codes = clozeCodes(question.text.text);
  if (codes.length === 0) {
    conversion.lose('no_blanks', 'text');
    return null;
  }
  if (codes.some(({ kind }) => kind === 'several')) {
    conversion.lose('several_in_blank', 'blanks');
    return null;
  }
  if (new Set(codes.map(({ weight }) => weight)).size > 1)
    conversion.lose('points_of_options', 'blanks', {
      pointer: '/scoring',
      sentence: `The blanks count ${codes.map(({ weight }) => weight).join(', ')} points.`,
      instead: 'Each blank counts the same.',
    });
  return clozeText(question, base, conversion, {
    cuts: codes,
    blanks: codes.map((code, at) => blankOf(code, at, conversion)),
  });
}

/** A text with blanks of which is known where its blanks stand in the source and what they accept. */
export function clozeText(
  question: MoodleQuestion,
  base: ExerciseBase,
  conversion: Conversion,
  { cuts, blanks }: { cuts: readonly { start: number; end: number }[]; blanks: Blank[] },
): ExerciseOf<'cloze'> {
  let text = '';
  let from = 0;
  for (const [at, { start, end }] of cuts.entries()) {
    text += `${question.text.text.slice(from, start)}{{${at + 1}}}`;
    from = end;
  }
  text += question.text.text.slice(from);
  const whole = readText({ ...question.text, text }, conversion, { field: 'text', pointer: '/text' });
  return {
    ...base,
    exercise_type: 'cloze',
    ...splitStem(whole),
    blanks,
    scoring: 'partial',
    ...explained(reasonOf(question, [], conversion, 'explanation_correct', '/explanation_correct')),
  };
}

/** What stands before the first block with a blank asks; from there on it is the text to be filled in. */
export function splitStem(markdown: string): { stem: string; text: string } {
  if (isTangled(markdown)) return { stem: '', text: markdown };
  const blocks = syntax.parse(markdown).children;
  const spans = blocks.map(({ position }) => [position?.start.offset ?? 0, position?.end.offset ?? 0] as const);
  const first = spans.findIndex(([start, end]) => /\{\{[^{}\s]+\}\}/.test(markdown.slice(start, end)));
  const start = spans[first]?.[0] ?? 0;
  return { stem: markdown.slice(0, start).trim(), text: markdown.slice(start).trim() };
}

function blankOf({ kind, answers }: ClozeCode, at: number, conversion: Conversion): Blank {
  const pointer = `/blanks/${at}`;
  const wordsOf = ({ text }: ClozeAnswer) => {
    const words = wordsOfHtml(text);
    return kind === 'number' ? numberIn(words, pointer, conversion) : words;
  };
  const right = answers.filter(({ fraction }) => isFull(fraction));
  for (const answer of answers) {
    if (answer.feedback !== '')
      conversion.lose('feedback_of_answer', 'blanks', {
        pointer,
        sentence: `Blank ${at + 1} has replies to single answers.`,
      });
    if (answer.fraction > 0 && !isFull(answer.fraction))
      conversion.lose('partly_right', 'blanks', {
        pointer,
        sentence: `“${wordsOfHtml(answer.text).slice(0, 80)}” earns ${percent(answer.fraction)} of blank ${at + 1}.`,
        instead: 'It counts as wrong.',
      });
  }
  return {
    id: String(at + 1),
    accepted: right.map(wordsOf).filter((one) => one !== ''),
    ...(kind === 'choice' ? { options: answers.map(wordsOf) } : {}),
    ...(kind === 'short_case' ? { is_case_sensitive: true } : {}),
  };
}

/** `5:0.1` is 5 with a tolerance; what is no number is no answer. */
function numberIn(words: string, pointer: string, conversion: Conversion): string {
  const [value = '', tolerance = '0'] = words.split(':');
  if (!Number.isFinite(moodleNumber(value))) return '';
  if (moodleNumber(tolerance) > 0)
    conversion.lose('number_in_blank', 'blanks', { pointer, sentence: `A blank accepts ${value} ± ${tolerance}.` });
  return value.trim();
}
