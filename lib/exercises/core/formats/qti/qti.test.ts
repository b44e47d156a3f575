import { describe, expect, test } from 'vitest';
import { fileOf, outcomeOf, refusalOf } from '../formats.cases.ts';
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

test('a document type is refused, and so is a file that is no item', () => {
  expect(
    refusalOf(`<!DOCTYPE x [<!ENTITY a "b">]>${item({ body: '' }).replace('<?xml version="1.0"?>', '')}`).code,
  ).toBe('doctype_refused');
  expect(refusalOf(`<assessmentTest xmlns="${NAMESPACE}"/>`).code).toBe('qti_22');
});
