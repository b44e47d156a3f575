import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { zip } from '#lib/base/services/zip.ts';
import { countsOf } from '../core/formats/report.ts';
import { readQuestionFile } from './question-file.ts';

// Public files of other tools, which no part of this repository is.
const CONTENT = process.env.TRAILWRIGHT_CONTENT_DIR ?? path.resolve(import.meta.dirname, '../../../../shared/content');
const EXCHANGE = path.join(CONTENT, 'exchange');

const filesIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((one) => one.isFile())
        .map((one) => path.relative(folder, path.join(one.parentPath, one.name)))
        .sort()
    : [];
const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const read = (file: string) => readQuestionFile(readFileSync(path.join(EXCHANGE, file)), { name: file, digest });

/** The files that are questions in one of our formats; each other one is refused by name. */
const OURS: readonly [pattern: RegExp, format: RegExp][] = [
  [/^moodle-xml\/.*\.xml$/, /^moodle_xml$/],
  [/^gift\/.*\.gift\.txt$/, /^gift$/],
  [/^gift-aiken-missingword\/.*\/missingword\/.*\.txt$/, /^gift$/],
  [/^gift-aiken-missingword\/.*\/aiken\/.*\.txt$/, /^aiken$/],
  [/^csv\/.*\.csv$/, /^csv$/],
];
/** Of QTI the content says whether a file is an item, a part of one or a test. */
const QTI = /^qti(12-canvas|21|22|30)\//;
const formatOf = (file: string) => OURS.find(([pattern]) => pattern.test(file))?.[1];
const counted = (file: string, questions: Parameters<typeof countsOf>[0], total: number) => {
  const counts = countsOf(questions);
  expect(counts.whole + counts.changed + counts.blocked + counts.not_taken, file).toBe(total);
  expect(total, file).toBeGreaterThan(0);
};

describe.skipIf(!existsSync(EXCHANGE))('files of other tools (skipped where TRAILWRIGHT_CONTENT_DIR is absent)', () => {
  const files = filesIn(EXCHANGE);

  test.each(files.filter((file) => formatOf(file)))('%s: whole, changed, blocked or not taken', async (file) => {
    const result = await read(file);
    if (!result.ok) throw new Error(result.refusal.sentence);
    expect(result.file.format).toMatch(formatOf(file) as RegExp);
    expectSaid(file, result.file.questions);
    counted(file, result.file.questions, result.file.total);
  });

  test('every file of QTI is read, or refused by name', async () => {
    let items = 0;
    let packages = 0;
    for (const file of files.filter((one) => QTI.test(one))) {
      const result = await read(file);
      if (!result.ok) {
        expect(result.refusal.is, `${file}: ${result.refusal.code}`).not.toBeNull();
        // An item that cannot be read is broken, or brings a document type.
        if (/<(qti-)?assessment-?item[\s>]/i.test(readFileSync(path.join(EXCHANGE, file), 'utf8')))
          expect(result.refusal.code, file).toMatch(/^(xml_broken|doctype_refused)$/);
        continue;
      }
      expect(result.file.format, file).toMatch(/^qti/);
      if (result.file.encoding === 'zip') packages++;
      items += result.file.total;
      expectSaid(file, result.file.questions);
      counted(file, result.file.questions, result.file.total);
    }
    expect(packages).toBeGreaterThan(35);
    expect(items).toBeGreaterThan(600);
  });

  test('every other file is recognised and refused by name', async () => {
    const others = files.filter((file) => !formatOf(file) && !QTI.test(file));
    expect(others.length).toBeGreaterThan(200);
    const wrong: string[] = [];
    for (const file of others) {
      const result = await read(file);
      if (result.ok) wrong.push(`${file}: taken as ${result.file.format}`);
      else if (result.refusal.is === null) wrong.push(`${file}: ${result.refusal.code}`);
    }
    // A cartridge holds quizzes of QTI 1.2; it is refused as a whole, and a quiz that was taken out of it is none.
    expect(wrong).toEqual([]);
  });
});

