import { describe, expect, test } from 'vitest';
import type { Exercise } from '../../exercise.ts';
import { fileOf, outcomeOf, refusalOf } from '../formats.cases.ts';
import { readQuestionPackage } from '../read-questions.ts';
import { fateOf, type PackageEntry } from '../report.ts';
import { writeQuestions } from '../write-questions.ts';
import { parseXml } from '../xml.ts';
import { latexOf } from './mathml.ts';
import { levelled } from './tree.ts';
import { xhtmlOf } from './xhtml.ts';

// What becomes of an item, written by hand.

const NAMESPACE = 'http://www.imsglobal.org/xsd/imsqti_v2p2';
const TEMPLATES = 'http://www.imsglobal.org/question/qti_v2p2/rptemplates';

interface Parts {
  declare?: string;
  body: string;
  /** The name of a template, rules, or nothing. */
  marking?: string;
  more?: string;
  attributes?: string;
}

const item = ({ declare = '', body, marking = 'match_correct', more = '', attributes = '' }: Parts) => {
  const rules = /^\w+$/.test(marking) ? `<responseProcessing template="${TEMPLATES}/${marking}"/>` : marking;
  return `<?xml version="1.0"?><assessmentItem xmlns="${NAMESPACE}" identifier="i1" title="T" ${attributes}>
    ${declare}<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>
    <itemBody>${body}</itemBody>${rules}${more}</assessmentItem>`;
};

const response = (cardinality: string, baseType: string, right: string[], mapping = '', identifier = 'RESPONSE') =>
  `<responseDeclaration identifier="${identifier}" cardinality="${cardinality}" baseType="${baseType}"><correctResponse>${right
    .map((one) => `<value>${one}</value>`)
    .join('')}</correctResponse>${mapping}</responseDeclaration>`;
const mapping = (entries: Record<string, number>, attributes = 'defaultValue="0" lowerBound="0" upperBound="1"') =>
  `<mapping ${attributes}>${Object.entries(entries)
    .map(([key, value]) => `<mapEntry mapKey="${key}" mappedValue="${value}"/>`)
    .join('')}</mapping>`;
const choices = (...texts: string[]) =>
  `<choiceInteraction responseIdentifier="RESPONSE" maxChoices="0"><prompt>Which?</prompt>${texts
    .map((text, at) => `<simpleChoice identifier="${'ABCDEFG'[at]}">${text}</simpleChoice>`)
    .join('')}</choiceInteraction>`;

const read = (xml: string) => {
  const [question] = fileOf(xml).questions;
  return {
    exercise: question?.exercise as Record<string, unknown> | null,
    codes: question?.losses.map(({ code }) => code),
  };
};

describe('how an item is marked shows by trying', () => {
  test.each([
    ['all or nothing', 'match_correct', '', 'all_or_nothing', []],
    ['right minus wrong', 'map_response', mapping({ A: 0.5, B: 0.5, C: -0.5 }), 'partial', []],
    ['right alone', 'map_response', mapping({ A: 0.5, B: 0.5 }), 'partial', ['marked_otherwise']],
    [
      'two points',
      'map_response',
      mapping({ A: 1, B: 1, C: -1 }, 'defaultValue="0" lowerBound="0" upperBound="2"'),
      'partial',
      ['points_of_question'],
    ],
    [
      'below zero',
      'map_response',
      mapping({ A: 0.5, B: 0.5, C: -0.5 }, 'defaultValue="0"'),
      'partial',
      ['marked_otherwise'],
    ],
    ['nothing', '<responseProcessing/>', '', 'all_or_nothing', ['no_marking']],
    ['a template of its own', 'my_template', '', 'all_or_nothing', ['unknown_marking']],
    [
      'a program',
      '<responseProcessing><setOutcomeValue identifier="SCORE"><customOperator/></setOutcomeValue></responseProcessing>',
      '',
      'all_or_nothing',
      ['unknown_marking'],
    ],
  ])('%s', (_, marking, map, scoring, losses) => {
    const { exercise, codes } = read(
      item({ declare: response('multiple', 'identifier', ['A', 'B'], map), body: choices('a', 'b', 'c'), marking }),
    );
    expect(codes).toEqual(losses);
    expect(exercise).toMatchObject({ exercise_type: 'multi_select', scoring, answer_key: { option_ids: ['A', 'B'] } });
  });

  test('the rules say what is right where nothing is named', () => {
    const { exercise, codes } = read(
      item({
        declare: '<responseDeclaration identifier="RESPONSE" cardinality="single" baseType="identifier"/>',
        body: choices('a', 'b'),
        marking: `<responseProcessing><responseCondition><responseIf>
          <match><variable identifier="RESPONSE"/><baseValue baseType="identifier">B</baseValue></match>
          <setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue>
        </responseIf></responseCondition></responseProcessing>`,
      }),
    );
    expect(codes).toEqual([]);
    expect(exercise).toMatchObject({ exercise_type: 'mcq', answer_key: { option_id: 'B', label: 'B' } });
  });

  test('a key that is no option is a draft that blocks', () => {
    const { codes } = read(item({ declare: response('single', 'identifier', ['X']), body: choices('a', 'b') }));
    expect(codes).toEqual(['no_right_answer']);
  });
});

