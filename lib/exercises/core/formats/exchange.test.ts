import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { decodeText } from './decode.ts';
import { giftQuestion } from './gift/question.ts';
import { splitGift } from './gift/split.ts';
import { clozeCodes } from './moodle/cloze-code.ts';
import type { MoodleQuestion } from './moodle/question.ts';
import { readMoodleXml } from './moodle/xml-read.ts';

// Public files of other tools, which no part of this repository is. `expected` holds what Moodle's own reader makes of them.
const CONTENT =
  process.env.TRAILWRIGHT_CONTENT_DIR ?? path.resolve(import.meta.dirname, '../../../../../shared/content');
const EXCHANGE = path.join(CONTENT, 'exchange');
const GIFT = path.join(CONTENT, 'question-formats-gift');

const filesIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((one) => one.isFile())
        .map((one) => path.relative(folder, path.join(one.parentPath, one.name)))
        .sort()
    : [];

interface Expected {
  count: number | null;
  errors: number;
  error: string | null;
  questions: {
    qtype: string;
    name?: string;
    questiontext?: string;
    fraction?: number[];
    single?: number;
    correctanswer?: boolean;
    answers: string[] | boolean | null;
    tags?: string[];
    defaultmark?: string | number;
  }[];
}

const EXPECTED = path.join(EXCHANGE, 'expected/moodle-reads.json');
const expected: Record<string, Expected> = existsSync(EXPECTED) ? JSON.parse(readFileSync(EXPECTED, 'utf8')) : {};
/** Types that come with add-ons, which Moodle's reader reports where they are not installed. */
const ADD_ONS = /^(ddimageortext|ddmarker|ddwtos|gapselect|gapfill|ordering|stack)$/;
const QTYPES: Record<string, string> = { cloze: 'multianswer', matching: 'match' };

/** Categories and questions of a file, in order. */
function rawOf(file: string): { questions: MoodleQuestion[]; categories: number } {
  const { text } = decodeText(readFileSync(path.join(EXCHANGE, file)));
  if (file.endsWith('.xml')) {
    const result = readMoodleXml(text);
    if (!result.ok) throw new Error(result.refusal.sentence);
    return { questions: result.questions.map(({ question }) => question), categories: result.categories.length };
  }
  const all = splitGift(text).map(giftQuestion);
  return {
    questions: all.flatMap((one) => (one?.is === 'question' ? [one.question] : [])),
    categories: all.filter((one) => one?.is === 'category').length,
  };
}

describe.skipIf(!existsSync(EXPECTED))('as Moodle itself reads them', () => {
  // Moodle's reader stopped within that one file, so there is nothing to compare.
  test.each(Object.entries(expected).filter(([, one]) => one.error === null))(
    '%s',
    (file, { count, errors, questions }) => {
      const { questions: all, categories } = rawOf(file);
      const known = all.filter(({ type }) => !ADD_ONS.test(type));
      expect(known.length + categories).toBe(count);
      expect(all.length - known.length).toBe(errors);
      const wanted = questions.filter(({ qtype }) => qtype !== 'category');
      expect(known.map(({ type }) => QTYPES[type] ?? type)).toEqual(wanted.map(({ qtype }) => qtype));
      for (const [at, one] of wanted.entries()) {
        const ours = known[at] as MoodleQuestion;
        expect(ours.name).toBe(one.name);
        if (one.tags) expect(ours.tags).toEqual(one.tags);
        if (one.qtype === 'multianswer') {
          const blanks = clozeCodes(ours.text.text);
          expect(blanks.length).toBe(Number(one.defaultmark));
          const numbered = blanks.reduceRight(
            (text, { start, end }, blank) => `${text.slice(0, start)}{#${blank + 1}}${text.slice(end)}`,
            ours.text.text,
          );
          expect(numbered.replace(/\r\n?/g, '\n')).toBe(one.questiontext?.replace(/\r\n?/g, '\n'));
        } else expect(ours.text.text).toBe(one.questiontext);
        if (one.fraction) expect(ours.answers.map(({ fraction }) => fraction)).toEqual(one.fraction);
        if (Array.isArray(one.answers)) expect(ours.answers.map(({ text }) => text.text)).toEqual(one.answers);
        if (one.single !== undefined) expect(ours.is_single).toBe(one.single === 1);
        if (one.correctanswer !== undefined)
          expect(ours.answers.find(({ fraction }) => fraction === 1)?.text.text).toBe(String(one.correctanswer));
      }
    },
  );
});

const TYPES: Record<string, string> = {
  MC: 'multichoice',
  TF: 'truefalse',
  Short: 'shortanswer',
  Numerical: 'numerical',
  Matching: 'match',
  Essay: 'essay',
  Description: 'description',
};
/** What the other grammar does not do as Moodle does: it joins lines, and puts spaces around the blank. */
const loose = (text: string) =>
  text
    .replace(/\s+/g, ' ')
    .replaceAll(' _____ .', '_____.')
    .replace(/\s*_____\s*/g, '_____')
    .trim();

describe.skipIf(!existsSync(GIFT))('GIFT as another grammar reads it', () => {
  test.each(filesIn(GIFT).filter((file) => file.endsWith('.gift')))('%s', (file) => {
    const pieces = splitGift(readFileSync(path.join(GIFT, file), 'utf8'))
      .map(giftQuestion)
      .filter((one) => one !== null);
    const wanted = JSON.parse(readFileSync(path.join(GIFT, file.replace(/gift$/, 'json')), 'utf8'));
    expect(pieces.map((one) => (one.is === 'question' ? one.question.type : one.is))).toEqual(
      wanted.map(({ type }: { type: string }) => TYPES[type] ?? 'category'),
    );
    for (const [at, one] of pieces.entries()) {
      if (one.is !== 'question') continue;
      const { title, stem, choices, matchPairs, isTrue, id, tags } = wanted[at];
      const { question } = one;
      expect(question.name).toBe(title ?? '');
      expect(question.text.format).toBe(stem.format);
      expect(loose(question.text.text)).toBe(loose(stem.text));
      if (id) expect(question.id_number).toBe(id);
      if (tags) expect(question.tags).toEqual(tags);
      if (isTrue !== undefined) expect(question.answers[0]?.fraction).toBe(isTrue ? 1 : 0);
      if (Array.isArray(choices) && choices[0]?.text?.text !== undefined) {
        expect(question.answers.map(({ text }) => loose(text.text))).toEqual(
          choices.map((choice: { text: { text: string } }) => loose(choice.text.text)),
        );
        const weights = choices.map(
          (choice: { weight: number | null; isCorrect: boolean }) => choice.weight ?? (choice.isCorrect ? 100 : 0),
        );
        expect(question.answers.map(({ fraction }) => Number((fraction * 100).toFixed(5)))).toEqual(weights);
      }
      if (matchPairs)
        expect(question.pairs.map(({ left, right }) => [left.text, right])).toEqual(
          matchPairs.map((pair: { subquestion: { text: string }; subanswer: string }) => [
            pair.subquestion.text,
            pair.subanswer,
          ]),
        );
    }
  });
});
