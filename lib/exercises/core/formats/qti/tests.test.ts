import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyExercise } from '../../exercise.cases.ts';
import { bytesOf, digest, fileWritten, PLAIN } from '../formats.cases.ts';
import { readQuestionPackage } from '../read-questions.ts';
import { countsOf, type QuestionFile } from '../report.ts';
import { writeQuestions } from '../write-questions.ts';

// Tests of QTI: which questions in which order a quiz is made of, with which weights, and what is lost.

const item = (id: string, body = '<p>Is it?</p>') => `<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p2"
  identifier="${id}" title="${id}" adaptive="false" timeDependent="false">
  <responseDeclaration identifier="RESPONSE" cardinality="single" baseType="identifier"><correctResponse><value>a</value></correctResponse></responseDeclaration>
  <outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>
  <itemBody>${body}<choiceInteraction responseIdentifier="RESPONSE" maxChoices="1"><prompt>${id}?</prompt>
    <simpleChoice identifier="a">Yes</simpleChoice><simpleChoice identifier="b">No</simpleChoice></choiceInteraction></itemBody>
  <responseProcessing template="http://www.imsglobal.org/question/qti_v2p2/rptemplates/match_correct"/>
</assessmentItem>`;

/** A package with items in folders of their own and the other files given. */
function packageOf(ids: readonly string[], files: Record<string, string>): QuestionFile {
  const resources = [
    ...ids.map((id) => `<resource identifier="${id}" type="imsqti_item_xmlv2p2" href="items/${id}.xml"/>`),
    ...Object.keys(files)
      .filter((name) => name.startsWith('tests/'))
      .map((name, at) => `<resource identifier="T${at}" type="imsqti_test_xmlv2p2" href="${name}"/>`),
  ].join('');
  const entries = Object.entries({
    'imsmanifest.xml': `<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"><metadata><schema>QTIv2.2 Package</schema></metadata><organizations/><resources>${resources}</resources></manifest>`,
    ...Object.fromEntries(ids.map((id) => [`items/${id}.xml`, item(id)])),
    ...files,
  }).map(([name, text]) => ({ name, bytes: bytesOf(text) }));
  const result = readQuestionPackage(entries, digest);
  if (!result.ok) throw new Error(result.refusal.sentence);
  return result.file;
}

const testOf = (inner: string, before = '') =>
  `<assessmentTest xmlns="http://www.imsglobal.org/xsd/imsqti_v2p2" identifier="t" title="A test">\n${before}<testPart identifier="p" navigationMode="linear" submissionMode="individual">\n${inner}\n</testPart></assessmentTest>`;
const section = (inner: string) =>
  `<assessmentSection identifier="s" title="s" visible="true">${inner}</assessmentSection>`;
const ref = (id: string, inner = '') =>
  `<assessmentItemRef identifier="${id}" href="../items/${id}.xml">${inner}</assessmentItemRef>`;
const weight = (value: string) => `<weight identifier="W" value="${value}"/>`;

const idsOf = ({ questions, tests = [] }: QuestionFile) =>
  tests.map((one) => one.questions.map((at) => questions[at]?.exercise?.id));
const codesOf = ({ tests = [] }: QuestionFile) => tests.map(({ losses }) => losses.map(({ code }) => code));
const weightsOf = ({ questions }: QuestionFile) => questions.map(({ exercise }) => exercise?.weight);