test('replies are the reasons of the options that they are shown to', () => {
  const rules = `<responseProcessing><responseCondition><responseIf>
      <match><variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></match>
      <setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue>
    </responseIf></responseCondition>
    <setOutcomeValue identifier="FEEDBACK"><variable identifier="RESPONSE"/></setOutcomeValue></responseProcessing>`;
  const reply = (identifier: string, text: string, showHide = 'show') =>
    `<modalFeedback outcomeIdentifier="FEEDBACK" identifier="${identifier}" showHide="${showHide}"><p>${text}</p></modalFeedback>`;
  const outcome = '<outcomeDeclaration identifier="FEEDBACK" cardinality="single" baseType="identifier"/>';
  const { exercise, codes } = read(
    item({
      declare: response('single', 'identifier', ['A']) + outcome,
      body: choices(
        'a<feedbackInline outcomeIdentifier="FEEDBACK" identifier="A" showHide="show">yes</feedbackInline>',
        'b',
        'c',
      ),
      marking: rules,
      more: reply('B', 'Not <em>b</em>.') + reply('A', 'Not a.', 'hide') + reply('Z', 'Never shown.'),
    }),
  );
  expect(exercise).toMatchObject({
    options: [
      { text: 'a', rationale_wrong: null },
      { text: 'b', rationale_wrong: 'Not *b*.\n\nNot a.' },
      { text: 'c', rationale_wrong: 'Not a.' },
    ],
    answer_key: { rationale_right: 'yes' },
  });
  expect(codes).toEqual(['overall_feedback']);
});

const field = '<textEntryInteraction responseIdentifier="RESPONSE"/>';
const equal = (attributes: string) => `<responseProcessing><responseCondition><responseIf>
  <equal ${attributes}><variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></equal>
  <setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue>
  </responseIf></responseCondition></responseProcessing>`;

describe('fields to type in', () => {
  test('alone, and capitals make no difference: a short answer', () => {
    const map = '<mapping defaultValue="0"><mapEntry mapKey="clay" mappedValue="1" caseSensitive="false"/></mapping>';
    const { exercise, codes } = read(
      item({
        declare: response('single', 'string', ['clay'], map),
        body: `<p>What?</p><p>${field}</p>`,
        marking: 'map_response',
      }),
    );
    expect(codes).toEqual([]);
    expect(exercise).toMatchObject({ exercise_type: 'short_answer', stem: 'What?', canonical_answer: 'clay' });
  });

  test('where capitals count, and within words: a text with a blank', () => {
    const { exercise, codes } = read(
      item({ declare: response('single', 'string', ['York']), body: `<p>Fill in.</p><p>This sun of ${field}.</p>` }),
    );
    expect(codes).toEqual([]);
    expect(exercise).toMatchObject({
      exercise_type: 'cloze',
      stem: 'Fill in.',
      text: 'This sun of {{1}}.',
      blanks: [{ id: '1', accepted: ['York'], is_case_sensitive: true }],
    });
  });

  test.each([
    ['toleranceMode="absolute" tolerance="0.5 0.5"', { mode: 'absolute', value: 0.5 }, []],
    ['toleranceMode="relative" tolerance="5 5"', { mode: 'relative', value: 0.05 }, []],
    ['toleranceMode="exact"', { mode: 'absolute', value: 0 }, []],
    ['toleranceMode="absolute" tolerance="0.5 2"', { mode: 'absolute', value: 0.5 }, ['marked_otherwise']],
    [
      'toleranceMode="absolute" tolerance="0.5" includeUpperBound="false"',
      { mode: 'absolute', value: 0.5 },
      ['marked_otherwise'],
    ],
  ])('a number, %s', (attributes, tolerance, losses) => {
    const { exercise, codes } = read(
      item({
        declare: response('single', 'float', ['4.5']),
        body: `<p>How many?</p><p>${field} <span class="unit">m</span></p>`,
        marking: equal(attributes),
      }),
    );
    expect(codes).toEqual(losses);
    expect(exercise).toMatchObject({ exercise_type: 'numeric', stem: 'How many?', value: 4.5, tolerance, unit: 'm' });
  });
});

