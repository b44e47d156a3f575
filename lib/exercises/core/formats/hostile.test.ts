import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyExercise } from '../exercise.cases.ts';
import { EXPORT_FORMATS } from './file-formats.ts';
import { bytesOf, digest, fileOf, outcomeOf } from './formats.cases.ts';
import { readQuestions } from './read-questions.ts';
import { countsOf, QUESTION_FORMATS } from './report.ts';
import { writeQuestions } from './write-questions.ts';

// Files that are made to take long, to name what objects have by nature, or to bring in what runs. Each is read within the time of a test.

const quiz = (...questions: string[]) => `<?xml version="1.0"?><quiz>${questions.join('')}</quiz>`;
const essay = (text: string) =>
  `<question type="essay"><questiontext format="html"><text><![CDATA[${text}]]></text></questiontext></question>`;

describe('texts without end', () => {
  test.each([
    ['formulas that are never closed', essay('\\( '.repeat(20_000))],
    [
      'blanks that are never closed',
      `<question type="cloze"><questiontext><text>${'{1:SA:=a'.repeat(100_000)}</text></questiontext></question>`,
    ],
    ['files that only look like some', essay('<file>'.repeat(100_000))],
    ['stars and underlines', essay('*a_ '.repeat(40_000))],
    ['tags that are never closed', essay('<b><i><a href="x">'.repeat(20_000))],
    [
      'options without end',
      `<question type="multichoice"><single>true</single>${'<answer fraction="50"><text>a</text></answer>'.repeat(20_000)}</question>`,
    ],
    ['words without end', essay(`${'a'.repeat(150_000)}*`)],
  ])('%s', (_, xml) => {
    const file = fileOf(quiz(xml, essay('It goes on.')));
    expect(file.total).toBe(2);
    expect(file.questions[1]?.exercise?.stem).toBe('It goes on.');
    expect(file.questions[0]?.source.text.length).toBeLessThan(5_000);
  });

  test('GIFT of one long line, and of many that are broken', () => {
    expect(outcomeOf(fileOf(`Is it?{T}\n\n${'{'.repeat(1_000_001)}`, 'x.gift'))).toEqual([
      ['true_false'],
      [null, 'too_long'],
    ]);
    const { total, not_taken } = countsOf(fileOf(`Is it?{T}\n\n${'Half a {\n\n'.repeat(5_000)}`, 'x.gift').questions);
    expect([total, not_taken]).toEqual([5_001, 5_000]);
  });

  test('ten thousand questions', () => {
    const text = Array.from({ length: 10_000 }, (_, at) => `::Q${at}::Is ${at} even?{T#no#yes}`).join('\n\n');
    const { total, whole } = countsOf(fileOf(text).questions);
    expect([total, whole]).toEqual([10_000, 10_000]);
  });
});

test.each(['constructor', 'toString', '__proto__'])('the name %s is a name like any other', (name) => {
  const xml = `<question type="${name}"><questiontext format="${name}"><text>a</text></questiontext></question>`;
  expect(outcomeOf(fileOf(quiz(xml)))).toEqual([[null, 'unknown_type']]);
  expect(outcomeOf(fileOf(`stem,type,${name}\nW?,${name},x\n`))).toEqual([[null, 'unknown_column', 'unknown_type']]);
  expect(outcomeOf(fileOf(`::${name}::[${name}]Is it?{T}`))).toEqual([['true_false']]);
  expect(outcomeOf(fileOf(quiz(essay(`<${name}>a</${name}> * b`))))).toEqual([['open_response']]);
});

test('nothing of a file runs: every text of every type is cleaned, and says so', () => {
  const bad = '&lt;img src="x" onerror="alert(1)"&gt;&lt;script&gt;alert(1)&lt;/script&gt;a';
  const texts = `<generalfeedback format="html"><text>${bad}</text></generalfeedback>`;
  const answers = [100, 0]
    .map(
      (fraction) =>
        `<answer fraction="${fraction}" format="html"><text>${bad}</text><feedback format="html"><text>${bad}</text></feedback></answer>`,
    )
    .join('');
  const pairs = `<subquestion format="html"><text>${bad}</text><answer><text>b</text></answer></subquestion>`;
  for (const type of ['multichoice', 'truefalse', 'shortanswer', 'matching', 'ordering', 'essay', 'cloze']) {
    const blank = type === 'cloze' ? ' {1:SA:=b}' : '';
    const xml = `<question type="${type}"><questiontext format="html"><text>${bad}${blank}</text></questiontext>${texts}${answers}${pairs}</question>`;
    const [question] = fileOf(quiz(xml)).questions;
    expect(question?.losses.map(({ code }) => code)).toContain('script_removed');
    const {
      canonical_answer: _,
      wrong_answers: __,
      ...shown
    } = { canonical_answer: '', wrong_answers: [], ...question?.exercise };
    expect(JSON.stringify(shown)).not.toMatch(/script|onerror/i);
  }
});

const RUNS = 15;

/** Pieces of a text cut out, doubled or moved, with signs of the formats between them. */
const broken = (text: string) =>
  fc
    .array(
      fc.record({
        at: fc.nat({ max: text.length }),
        cut: fc.nat({ max: 40 }),
        put: fc.constantFrom(
          '',
          '{',
          '}',
          '<',
          '"',
          '\n\n',
          ']]>',
          '\\',
          '%',
          '->',
          '=',
          '~',
          '#',
          ';',
          '\u0000',
          '</text>',
          'ANSWER: A\n',
          '{1:SA:=',
          '{{x}}',
        ),
      }),
      { minLength: 1, maxLength: 6 },
    )
    .map((edits) => edits.reduce((found, { at, cut, put }) => found.slice(0, at) + put + found.slice(at + cut), text));

test.each(EXPORT_FORMATS)('a broken file of %s is read or refused, and its questions add up', (format) => {
  const exercises = fc.sample(anyExercise, { numRuns: 12, seed: 5 });
  const { text: whole, entries } = writeQuestions(exercises, format);
  // Of a package, an item.
  const text = whole || new TextDecoder().decode(entries?.[4]?.bytes);
  fc.assert(
    fc.property(broken(text), fc.constantFrom(undefined, ...QUESTION_FORMATS), (file, as) => {
      const result = readQuestions(bytesOf(file), { digest, ...(as ? { format: as } : {}) });
      if (!result.ok) {
        expect(result.refusal.sentence).toMatch(/\.$/);
        return;
      }
      const { total, whole, changed, blocked, not_taken } = countsOf(result.file.questions);
      expect(whole + changed + blocked + not_taken).toBe(total);
      for (const { exercise, losses } of result.file.questions) if (!exercise) expect(losses).not.toEqual([]);
      // What was read can be written, or is named.
      for (const to of EXPORT_FORMATS)
        writeQuestions(
          result.file.questions.flatMap((one) => one.exercise ?? []),
          to,
        );
    }),
    { numRuns: RUNS },
  );
});

test('any bytes are read or refused', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.constantFrom(undefined, ...QUESTION_FORMATS), (bytes, as) => {
      readQuestions(bytes, { digest, ...(as ? { format: as } : {}) });
    }),
    { numRuns: 500 },
  );
});