function expectSaid(
  file: string,
  questions: { exercise: unknown; losses: { sentence: string; instead: string }[]; source: { line: number } }[],
) {
  for (const { exercise, losses, source } of questions) {
    expect(source.line, file).toBeGreaterThan(0);
    if (exercise === null) expect(losses.length, file).toBeGreaterThan(0);
    for (const { sentence, instead } of losses) {
      expect(sentence).toMatch(/[.]$/);
      expect(instead).toMatch(/[.]$/);
    }
  }
}

const bytesOf = (words: string) => new TextEncoder().encode(words);
const MANIFEST = `<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"><resources>
  <resource identifier="a" type="imsqti_item_xmlv2p2" href="items/one.xml"/>
  <resource identifier="b" type="imsqti_item_xmlv2p2" href="items/gone.xml"/>
  <resource identifier="c" type="imsqti_item_xmlv2p2" href="items/broken.xml"/>
</resources></manifest>`;
const ITEM = `<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p2" identifier="one" title="One">
  <responseDeclaration identifier="RESPONSE" cardinality="single" baseType="identifier"><correctResponse><value>A</value></correctResponse></responseDeclaration>
  <outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>
  <itemBody><p>Which one? <img src="../media/a%20b.png" alt="A plant"/></p>
    <choiceInteraction responseIdentifier="RESPONSE" maxChoices="1"><simpleChoice identifier="A">This</simpleChoice><simpleChoice identifier="B">That</simpleChoice></choiceInteraction>
  </itemBody>
  <responseProcessing template="http://www.imsglobal.org/question/qti_v2p2/rptemplates/match_correct"/>
</assessmentItem>`;

test('a package: pictures come along by their digest, and what is missing or broken costs itself only', async () => {
  const picture = bytesOf('not really a picture');
  const packed = await zip([
    { name: 'quiz/imsmanifest.xml', bytes: bytesOf(MANIFEST) },
    { name: 'quiz/items/one.xml', bytes: bytesOf(ITEM) },
    { name: 'quiz/items/broken.xml', bytes: bytesOf('<assessmentItem>\n  <itemBody>') },
    { name: 'quiz/media/a b.png', bytes: picture },
  ]);
  const result = await readQuestionFile(packed, { name: 'quiz.zip', digest });
  if (!result.ok) throw new Error(result.refusal.sentence);
  const { questions, assets, total, format } = result.file;
  expect([format, total]).toEqual(['qti22', 3]);
  expect(questions.map(({ losses }) => losses.map(({ code }) => code))).toEqual([[], ['file_missing'], ['unreadable']]);
  expect(questions[0]?.exercise?.stem).toBe(`Which one? ![A plant](/assets/${digest(picture).slice(0, 32)}/a%20b.png)`);
  expect(assets).toEqual([{ sha256: digest(picture), name: 'a b.png', bytes: picture }]);
  expect(questions[2]?.losses[0]?.sentence).toMatch(/^quiz\/items\/broken\.xml: Line \d+, column \d+: /);
  expect(questions[2]?.source.file).toBe('quiz/items/broken.xml');
});

test('a package that leads out of its folder is refused with the file that does', async () => {
  const packed = Buffer.from(
    await zip([
      { name: 'imsmanifest.xml', bytes: bytesOf(MANIFEST) },
      { name: 'AAA/one.xml', bytes: bytesOf(ITEM) },
    ]),
  );
  for (let at = packed.indexOf('AAA/'); at >= 0; at = packed.indexOf('AAA/', at + 1)) packed.write('../', at);
  const result = await readQuestionFile(packed, { name: 'quiz.zip', digest });
  expect(result).toMatchObject({ ok: false, refusal: { code: 'zip_name', is: 'a zip file' } });
});

test('an address that leads out of the package finds nothing', async () => {
  const packed = await zip([
    { name: 'q/imsmanifest.xml', bytes: bytesOf(MANIFEST.replace('items/one.xml', '../../etc/passwd')) },
    { name: 'q/items/broken.xml', bytes: bytesOf(ITEM.replace('../media/a%20b.png', '../../../../etc/passwd')) },
  ]);
  const result = await readQuestionFile(packed, { name: 'quiz.zip', digest });
  if (!result.ok) throw new Error(result.refusal.sentence);
  expect(result.file.assets).toEqual([]);
  expect(result.file.questions.map(({ losses }) => losses[0]?.code)).toEqual([
    'file_missing',
    'file_missing',
    'picture_missing',
  ]);
});
