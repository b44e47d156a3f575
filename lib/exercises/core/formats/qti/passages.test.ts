import { describe, expect, test } from 'vitest';
import type { Exercise } from '../../exercise.ts';
import { inFront, partsOfStem } from '../../passage.ts';
import { EXPORT_FORMATS } from '../file-formats.ts';
import { bytesOf, digest, fileWritten, PLAIN } from '../formats.cases.ts';
import { readQuestionPackage } from '../read-questions.ts';
import type { QuestionFile } from '../report.ts';
import { writeQuestions } from '../write-questions.ts';

// Passages that stand in files of their own: in front of the question, or where the item includes them.

const NS2 = 'xmlns="http://www.imsglobal.org/xsd/imsqti_v2p2"';
const NS3 = 'xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0"';
const CHOICE = `<choiceInteraction responseIdentifier="RESPONSE" maxChoices="1"><simpleChoice identifier="a">Yes</simpleChoice><simpleChoice identifier="b">No</simpleChoice></choiceInteraction>`;
const two = (
  refs: string,
  body: string,
) => `<assessmentItem ${NS2} identifier="q1" title="q1" adaptive="false" timeDependent="false">
<responseDeclaration identifier="RESPONSE" cardinality="single" baseType="identifier"><correctResponse><value>a</value></correctResponse></responseDeclaration>
<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>
${refs}
<itemBody>${body}${CHOICE}</itemBody>
<responseProcessing template="http://www.imsglobal.org/question/qti_v2p2/rptemplates/match_correct"/></assessmentItem>`;
const stimulusRef = (href: string, id = 'soil') => `<assessmentStimulusRef identifier="${id}" href="${href}"/>`;
const stimulus = (inner: string) =>
  `<assessmentStimulus ${NS2} identifier="soil" title="Soil"><stimulusBody>${inner}</stimulusBody></assessmentStimulus>`;
const XI = 'xmlns:xi="http://www.w3.org/2001/XInclude"';

function fileOf(files: Record<string, string>): QuestionFile {
  const items = Object.keys(files).filter((name) => /^items\/\d+\.xml$/.test(name));
  const resources = items
    .map((name) => `<resource identifier="r" type="imsqti_item_xmlv2p2" href="${name}"/>`)
    .join('');
  const manifest = `<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"><metadata><schema>QTIv2.2 Package</schema></metadata><organizations/><resources>${resources}</resources></manifest>`;
  const entries = Object.entries({ 'imsmanifest.xml': manifest, ...files }).map(([name, text]) => ({
    name,
    bytes: bytesOf(text),
  }));
  const result = readQuestionPackage(entries, digest);
  if (!result.ok) throw new Error(result.refusal.sentence);
  return result.file;
}
const stemsOf = ({ questions }: QuestionFile) => questions.map(({ exercise }) => exercise?.stem);
const toldOf = ({ questions }: QuestionFile) =>
  questions.flatMap(({ losses }) =>
    losses.filter(({ code }) => code === 'passage_left').map(({ sentence }) => sentence),
  );

