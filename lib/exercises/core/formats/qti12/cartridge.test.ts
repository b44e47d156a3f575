import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { expect, test } from 'vitest';
import { anyExercise } from '../../exercise.cases.ts';
import type { Exercise } from '../../exercise.ts';
import { AssetShelf } from '../assets.ts';
import { differencesOf, isWithin } from '../differences.ts';
import { PLAIN } from '../formats.cases.ts';
import { LOSSES } from '../losses.ts';
import { complaints } from '../qti/schema.cases.ts';
import { parseXml } from '../xml.ts';
import { type CartridgeOptions, writeCartridge } from './cartridge.ts';
import { readQti12 } from './read.ts';

const CONTENT =
  process.env.TRAILWRIGHT_CONTENT_DIR ?? path.resolve(import.meta.dirname, '../../../../../../shared/content');
const XSD = path.join(CONTENT, 'exchange/common-cartridge/CommonCartridge.Core/schema/ccv1p1');

const options: CartridgeOptions = { version: 'cc11', title: 'Soil & water', digest: () => '' };
const bank = [...PLAIN, ...fc.sample(anyExercise, { numRuns: 100, seed: 9 })].map((one, at) => ({
  ...one,
  id: `${one.id} ${at}`,
}));
const textOf = ({ entries }: ReturnType<typeof writeCartridge>, at: number) =>
  new TextDecoder().decode(entries[at]?.bytes);

/** The exercises of a quiz, read again. */
function readBack(quiz: string): (Exercise | null)[] {
  const parsed = parseXml(quiz);
  if (!parsed.ok) throw new Error(parsed.refusal.sentence);
  const read = readQti12(parsed.root, quiz, { assets: new AssetShelf(() => ''), nearby: () => null });
  return read.map(({ exercise, losses }) => {
    expect(losses.map(({ code }) => code)).not.toContain('marked_otherwise');
    return exercise;
  });
}

test('five types go out and come back but for what the report names; the others are named', () => {
  const written = writeCartridge(bank, options);
  const went = written.exercises.filter(({ exercise }) => exercise !== null);
  const back = readBack(textOf(written, 1));
  expect(back).toHaveLength(went.length);
  for (const [at, { exercise, losses }] of went.entries()) {
    const found = differencesOf(exercise, back[at]).map(({ pointer }) => pointer);
    const named = losses.filter(({ code }) => !LOSSES[code].stays).map(({ pointer }) => pointer);
    const context = JSON.stringify([exercise, back[at], losses], null, 1);
    expect(
      found.filter((one) => !named.some((place) => isWithin(one, place))),
      context,
    ).toEqual([]);
    expect(
      named.filter((place) => !found.some((one) => isWithin(one, place))),
      context,
    ).toEqual([]);
  }
  for (const { exercise, losses } of written.exercises)
    if (!exercise) expect(losses.map(({ code }) => code)).toEqual(['no_such_type']);
  expect(new Set(went.map(({ exercise }) => exercise?.exercise_type)).size).toBe(5);
});

test('two exports are the same files, and pictures stand where texts look for them', () => {
  expect(writeCartridge(structuredClone(bank), options).entries).toEqual(writeCartridge(bank, options).entries);
  const key = 'fe1a4ab1fb6347036bead73597d5d295';
  const files = new Map([[key, { name: 'a b.png', bytes: new Uint8Array([1]) }]]);
  const exercise = { ...PLAIN[0], stem: `![A plant](/assets/${key}/a%20b.png)` };
  const written = writeCartridge([exercise], { ...options, files, digest: () => key });
  expect(written.entries.map(({ name }) => name)).toEqual([
    'imsmanifest.xml',
    'quiz/assessment_qti.xml',
    `web_resources/${key}/a b.png`,
  ]);
  expect(textOf(written, 1)).toContain(`$IMS-CC-FILEBASE$/${key}/a%20b.png`);
  expect(textOf(written, 0)).toContain(`href="web_resources/${key}/a%20b.png"`);
  expect(written.exercises[0]?.losses.map(({ pointer }) => pointer)).not.toContain('/stem');
});

/** A schema of the cartridge with what it imports from the web taken out: the parts that are ours to hold. */
function validatorOf(file: string): XsdValidator {
  const xsd = readFileSync(path.join(XSD, file), 'utf8')
    .replace(/<xs:import [^>]*\/>/g, '')
    .replace(/<xs:(attribute|element|group)\s[^>]*ref\s*=\s*"[a-z]+:[^>]*\/>/g, '');
  return XsdValidator.fromDoc(XmlDocument.fromString(xsd));
}

test.skipIf(!existsSync(XSD)).each(['cc11', 'cc13'] as const)(
  '%s: quiz and manifest are valid by the schema of 1.1, renamed',
  (version) => {
    const written = writeCartridge(bank, { ...options, version });
    const quiz = validatorOf('ccv1p1_qtiasiv1p2p1_v1p0.xsd');
    expect(complaints(quiz, textOf(written, 1))).toEqual([]);
    expect(complaints(quiz, textOf(written, 1).replace('<section ident="root_section">', '<section>'))).not.toEqual([]);
    const manifest = validatorOf('ccv1p1_imscp_v1p2_v1p0.xsd');
    const renamed = textOf(written, 0)
      .replaceAll('v1p3', 'v1p1')
      .replace('1.3.0', '1.1.0')
      .replace(/<lom:lom>.*<\/lom:lom>/, '');
    expect(complaints(manifest, renamed)).toEqual([]);
    expect(
      complaints(
        manifest,
        renamed.replace('<organizations>', '<organisations>').replace('</organizations>', '</organisations>'),
      ),
    ).not.toEqual([]);
  },
);
