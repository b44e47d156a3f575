import type { AssetShelf } from '../assets.ts';
import { emptyQuestion, type MoodleAnswer, type MoodleQuestion } from '../moodle/question.ts';
import { convertQuestion, sourceOf } from '../moodle/read.ts';
import type { ReadQuestion } from '../report.ts';
import { NO_TEXT, type SourceText } from '../text/text.ts';
import type { Table, TableRow } from './table.ts';

const NAMED = /^(multichoice|truefalse|shortanswer|essay)name$/;

/** Whether a table is one of Moodle's CSV plugin: its first column is `multichoicename` or the like. */
export const isMoodleTable = (headings: readonly string[]) => NAMED.test(headings[0]?.trim().toLowerCase() ?? '');

/** A row of such a table. Answers stand in one cell with semicolons between them. */
export function moodleRow({ line, source, cells }: TableRow, { headings }: Table, assets: AssetShelf): ReadQuestion {
  const type = NAMED.exec(headings[0]?.trim().toLowerCase() ?? '')?.[1] ?? '';
  const names = headings.map((one) => one.trim().toLowerCase());
  const cell = (name: string) => (cells[names.indexOf(name)] ?? '').trim();
  const mark = Number(cell('defaultmark'));
  const question: MoodleQuestion = {
    ...emptyQuestion(type),
    name: cells[0]?.trim() ?? '',
    text: text(cell('questiontext')),
    general_feedback: text(cell('generalfeedback')),
    default_mark: Number.isFinite(mark) && cell('defaultmark') !== '' ? mark : 1,
    ...answersOf(type, cell),
    grader_info: text(cell('graderinfo')),
    has_response_template: cell('responsetemplate') !== '',
  };
  return convertQuestion(question, { line, text: source.slice(0, 4_000), ...sourceOf(question, '') }, assets);
}

const text = (words: string): SourceText => ({ text: words, format: 'moodle', files: [] });
const answer = (words: string, fraction: number): MoodleAnswer => ({
  text: text(words),
  fraction,
  feedback: NO_TEXT,
  tolerance: 0,
});

function answersOf(type: string, cell: (name: string) => string): Partial<MoodleQuestion> {
  if (type === 'truefalse') {
    const isTrue = /^(1|true|t)$/i.test(cell('answer'));
    const isFalse = /^(0|false|f)$/i.test(cell('answer'));
    return { answers: [answer('true', isTrue ? 1 : 0), answer('false', isFalse ? 1 : 0)] };
  }
  if (type === 'shortanswer') {
    const fractions = cell('fraction').split(';').map(Number);
    return {
      answers: cell('answer')
        .split(';')
        .map((one, at) => answer(one.trim(), fractions[at] ?? 1)),
    };
  }
  if (type !== 'multichoice') return {};
  const right = cell('answer').toUpperCase();
  const choices = cell('choices')
    .split(';')
    .map((one) => one.trim());
  const isRight = choices.map((_, at) => right.includes(String.fromCharCode(65 + at)));
  const isSingle = cell('qtype').toLowerCase() === 'single';
  const share = isSingle ? 1 : 1 / Math.max(1, isRight.filter(Boolean).length);
  return {
    // Several right ones count together or not at all, as in the plugin's own examples.
    type: isSingle ? 'multichoice' : 'multichoiceset',
    is_single: isSingle,
    answers: choices.map((one, at) => answer(one, isRight[at] ? share : 0)),
  };
}
