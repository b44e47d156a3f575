import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs';
import { expect } from 'vitest';
import { anyExercise } from '../../exercise.cases.ts';
import type { Exercise } from '../../exercise.ts';
import { inFront } from '../../passage.ts';
import { PLAIN } from '../formats.cases.ts';
import { writeQuestions } from '../write-questions.ts';
import { camel } from './tree.ts';
import type { QtiVersion } from './xml-write.ts';

// What the schemas of QTI say of what is written. QTI 3 has its own only for the manifest: its items are renamed back to QTI 2.2, as the
// two differ by names alone.

const CONTENT =
  process.env.TRAILWRIGHT_CONTENT_DIR ?? path.resolve(import.meta.dirname, '../../../../../../shared/content');
export const XSD = path.join(CONTENT, 'exchange/xsd/qti2/qti-sdk');

const ITEMS: Record<QtiVersion, string> = {
  qti21: 'qtiv2p1/imsqti_v2p1.xsd',
  qti22: 'qtiv2p2p4/imsqti_v2p2p4.xsd',
  qti30: 'qtiv2p2p4/imsqti_v2p2p4.xsd',
};
export const MANIFESTS: Record<QtiVersion, string> = {
  qti21: 'imscp_v1p1.xsd',
  qti22: 'imscp_v1p1.xsd',
  qti30: 'qtiv3p0/imsqtiv3p0_imscpv1p2_v1p0.xsd',
};

/** The complaints of a schema about a text. */
export function complaints(validator: XsdValidator, xml: string): string[] {
  using document = XmlDocument.fromString(xml);
  try {
    validator.validate(document);
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

/** The validator of a schema; it is loaded with all that it names. */
export function validatorOf(file: string): XsdValidator {
  xmlRegisterFsInputProviders();
  const place = path.join(XSD, file);
  return XsdValidator.fromDoc(XmlDocument.fromBuffer(readFileSync(place), { url: pathToFileURL(place).href }));
}

/** An item of QTI 3 with the names of QTI 2.2. */
const renamed = (xml: string) =>
  xml
    .replace(/<\/?qti-content-body>/g, '')
    .replace(/<(\/?)qti-([a-z-]+)([^>]*)>/g, (_, slash: string, name: string, rest: string) => {
      const attributes = rest.replace(/\s([a-z]+(?:-[a-z]+)+)=/g, (_all, key: string) => ` ${camel(key)}=`);
      return `<${slash}${camel(name)}${attributes}>`;
    })
    .replaceAll('http://www.imsglobal.org/xsd/imsqtiasi_v3p0', 'http://www.imsglobal.org/xsd/imsqti_v2p2');

/** One with all of Markdown. */
const RICH: Exercise = {
  id: '0 öde id',
  exercise_type: 'open_response',
  stem: [
    '# Heading',
    'A *word*, **two**, ~~gone~~, `code < x`, H<sub>2</sub>O, <mark>marked</mark>, $a^2 < b$ and a [link](https://example.org/?a=1&b=2).',
    '![A "plant"](https://example.org/plant.png)',
    '- [x] done\n- [ ] not done\n\n  more\n  1. inner',
    '3. third\n4. fourth',
    '> said\n>\n> ```js\n> a && b;\n> ```',
    '| a | b |\n| :-- | --: |\n| 1 | 2 |',
    '| only | a head |\n| --- | --- |',
    'A note.[^1]\n\n[^1]: Below.',
    '<details><summary>More</summary>\n\nInside\n\n</details>',
    '$$\n\\frac{a}{b}\n$$',
    '---',
    'Line\\\nbreak <kbd>Ctrl</kbd> <span style="color:red">red</span>',
  ].join('\n\n'),
  rubric: [{ criterion: 'Clear & short', levels: [{ label: 'Good', points: 2, description: 'a < b' }] }],
  model_answer: 'It **is**.',
};

/** So many generated exercises of nine types, a plain one of each, and one with all of Markdown; every seventh with an id that is no name. */
export const bankOf = (count: number): Exercise[] =>
  [...PLAIN, RICH, ...fc.sample(anyExercise, { numRuns: count, seed: 31 })].map((one, at) => ({
    ...one,
    id: at % 7 === 0 ? `${at} ${one.id}` : `${one.id}-${at}`,
  }));

/** A bank in which some exercises have weights, and some passages that they share. */
export const sharedBank = (bank: readonly Exercise[]): Exercise[] =>
  bank.map((one, at) => ({
    ...one,
    ...(at % 3 === 0 ? { weight: at % 2 === 0 ? 2 : 0.5 } : {}),
    ...(at % 4 === 0
      ? { stimulus_id: `a passage ${at % 8}`, stem: inFront(`A *passage* ${at % 8}.\n\n- one\n- two`, one.stem) }
      : {}),
  }));

/** Writes exercises with two quizzes and holds every item, passage and test and the manifest against the schemas. */
export function expectValid(bank: readonly Exercise[], version: QtiVersion) {
  const places = [...bank.keys()];
  const quizzes = [
    { title: 'Soil & <water>', places: places.toReversed() },
    { title: '', places: places.slice(0, 1) },
  ];
  const { entries = [], exercises } = writeQuestions(sharedBank(bank), version, { category: 'A & B', quizzes });
  expect(entries.filter(({ name }) => name.startsWith('tests/'))).toHaveLength(2);
  expect(entries.some(({ name }) => name.startsWith('stimuli/'))).toBe(version !== 'qti21');
  const items = validatorOf(ITEMS[version]);
  const manifest = validatorOf(MANIFESTS[version]);
  const found: string[] = [];
  for (const { name, bytes } of entries) {
    const xml = new TextDecoder().decode(bytes);
    if (!name.endsWith('.xml')) continue;
    const isManifest = name === 'imsmanifest.xml';
    const read = version === 'qti30' && !isManifest ? renamed(xml) : xml;
    found.push(...complaints(isManifest ? manifest : items, read).map((one) => `${name}: ${one}\n${xml}`));
  }
  expect(found.slice(0, 3)).toEqual([]);
  expect(exercises.filter(({ exercise }) => exercise !== null)).toHaveLength(bank.length);
  // A schema that lets anything pass would prove nothing.
  const xml = new TextDecoder().decode(entries[1]?.bytes);
  const item = version === 'qti30' ? renamed(xml) : xml;
  expect(complaints(items, item.replace(/ title="[^"]*"/, ''))[0]).toContain('title');
  expect(complaints(items, item.replace('<itemBody>', '<itemBody>Words alone.'))).not.toEqual([]);
}
