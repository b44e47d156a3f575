import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyExercise } from '../../exercise.cases.ts';
import { fileOf, outcomeOf } from '../formats.cases.ts';
import { readQuestionPackage } from '../read-questions.ts';
import { countsOf, type PackageEntry } from '../report.ts';
import { writeQuestions } from '../write-questions.ts';
import { combinations, orders, subsets } from './combinations.ts';

// Items and packages that are made to take long, or that are broken in any place. Each is read within the time of a test.

const item = (body: string, rules = '<responseProcessing template="match_correct"/>', declare = '') =>
  `<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p2" identifier="a">
  <responseDeclaration identifier="RESPONSE" cardinality="multiple" baseType="identifier"><correctResponse><value>c1</value></correctResponse></responseDeclaration>${declare}
  <outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/><itemBody>${body}</itemBody>${rules}</assessmentItem>`;
const many = (count: number, make: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => make(at)).join('');
const choices = (count: number) =>
  `<choiceInteraction responseIdentifier="RESPONSE" maxChoices="0">${many(count, (at) => `<simpleChoice identifier="c${at}">a</simpleChoice>`)}</choiceInteraction>`;

test('options without end, rules without end, and both', () => {
  const rule =
    '<setOutcomeValue identifier="SCORE"><sum><variable identifier="SCORE"/><mapResponse identifier="RESPONSE"/></sum></setOutcomeValue>';
  expect(outcomeOf(fileOf(item(choices(4_000))))).toEqual([['multi_select']]);
  expect(outcomeOf(fileOf(item(choices(20_000))))).toEqual([[null, 'too_long']]);
  expect(
    outcomeOf(fileOf(item(choices(500), `<responseProcessing>${many(1_000, () => rule)}</responseProcessing>`))),
  ).toEqual([['multi_select', 'unknown_marking']]);
});

test('blanks, pairs and steps without end', () => {
  const blanks = many(
    300,
    (at) =>
      `<inlineChoiceInteraction responseIdentifier="R${at}">${many(10, (one) => `<inlineChoice identifier="i${one}">${one}</inlineChoice>`)}</inlineChoiceInteraction>`,
  );
  expect(outcomeOf(fileOf(item(`<p>${blanks}</p>`)))[0]?.[0]).toBe('cloze');
  const steps = `<orderInteraction responseIdentifier="RESPONSE">${many(2_000, (at) => `<simpleChoice identifier="c${at}">${at}</simpleChoice>`)}</orderInteraction>`;
  expect(outcomeOf(fileOf(item(steps)))).toEqual([[null, 'some_in_order']]);
});

test('answers to try are bounded, and are all of them where there are few', () => {
  const names = Array.from({ length: 3_000 }, (_, at) => `m${at}`);
  expect(subsets(names, names.slice(0, 1_500), 0).length).toBeLessThan(1_500);
  expect(orders(names).length).toBeLessThan(1_500);
  expect(
    combinations(
      names.map(() => names),
      names,
      '',
    ).length,
  ).toBeLessThan(1_500);
  expect(subsets(['a', 'b', 'c'], ['a'], 2)).toHaveLength(7);
  expect(orders(['a', 'b', 'c'])).toHaveLength(6);
  expect(
    combinations(
      [
        ['', 'a'],
        ['', 'b', 'c'],
      ],
      ['a', 'b'],
      '',
    ),
  ).toHaveLength(6);
  // Each place changed alone, and each place alone, of what is too much to try.
  const wide = combinations(
    Array.from({ length: 12 }, () => ['', 'x', 'y']),
    Array.from({ length: 12 }, () => 'x'),
    '',
  );
  expect(wide).toContainEqual(Array.from({ length: 12 }, (_, at) => (at === 7 ? 'y' : 'x')));
  expect(wide).toContainEqual(Array.from({ length: 12 }, (_, at) => (at === 7 ? 'x' : '')));
});

test.each(['constructor', '__proto__', 'toString'])('the name %s is a name like any other', (name) => {
  const rules = `<responseProcessing><setOutcomeValue identifier="${name}"><${name}/></setOutcomeValue></responseProcessing>`;
  const declare = `<responseDeclaration identifier="${name}" cardinality="${name}" baseType="${name}"/>`;
  expect(outcomeOf(fileOf(item(choices(2), rules, declare)))).toEqual([['multi_select', 'unknown_marking']]);
  expect(outcomeOf(fileOf(item(`<${name}/><p><math><${name}/></math></p>${choices(2)}`)))[0]?.[0]).toBe('multi_select');
});

/** Pieces of a text cut out, doubled or moved. */
const broken = (text: string) =>
  fc
    .array(
      fc.record({
        at: fc.nat({ max: text.length }),
        cut: fc.nat({ max: 30 }),
        put: fc.constantFrom('', '<', '>', '"', '</value>', '&#0;', '{{1}}', '<gap/>', 'RESPONSE'),
      }),
      { minLength: 1, maxLength: 3 },
    )
    .map((edits) => edits.reduce((found, { at, cut, put }) => found.slice(0, at) + put + found.slice(at + cut), text));

test('a package with any file broken is read or refused, and its questions add up', () => {
  const bank = fc.sample(anyExercise, { numRuns: 9, seed: 6 }).map((one, at) => ({ ...one, id: `q${at}` }));
  const { entries = [] } = writeQuestions(bank, 'qti30');
  const texts = entries.map(({ name, bytes }) => ({ name, text: new TextDecoder().decode(bytes) }));
  const anyEntries = fc
    .nat({ max: texts.length - 1 })
    .chain((at) =>
      broken(texts[at]?.text ?? '').map((text) => texts.map((one, place) => (place === at ? { ...one, text } : one))),
    );
  fc.assert(
    fc.property(anyEntries, (files) => {
      const packed = files.map(({ name, text }): PackageEntry => ({ name, bytes: new TextEncoder().encode(text) }));
      const result = readQuestionPackage(packed, () => '');
      if (!result.ok) {
        expect(result.refusal.sentence).toMatch(/\.$/);
        return;
      }
      const { total, whole, changed, blocked, not_taken } = countsOf(result.file.questions);
      expect(whole + changed + blocked + not_taken).toBe(total);
      for (const { exercise, losses } of result.file.questions) if (!exercise) expect(losses).not.toEqual([]);
    }),
    { numRuns: 60 },
  );
});
