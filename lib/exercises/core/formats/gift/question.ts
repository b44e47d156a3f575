import type { LossCode } from '../losses.ts';
import { moodleNumber } from '../moodle/parts.ts';
import { emptyQuestion, type MoodleAnswer, type MoodleQuestion } from '../moodle/question.ts';
import { NO_TEXT, type SourceText, type TextFormat } from '../text/text.ts';
import { type GiftPiece, hideEscapes, showEscapes } from './split.ts';

export type GiftQuestion =
  | { is: 'question'; question: MoodleQuestion }
  | { is: 'category'; path: string }
  | { is: 'broken'; code: LossCode; sentence?: string; name: string };

const FORMATS: readonly TextFormat[] = ['html', 'moodle', 'plain', 'markdown'];

/** What a piece of a GIFT file says, by the rules of Moodle; null for comments alone. */
export function giftQuestion({ text: source, comments }: GiftPiece): GiftQuestion | null {
  if (source === '') return null;
  const hidden = hideEscapes(source);
  if (hidden.startsWith('$CATEGORY:')) return { is: 'category', path: showEscapes(hidden.slice(10)).trim() };
  const named = /^::([\s\S]*?)::([\s\S]*)$/.exec(hidden);
  const name = named ? showEscapes(named[1] ?? '').trim() : '';
  const text = (named ? (named[2] ?? '') : hidden).trim();
  const start = text.indexOf('{');
  const end = text.indexOf('}');
  const head = { name, ...marksIn(comments) };
  if (start < 0 && end < 0)
    return { is: 'question', question: { ...emptyQuestion('description'), ...head, text: textOf(text) } };
  if (start < 0 || end < start) return { is: 'broken', code: 'braces', name };
  // Text behind the answers makes a blank of them.
  const stem = text.slice(0, start) + (end === text.length - 1 ? '' : '_____') + text.slice(end + 1);
  const inside = text.slice(start + 1, end).trim();
  const cut = inside.lastIndexOf('####');
  const questionText = textOf(stem);
  const { format } = questionText;
  const general_feedback = cut < 0 ? { ...NO_TEXT, format } : textOf(inside.slice(cut + 4), format);
  const answers = (cut < 0 ? inside : inside.slice(0, cut)).trim();
  const read = answersOf(answers, format);
  if ('code' in read) return { is: 'broken', name, ...read };
  return {
    is: 'question',
    question: { ...emptyQuestion(read.type), ...head, text: questionText, general_feedback, ...read },
  };
}

/** `[id:q1] [tag:soil]` in comments. */
function marksIn(comments: readonly string[]): Pick<MoodleQuestion, 'id_number' | 'tags'> {
  const all = comments.join('\n');
  const plain = (text: string | undefined) => (text ?? '').replaceAll('\\]', ']').trim();
  return {
    id_number: plain(/\[id:((?:\\\]|[^\]\p{Cc}])+)\]/u.exec(all)?.[1]),
    tags: Array.from(all.matchAll(/\[tag:((?:\\\]|[^\]\p{Cc}])+)\]/gu), ([, tag]) => plain(tag)),
  };
}

function textOf(source: string, usual: TextFormat = 'moodle'): SourceText {
  const text = source.trim();
  const found = /^\[(\w+)\]([\s\S]*)$/.exec(text);
  const format = FORMATS.find((one) => one === found?.[1]);
  return { text: showEscapes(format ? (found?.[2] ?? '') : text).trim(), format: format ?? usual, files: [] };
}

type Answers = Partial<MoodleQuestion> & { type: string };
type Broken = { code: LossCode; sentence?: string };

function answersOf(source: string, format: TextFormat): Answers | Broken {
  if (source === '') return { type: 'essay' };
  if (source.startsWith('#')) return numbers(source.slice(1), format);
  if (source.includes('~')) return choices(source, format);
  if (source.includes('=') && source.includes('->')) return pairs(source, format);
  const bare = source.split('#')[0]?.trim() ?? '';
  if (/^(T|TRUE|F|FALSE)$/.test(bare)) return trueFalse(source, format, bare.startsWith('T'));
  const answers = parts(source, '=').map((one) => answerOf(one, format, 1));
  return answers.length > 0 ? { type: 'shortanswer', answers } : { code: 'too_few_answers' };
}

/** What stands between signs, without an empty start. */
function parts(source: string, sign: string): string[] {
  const found = source.split(sign).map((one) => one.trim());
  return found[0] === '' ? found.slice(1) : found;
}