describe('pairs and orders', () => {
  const choice = (id: string, most = 1) =>
    `<simpleAssociableChoice identifier="${id}" matchMax="${most}">${id}</simpleAssociableChoice>`;
  const match = (lefts: string, rights: string) =>
    `<matchInteraction responseIdentifier="RESPONSE"><simpleMatchSet>${lefts}</simpleMatchSet><simpleMatchSet>${rights}</simpleMatchSet></matchInteraction>`;

  test('what belongs to nothing is a distractor, or stands on the other side', () => {
    const declare = response('multiple', 'directedPair', ['a x', 'b y']);
    expect(
      read(item({ declare, body: match(choice('a') + choice('b'), choice('x') + choice('y') + choice('z')) })),
    ).toMatchObject({
      exercise: {
        pairs: [
          { left: 'a', right: 'x' },
          { left: 'b', right: 'y' },
        ],
        distractors: ['z'],
        scoring: 'all_or_nothing',
      },
      codes: [],
    });
    expect(
      read(item({ declare, body: match(choice('a') + choice('b') + choice('c'), choice('x') + choice('y')) })),
    ).toMatchObject({
      exercise: {
        pairs: [
          { left: 'x', right: 'a' },
          { left: 'y', right: 'b' },
        ],
        distractors: ['c'],
      },
      codes: [],
    });
  });

  test('several partners of one are not taken', () => {
    const declare = response('multiple', 'directedPair', ['a x', 'a y', 'b x']);
    const body = match(choice('a', 2) + choice('b', 2), choice('x', 2) + choice('y', 2));
    expect(outcomeOf(fileOf(item({ declare, body })))).toEqual([[null, 'many_to_many']]);
  });

  test('an order, and one of some of many', () => {
    const steps = (...ids: string[]) =>
      `<orderInteraction responseIdentifier="RESPONSE">${ids.map((id) => `<simpleChoice identifier="${id}">${id}</simpleChoice>`).join('')}</orderInteraction>`;
    const declare = response('ordered', 'identifier', ['b', 'a']);
    expect(read(item({ declare, body: steps('a', 'b') }))).toMatchObject({
      exercise: {
        exercise_type: 'ordering',
        items: [
          { id: 'b', text: 'b' },
          { id: 'a', text: 'a' },
        ],
        scoring: 'all_or_nothing',
      },
      codes: [],
    });
    expect(outcomeOf(fileOf(item({ declare, body: steps('a', 'b', 'c') })))).toEqual([[null, 'some_in_order']]);
  });
});

describe('what is not taken is named', () => {
  test.each([
    ['on_picture', '<hotspotInteraction responseIdentifier="RESPONSE"/>', ''],
    ['slider', '<sliderInteraction responseIdentifier="RESPONSE"/>', ''],
    ['upload', '<uploadInteraction responseIdentifier="RESPONSE"/>', ''],
    ['drawing', '<drawingInteraction responseIdentifier="RESPONSE"/>', ''],
    ['media', '<mediaInteraction responseIdentifier="RESPONSE"/>', ''],
    ['custom', '<customInteraction responseIdentifier="RESPONSE"/>', ''],
    ['unknown_type', '<newInteraction responseIdentifier="RESPONSE"/>', ''],
    ['no_question', '<p>Words.</p>', ''],
    ['composite', `${choices('a', 'b')}<p>${field}</p>`, ''],
    ['adaptive', choices('a', 'b'), 'adaptive="true"'],
  ])('%s', (code, body, attributes) => {
    expect(outcomeOf(fileOf(item({ body, attributes })))).toEqual([[null, code]]);
  });

  test('values by chance', () => {
    expect(outcomeOf(fileOf(item({ declare: '<templateDeclaration/>', body: choices('a') })))).toEqual([
      [null, 'template_item'],
    ]);
  });
});