describe('a test of a package', () => {
  test('puts its questions into its order, sections after one another, and what it does not name after them', () => {
    const inner = section(`${ref('c')}${section(ref('a'))}${ref('b')}`);
    const file = packageOf(['a', 'b', 'c', 'd'], { 'tests/t.xml': testOf(`${inner}${section(ref('e'))}`) });
    expect(file.questions.map(({ exercise }) => exercise?.id)).toEqual(['c', 'a', 'b', 'd']);
    expect(idsOf(file)).toEqual([['c', 'a', 'b']]);
    expect(file.tests).toMatchObject([{ name: 'A test', file: 'tests/t.xml' }]);
    // `e` is nowhere.
    expect(codesOf(file)).toEqual([['test_item_left']]);
    expect(countsOf(file.questions)).toMatchObject({ total: 4, whole: 4 });
  });

  test('gives weights: the first one of several, none that is no number, and no word about 1', () => {
    const refs = [
      ref('a', weight('2.5')),
      ref('b', weight('1')),
      ref('c', weight('NaN')),
      ref('d', weight('-2')),
      ref('e', `${weight('0')}${weight('3')}`),
    ];
    const file = packageOf(['a', 'b', 'c', 'd', 'e'], { 'tests/t.xml': testOf(section(refs.join(''))) });
    expect(weightsOf(file)).toEqual([2.5, undefined, undefined, undefined, 0]);
    expect(codesOf(file)).toEqual([['test_weighted', 'test_weights']]);
  });

  test('is one of several: each has its questions, and a question the weight of the first', () => {
    const file = packageOf(['a', 'b'], {
      'tests/1.xml': testOf(section(ref('b', weight('3')))),
      'tests/2.xml': testOf(section(`${ref('a')}${ref('b')}${ref('a')}`)),
    });
    expect(idsOf(file)).toEqual([['b'], ['a', 'b']]);
    expect(weightsOf(file)).toEqual([3, undefined]);
    expect(codesOf(file)).toEqual([['test_weighted'], ['test_item_again', 'test_weights']]);
  });

  test.each([
    ['test_selection', section(`<selection select="1"/>${ref('a')}`)],
    ['test_selection', section(`<adaptiveSelection/>${ref('a')}`)],
    ['test_shuffled', section(`<ordering shuffle="true"/>${ref('a')}`)],
    ['test_times', section(`<timeLimits maxTime="60"/>${ref('a')}`)],
    ['test_times', section(ref('a', '<timeLimits maxTime="60"/>'))],
    [
      'test_rules',
      section(ref('a', '<branchRule target="EXIT_TEST"><baseValue baseType="boolean">true</baseValue></branchRule>')),
    ],
    ['test_rules', section(ref('a', '<preCondition><baseValue baseType="boolean">true</baseValue></preCondition>'))],
    ['test_controls', section(ref('a', '<itemSessionControl maxAttempts="2"/>'))],
    ['test_words', section(`<rubricBlock view="candidate"><p>Read.</p></rubricBlock>${ref('a')}`)],
    [
      'test_feedback',
      `${section(ref('a'))}<testFeedback access="atEnd" outcomeIdentifier="O" showHide="show" identifier="f"><p>Well.</p></testFeedback>`,
    ],
    ['test_section_left', section(`${ref('a')}<assessmentSectionRef identifier="x" href="nowhere.xml"/>`)],
    ['test_section_left', section(`${ref('a')}<assessmentSectionRef identifier="x" href="../../../etc/passwd"/>`)],
    [
      'test_section_left',
      section(`${ref('a')}<assessmentSectionRef identifier="x" href="https://example.org/s.xml"/>`),
    ],
  ])('names what it loses: %s', (code, inner) => {
    const file = packageOf(['a'], { 'tests/t.xml': testOf(inner) });
    expect(codesOf(file)).toEqual([[code]]);
    expect(file.tests?.[0]?.losses[0]?.sentence).toMatch(/^tests\/t\.xml, line \d+: /);
    expect(idsOf(file)).toEqual([['a']]);
  });

  test('works out its result as every quiz does, or says that it is lost', () => {
    const outcomes = (inner: string) =>
      testOf(section(ref('a'))).replace(
        '</assessmentTest>',
        `<outcomeProcessing><setOutcomeValue identifier="SCORE">${inner}</setOutcomeValue></outcomeProcessing></assessmentTest>`,
      );
    const codes = (inner: string) => codesOf(packageOf(['a'], { 'tests/t.xml': outcomes(inner) }))[0];
    expect(codes('<sum><testVariables variableIdentifier="SCORE" weightIdentifier="W"/></sum>')).toEqual([]);
    expect(codes('<sum><testVariables variableIdentifier="OTHER"/></sum>')).toEqual(['test_outcomes']);
    expect(codes('<sum><testVariables variableIdentifier="SCORE" sectionIdentifier="s"/></sum>')).toEqual([
      'test_outcomes',
    ]);
    expect(codes('<sum><testVariables variableIdentifier="SCORE" includeCategory="c"/></sum>')).toEqual([
      'test_outcomes',
    ]);
    expect(codes('<divide><sum><testVariables variableIdentifier="SCORE"/></sum><numberPresented/></divide>')).toEqual([
      'test_outcomes',
    ]);
  });

  test('may have sections in files of their own, which do not lead in a ring', () => {
    const file = packageOf(['a', 'b'], {
      'tests/t.xml': testOf('<assessmentSectionRef identifier="x" href="parts/s.xml"/>'),
      'tests/parts/s.xml': `<assessmentSection xmlns="http://www.imsglobal.org/xsd/imsqti_v2p2" identifier="s" title="s" visible="true">
        <assessmentItemRef identifier="b" href="../../items/b.xml"/><assessmentSectionRef identifier="y" href="s.xml"/></assessmentSection>`,
    });
    expect(idsOf(file)).toEqual([['b']]);
    expect(codesOf(file)).toEqual([['test_section_left']]);
    expect(file.tests?.[0]?.losses[0]?.sentence).toMatch(/^tests\/parts\/s\.xml, line 2: /);
  });

  test('of more questions than a quiz takes says so', () => {
    const file = packageOf(['a'], { 'tests/t.xml': testOf(section(ref('a').repeat(20_001))) });
    expect(codesOf(file)).toEqual([['test_too_long', 'test_item_again']]);
  });

  test('that is broken costs itself only', () => {
    const file = packageOf(['a'], { 'tests/t.xml': '<assessmentTest><' });
    expect(file.questions).toHaveLength(1);
    expect(file.tests).toMatchObject([{ questions: [], losses: [{ code: 'test_unreadable' }] }]);
  });
});