describe('a passage in a file of its own', () => {
  test('stands in front of each question that names it, with its pictures, and is named by each', () => {
    const file = fileOf({
      'items/1.xml': two(stimulusRef('../texts/soil.xml'), '<p>Is it <b>wet</b>?</p>'),
      'items/2.xml': two(stimulusRef('../texts/soil.xml'), '<p>Is it dry?</p>').replace('"q1"', '"q2"'),
      'texts/soil.xml': stimulus('<p>Soil <i>holds</i> water.</p><img src="pictures/a.png" alt="Soil"/>'),
      'texts/pictures/a.png': 'picture',
    });
    const address = `/assets/${digest(bytesOf('picture')).slice(0, 32)}/a.png`;
    const passage = `Soil *holds* water.\n\n![Soil](${address})`;
    expect(stemsOf(file)).toEqual([`${passage}\n\n---\n\nIs it **wet**?`, `${passage}\n\n---\n\nIs it dry?`]);
    expect(file.questions.map(({ exercise }) => exercise?.stimulus_id)).toEqual(['soil', 'soil']);
    expect(file.assets).toHaveLength(1);
    expect(file.questions.flatMap(({ losses }) => losses)).toEqual([]);
  });

  test('of QTI 3 is read likewise, and several stand after one another', () => {
    const item = two(`${stimulusRef('a.xml', 'one')}${stimulusRef('b.xml', 'two')}`, '<p>Is it?</p>');
    const three = item
      .replace(NS2, NS3)
      .replace(
        /<(\/?)([a-z]+[A-Z]\w*)/g,
        (_, slash: string, name: string) =>
          `<${slash}qti-${name.replace(/[A-Z]/g, (sign) => `-${sign.toLowerCase()}`)}`,
      )
      .replace(/ ([a-z]+)([A-Z])([a-z]+)="/g, (_, a: string, b: string, c: string) => ` ${a}-${b.toLowerCase()}${c}="`)
      .replace(/<(\/?)value>/g, '<$1qti-value>');
    const body = (words: string) =>
      `<qti-assessment-stimulus ${NS3} identifier="x" title="x"><qti-stimulus-body><p>${words}</p></qti-stimulus-body></qti-assessment-stimulus>`;
    const file = fileOf({ 'items/1.xml': three, 'items/a.xml': body('First.'), 'items/b.xml': body('Second.') });
    expect(file.format).toBe('qti30');
    const [question] = file.questions;
    expect(question?.exercise).toMatchObject({ stimulus_id: 'one', stem: 'First.\n\nSecond.\n\n---\n\nIs it?' });
  });

  test('that is included stands where it is included, as XML or as a page', () => {
    const file = fileOf({
      'items/1.xml': two('', `<p>Before.</p><xi:include ${XI} href="shared/p.xml"/><p>After.</p>`),
      'items/2.xml': two('', '<object type="text/html" data="shared/page.html"/><p>And?</p>'),
      'items/shared/p.xml': `<div ${NS2}><p>Within.</p><xi:include ${XI} href="more.txt"/></div>`,
      'items/shared/more.txt': 'One & two.\n\nThree.',
      'items/shared/page.html':
        '<!DOCTYPE html><html><head><title>No</title></head><body onload="x()"><p>A <b>page<br>of</b> words<script>alert(1)</script></body></html>',
    });
    expect(stemsOf(file)).toEqual([
      'Before.\n\nWithin.\n\nOne & two.\n\nThree.\n\nAfter.',
      'A **page**\\\n**of** words\n\nAnd?',
    ]);
    expect(toldOf(file)).toEqual([]);
  });

  test('of a text with blanks is its stem', () => {
    const blanks = two(stimulusRef('p.xml'), '').replace(
      CHOICE,
      '<p>It is <inlineChoiceInteraction responseIdentifier="RESPONSE"><inlineChoice identifier="a">wet</inlineChoice><inlineChoice identifier="b">dry</inlineChoice></inlineChoiceInteraction>.</p>',
    );
    const file = fileOf({ 'items/1.xml': blanks, 'items/p.xml': stimulus('<p>Rain.</p>') });
    expect(file.questions[0]?.exercise).toMatchObject({
      exercise_type: 'cloze',
      stem: 'Rain.',
      text: 'It is {{1}}.',
      stimulus_id: 'soil',
    });
  });

  test('that says nothing is none: what is asked is not taken for it', () => {
    const refs = `${stimulusRef('empty.xml', 'empty')}${stimulusRef('p.xml', 'rain')}`;
    const texts = { 'items/empty.xml': stimulus('<p> </p>'), 'items/p.xml': stimulus('<p>Rain.</p>') };
    const alone = fileOf({ 'items/1.xml': two(stimulusRef('empty.xml'), '<p>Is it?</p>'), ...texts });
    expect(alone.questions[0]?.exercise).not.toHaveProperty('stimulus_id');
    const both = fileOf({ 'items/1.xml': two(refs, '<p>Is it?</p>'), ...texts });
    expect(both.questions[0]?.exercise).toMatchObject({ stimulus_id: 'rain', stem: 'Rain.\n\n---\n\nIs it?' });
  });

  test.each([
    ['nowhere.xml', 'is not in the package'],
    ['../../../etc/passwd', 'is not in the package'],
    ['https://example.org/p.xml', 'is not in the package'],
    ['file:///etc/passwd', 'is not in the package'],
    ['ring.xml', 'leads back to itself'],
    ['broken.xml', 'cannot be read'],
    ['doctype.xml', 'cannot be read'],
    ['deep0.xml', 'stands in more than 5 others'],
    ['wide.xml', 'has more than 5000 parts'],
  ])('that cannot be had (%s) is a loss with its file and line', (href, why) => {
    const include = (name: string) => `<xi:include ${XI} href="${name}"/>`;
    const deep = Object.fromEntries(
      Array.from({ length: 7 }, (_, at) => [
        `items/deep${at}.xml`,
        `<div ${NS2}>${include(`deep${at + 1}.xml`)}</div>`,
      ]),
    );
    const file = fileOf({
      'items/1.xml': two(stimulusRef(href), '<p>Is it?</p>'),
      'items/ring.xml': `<div ${NS2}>${include('ring.xml')}</div>`,
      'items/broken.xml': '<div><p></div>',
      'items/doctype.xml': '<!DOCTYPE a [<!ENTITY b "c">]><div>&b;</div>',
      'items/wide.xml': `<div ${NS2}>${'<br/>'.repeat(5_001)}</div>`,
      ...deep,
    });
    const [question] = file.questions;
    expect(question?.exercise).toMatchObject({ stem: 'Is it?' });
    const [told, ...more] = toldOf({ ...file, questions: [question as (typeof file.questions)[number]] });
    expect(more).toEqual([]);
    expect(told).toMatch(/^items\/\w+\.xml, line \d+: the passage “/);
    expect(told).toContain(why);
  });

  test('runs nothing and asks nothing', () => {
    const file = fileOf({
      'items/1.xml': two(stimulusRef('p.xml'), '<p>Is it?</p>'),
      'items/p.xml': stimulus(
        `<p onclick="x()">Rain.<a href="javascript:x()">link</a></p><script>x()</script>${CHOICE}`,
      ),
    });
    expect(file.questions[0]?.exercise).toMatchObject({
      exercise_type: 'mcq',
      options: [{ text: 'Yes' }, { text: 'No' }],
    });
    expect(JSON.stringify(file.questions[0]?.exercise)).not.toMatch(/x\(\)|script/);
  });
});

const SHARED: Exercise[] = PLAIN.map((one) => ({
  ...one,
  stimulus_id: 'a text',
  weight: 2,
  stem: inFront('The *text*.\n\nIt goes on.', one.stem),
}));

describe('exercises that share a passage', () => {
  test.each(['qti22', 'qti30'] as const)('%s: the passage is one file, and each comes back as it was', (version) => {
    const written = writeQuestions(SHARED, version, { quizzes: [{ title: 'All', places: [...SHARED.keys()] }] });
    expect(written.entries?.filter(({ name }) => name.startsWith('stimuli/')).map(({ name }) => name)).toHaveLength(1);
    expect(fileWritten(written).questions.map(({ exercise }) => exercise)).toEqual(SHARED);
    const another = SHARED.map((one, at) => (at === 0 ? { ...one, stem: one.stem.replace('goes', 'went') } : one));
    const two = writeQuestions(another, version);
    expect(two.entries?.filter(({ name }) => name.startsWith('stimuli/'))).toHaveLength(2);
    expect(fileWritten(two).questions.map(({ exercise }) => exercise)).toEqual(another);
  });

  test('qti21: the passage stands in each item, which the report says, and each comes back as it was', () => {
    const written = writeQuestions(SHARED, 'qti21', { quizzes: [{ title: 'All', places: [...SHARED.keys()] }] });
    expect(written.entries?.some(({ name }) => name.startsWith('stimuli/'))).toBe(false);
    for (const { losses } of written.exercises)
      expect(losses).toContainEqual(
        expect.objectContaining({ code: 'passage_repeated', pointer: '/stimulus_id', stays: true }),
      );
    expect(fileWritten(written).questions.map(({ exercise }) => exercise)).toEqual(SHARED);
  });

  test.each(EXPORT_FORMATS.filter((one) => !one.startsWith('qti')))(
    '%s says that it has no place for passages and weights',
    (format) => {
      for (const { exercise, losses } of writeQuestions(SHARED, format).exercises) {
        if (exercise === null) continue;
        expect(losses.map(({ code }) => code)).toEqual(expect.arrayContaining(['weight_lost', 'passage_repeated']));
      }
    },
  );

  test('passage and question are told apart by the first rule, and a stem without one is a question', () => {
    const parts = (stem: string, more: object = {}) =>
      partsOfStem({ stem, stimulus_id: 'x', exercise_type: 'mcq', ...more });
    expect(parts('a\n\n---\n\nb\n\n---\n\nc')).toEqual({ passage: 'a', question: 'b\n\n---\n\nc' });
    expect(parts('a')).toEqual({ passage: '', question: 'a' });
    expect(parts('a', { exercise_type: 'cloze' })).toEqual({ passage: 'a', question: '' });
    expect(parts('a\n\n---\n\nb', { stimulus_id: undefined })).toEqual({ passage: '', question: 'a\n\n---\n\nb' });
  });
});