test('MathML is TeX, what is drawn is struck out again, and what has no counterpart says so', () => {
  const latex = (mathml: string) => {
    const parsed = parseXml(`<m:math xmlns:m="http://www.w3.org/1998/Math/MathML">${mathml}</m:math>`);
    return parsed.ok ? latexOf(levelled(parsed.root)) : null;
  };
  expect(latex('<m:mfrac><m:mn>12</m:mn><m:mi>x</m:mi></m:mfrac>')).toBe('\\frac{12}{x}');
  expect(latex('<m:msqrt><m:mi>a</m:mi><m:mo>×</m:mo><m:mi>sin</m:mi></m:msqrt>')).toBe(
    '\\sqrt{a \\times \\mathrm{sin}}',
  );
  expect(
    latex('<m:semantics><m:mi>a</m:mi><m:annotation encoding="application/x-tex">a^2</m:annotation></m:semantics>'),
  ).toBe('a^2');
  expect(latex('<m:mtable/>')).toBeNull();
  const { exercise, codes } = read(
    item({
      declare: response('single', 'identifier', ['A']),
      body: `<p>See <span class="struck">gone</span> <object data="a.mp4" type="video/mp4"/><script>alert(1)</script></p>${choices('a', 'b')}`,
    }),
  );
  expect(exercise?.stem).toBe('See ~~gone~~\n\nWhich?');
  expect(codes).toEqual(['media_removed', 'script_removed']);
});

test('HTML beyond what QTI takes becomes what comes nearest', () => {
  expect(xhtmlOf('a <mark>b</mark><br>')).toBe('<p>a <span>b</span><br/></p>');
  expect(xhtmlOf('<details><summary>s</summary>t</details>')).toBe('<div><span>s</span>t</div>');
  expect(xhtmlOf('<blockquote>said</blockquote>')).toBe('<blockquote><p>said</p></blockquote>');
  expect(xhtmlOf('<table><thead><tr><th>a</th></tr></thead></table>')).toBe(
    '<table><tbody><tr><th>a</th></tr></tbody></table>',
  );
  expect(xhtmlOf('<a>x</a> & <img src="/p.png" onerror="x">', { isInline: true })).toBe(
    '<span>x</span> &amp; <img src="/p.png" alt=""/>',
  );
});

const CHOICE: Exercise = {
  id: 'Über 1',
  exercise_type: 'mcq',
  stem: 'Which *one*?',
  difficulty: 'easy',
  options: [
    { id: 'opt 1', label: 'A', text: 'a', rationale_wrong: null },
    { id: 'opt 2', label: 'B', text: 'b', rationale_wrong: 'No.', misconception_ids: ['m1'] },
  ],
  answer_key: { label: 'A', option_id: 'opt 1', rationale_right: 'Yes.' },
};

describe('what travels beside the items', () => {
  const { entries = [], exercises } = writeQuestions([CHOICE], 'qti30');
  const readBack = (change: (name: string, text: string) => string): Exercise | null => {
    const changed = entries.map(({ name, bytes }): PackageEntry => {
      const text = change(name, new TextDecoder().decode(bytes));
      return { name, bytes: new TextEncoder().encode(text) };
    });
    const result = readQuestionPackage(changed, () => '');
    if (!result.ok) throw new Error(result.refusal.sentence);
    return result.file.questions[0]?.exercise ?? null;
  };

  test('is there again, and named as what the other tool does not see', () => {
    expect(readBack((_, text) => text)).toEqual(CHOICE);
    const [written] = exercises;
    expect(written?.losses.map(({ code, pointer }) => `${code} ${pointer}`)).toEqual([
      'ids_renumbered /id',
      'ids_renumbered /options/0/id',
      'ids_renumbered /options/1/id',
      'misconceptions /options/1/misconception_ids',
      'ids_renumbered /answer_key/option_id',
    ]);
    expect(written?.losses.every(({ stays }) => stays)).toBe(true);
  });

  test('counts only where the item still says what it said', () => {
    const edited = readBack((name, text) =>
      name.startsWith('items/')
        ? text.replace('option_1', 'first').replaceAll('"option_1"', '"first"').replaceAll('>option_1<', '>first<')
        : text,
    );
    expect(edited).toMatchObject({ id: 'Über 1', options: [{ id: 'first' }, { id: 'opt 2' }] });
  });

  test.each([
    ['broken', () => '{'],
    [
      'of another shape',
      () =>
        '{"format":"trailwright-qti","items":{"q__ber_1":[{"pointer":7},null,{"pointer":"/__proto__/x","read":null,"was":1}]}}',
    ],
    [
      'of another type',
      (text: string) =>
        text
          .replace('"/id"', '"/exercise_type"')
          .replace(/"read": "q_[^"]*"/, '"read": "mcq"')
          .replace('Über 1', 'cloze'),
    ],
    ['with a script', (text: string) => text.replace('"Über 1"', '"<script>alert(1)</script>"')],
  ])('is passed over where it is %s', (_, change) => {
    const found = readBack((name, text) => (name === 'trailwright.json' ? change(text) : text));
    expect(found).toMatchObject({ exercise_type: 'mcq', id: expect.stringMatching(/^q_/) });
    expect(JSON.stringify(found)).not.toContain('script');
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });
});