const WEIGHT = /^%(-?\d{1,3}(?:[.,]\d*)?)%/;

/** `%50%text # feedback`. */
function answerOf(source: string, format: TextFormat, usual: number, isWeighed = true): MoodleAnswer {
  const weight = isWeighed ? WEIGHT.exec(source) : null;
  const rest = weight ? source.slice(weight[0].length) : source;
  const cut = rest.indexOf('#');
  return {
    text: textOf(cut < 0 ? rest : rest.slice(0, cut), format),
    fraction: weight ? moodleNumber(weight[1] ?? '') / 100 : usual,
    feedback: cut < 0 ? NO_TEXT : textOf(rest.slice(cut + 1), format),
    tolerance: 0,
  };
}

function choices(source: string, format: TextFormat): Answers | Broken {
  const found = parts(source.replaceAll('=', '~='), '~');
  if (found.length < 2) return { code: 'too_few_answers' };
  return {
    type: 'multichoice',
    is_single: source.includes('='),
    // A right one has no weight; what looks like one is text.
    answers: found.map((one) =>
      one.startsWith('=') ? answerOf(one.slice(1).trim(), format, 1, false) : answerOf(one, format, 0),
    ),
  };
}

function pairs(source: string, format: TextFormat): Answers | Broken {
  const found = parts(source, '=');
  if (found.length < 2) return { code: 'too_few_answers' };
  const bad = found.find((one) => !one.includes('->'));
  if (bad !== undefined) return { code: 'no_pairs', sentence: `“${showEscapes(bad).slice(0, 80)}” has no ->.` };
  return {
    type: 'match',
    pairs: found.map((one) => {
      const cut = one.indexOf('->');
      return { left: textOf(one.slice(0, cut), format), right: showEscapes(one.slice(cut + 2)).trim() };
    }),
  };
}

/** `TRUE#reply to a wrong answer#reply to a right one`. */
function trueFalse(source: string, format: TextFormat, isTrue: boolean): Answers {
  const [, wrong = '', ...right] = source.split('#');
  const answer = (text: string, isRight: boolean): MoodleAnswer => ({
    text: { text, format: 'plain', files: [] },
    fraction: isRight ? 1 : 0,
    feedback: textOf(isRight ? right.join('#') : wrong, format),
    tolerance: 0,
  });
  return { type: 'truefalse', answers: [answer('true', isTrue), answer('false', !isTrue)] };
}

/** `3:2`, `1..5` or several of them with weights; behind a ~ the reply to any other number. */
function numbers(source: string, format: TextFormat): Answers | Broken {
  const cut = source.indexOf('~');
  const found = parts(cut < 0 ? source : source.slice(0, cut), '=').filter((one) => one !== '');
  if (found.length === 0) return { code: 'too_few_answers', sentence: 'There is no number.' };
  const answers: MoodleAnswer[] = [];
  for (const one of found) {
    const answer = answerOf(one, format, 1);
    const number = rangeOf(answer.text.text);
    if (!number) return { code: 'unreadable', sentence: `“${answer.text.text.slice(0, 60)}” is no number.` };
    const text: SourceText = { text: String(number.value), format: 'plain', files: [] };
    answers.push({ ...answer, text, tolerance: number.tolerance });
  }
  if (cut >= 0) {
    const other = answerOf(source.slice(cut + 1), format, 0);
    answers.push({ ...other, text: { text: '*', format: 'plain', files: [] }, fraction: 0 });
  }
  return { type: 'numerical', answers };
}

function rangeOf(text: string): { value: number; tolerance: number } | null {
  const range = /^(.+?)\.\.(.+)$/.exec(text);
  const [from, to] = [moodleNumber(range?.[1] ?? ''), moodleNumber(range?.[2] ?? '')];
  if (range) return Number.isFinite(from + to) ? { value: middle(from, to), tolerance: round((to - from) / 2) } : null;
  const [value = '', tolerance = '0'] = text.split(':');
  const found = { value: moodleNumber(value), tolerance: moodleNumber(tolerance) };
  return Number.isFinite(found.value + found.tolerance) ? found : null;
}

// 3.141..3.142 has its middle at 3.1415, not at 3.1414999999999997.
const round = (value: number) => Number(value.toPrecision(12));
const middle = (from: number, to: number) => round((from + to) / 2);