describe.each(['qti21', 'qti22', 'qti30'] as const)('%s', (version) => {
  test('a quiz goes out as a test and comes back: the same questions in the same order, with their weights', () => {
    const weights = fc.constantFrom(undefined, 1, 0, 0.5, 2, 12.25);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(anyExercise, weights), { minLength: 6, maxLength: 6 }),
        fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 1 }),
        (made, places) => {
          const bank = made.map(([one, value], at) => ({
            ...one,
            id: `${one.id}-${at}`,
            ...(value === undefined ? {} : { weight: value }),
          }));
          const written = writeQuestions(bank, version, { quizzes: [{ title: 'A & B', places }] });
          const back = fileWritten(written);
          expect(back.questions.map(({ exercise }) => exercise?.id)).toEqual(bank.map(({ id }) => id));
          expect(weightsOf(back)).toEqual(bank.map((one) => one.weight));
          expect(back.tests).toMatchObject([{ name: 'A & B', questions: places }]);
          const isWeighted = places.some((at) => (bank[at]?.weight ?? 1) !== 1);
          expect(codesOf(back)).toEqual([isWeighted ? ['test_weighted'] : []]);
          for (const [at, { exercise, losses }] of written.exercises.entries()) {
            const isTold = losses.some(({ code }) => code === 'weight_lost');
            const isKept = exercise?.weight === undefined || (exercise.weight !== 1 && places.includes(at));
            expect(isTold).toBe(!isKept);
          }
          expect(writeQuestions(structuredClone(bank), version, { quizzes: [{ title: 'A & B', places }] })).toEqual(
            written,
          );
        },
      ),
      { numRuns: 8, seed: 21 },
    );
  });

  test('a quiz names what went out, each once, and is none where nothing did', () => {
    const bank = [...PLAIN.slice(0, 2), { ...PLAIN[0], id: 'torn', answer_key: {} }];
    const written = writeQuestions(bank, version, {
      quizzes: [
        { title: 'One', places: [1, 2, 0, 1] },
        { title: 'Two', places: [2] },
      ],
    });
    expect(idsOf(fileWritten(written))).toEqual([['q2', 'q1']]);
  });
});