test('a choice between True and False stays one, and another spelling of a text is no loss', () => {
  const exercise: Exercise = {
    ...CHOICE,
    stem: 'Is <em>it</em>?',
    options: [
      { id: 'true', label: 'A', text: 'True', rationale_wrong: null },
      { id: 'false', label: 'B', text: 'False', rationale_wrong: null },
    ],
    answer_key: { label: 'A', option_id: 'true', rationale_right: '' },
  };
  const { entries = [], exercises } = writeQuestions([exercise], 'qti21');
  const result = readQuestionPackage(entries, () => '');
  expect(result.ok && result.file.questions[0]?.exercise).toEqual(exercise);
  expect(fateOf({ exercise, losses: exercises[0]?.losses ?? [] })).toBe('whole');
  expect(exercises[0]?.losses.map(({ code }) => code)).toContain('other_spelling');
});

test('pictures go into the package and are the same when they come back', () => {
  const bytes = new TextEncoder().encode('picture');
  const key = 'fe1a4ab1fb6347036bead73597d5d295';
  const exercise = { ...CHOICE, id: 'q1', stem: `![A plant](/assets/${key}/a%20b.png)` };
  const files = new Map([[key, { name: 'a b.png', bytes }]]);
  const { entries = [], exercises } = writeQuestions([exercise], 'qti22', { files });
  expect(entries.map(({ name }) => name)).toEqual([
    'imsmanifest.xml',
    'items/q1.xml',
    `assets/${key}/a b.png`,
    'trailwright.json',
  ]);
  expect(exercises[0]?.losses.map(({ code }) => code)).not.toContain('picture_left_behind');
  const result = readQuestionPackage(entries, () => key.padEnd(64, '0'));
  expect(result.ok && result.file.questions[0]?.exercise).toEqual(exercise);
  expect(result.ok && result.file.assets).toEqual([{ sha256: key.padEnd(64, '0'), name: 'a b.png', bytes }]);
  const [without] = writeQuestions([exercise], 'qti22').exercises;
  expect(without?.losses.map(({ code }) => code)).toContain('picture_left_behind');
});

test('ids that differ by capitals alone have files of their own, and blocked exercises stay at home', () => {
  const { entries = [], exercises } = writeQuestions(
    [
      { ...CHOICE, id: 'Q1' },
      { ...CHOICE, id: 'q1' },
      { ...CHOICE, id: 'q2', answer_key: {} },
    ],
    'qti21',
  );
  expect(entries.map(({ name }) => name).filter((name) => name.startsWith('items/'))).toEqual([
    'items/Q1.xml',
    'items/q1-2.xml',
  ]);
  expect(exercises[2]).toMatchObject({ exercise: null, losses: [{ code: 'blocks' }] });
});

test('a document type is refused, and so is a file that is no item', () => {
  expect(
    refusalOf(`<!DOCTYPE x [<!ENTITY a "b">]>${item({ body: '' }).replace('<?xml version="1.0"?>', '')}`).code,
  ).toBe('doctype_refused');
  expect(refusalOf(`<assessmentTest xmlns="${NAMESPACE}"/>`).code).toBe('qti_22');
});
