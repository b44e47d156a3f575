import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { mark } from '../../marking.ts';
import { AssetShelf } from '../assets.ts';
import { decodeText } from '../decode.ts';
import { fateOf } from '../report.ts';
import { Conversion } from '../text/text.ts';
import { parseXml, type XmlElement } from '../xml.ts';
import { itemOf, type QtiItem } from './item.ts';
import { scoreOf } from './processing.ts';
import { readItem } from './read-item.ts';
import { levelled, named } from './tree.ts';
import { NotKnown, type Responses, scalarOf } from './values.ts';

// What independent readers of QTI see in public items, and what points they give for answers to them.

const CONTENT =
  process.env.TRAILWRIGHT_CONTENT_DIR ?? path.resolve(import.meta.dirname, '../../../../../../shared/content');
const EXCHANGE = path.join(CONTENT, 'exchange');
const CASES = path.join(EXCHANGE, 'qti22/pie-qti');

function rootOf(file: string): XmlElement {
  const parsed = parseXml(decodeText(readFileSync(file)).text);
  if (!parsed.ok) throw new Error(`${file}: ${parsed.refusal.sentence}`);
  return parsed.root;
}

interface Summary {
  error?: string;
  identifier: string;
  title: string | null;
  interactions: { type: string; response: string | null; choices: string[] }[];
  responses: {
    id: string;
    cardinality: string;
    baseType: string;
    correct: string[];
    mapping: Record<string, number>;
  }[];
  template?: string | null;
  feedback: number;
}

const CHOICES = /^(simpleChoice|inlineChoice|simpleAssociableChoice|gapText|gap|hottext|gapImg)$/;
const below = (element: XmlElement): XmlElement[] => element.children.flatMap((one) => [one, ...below(one)]);

describe.skipIf(!existsSync(EXCHANGE))('as another reader sees them', () => {
  test.each(['qti21', 'qti22', 'qti30'])('%s: interactions, right answers, points and templates', (version) => {
    const expected: Record<string, Summary> = JSON.parse(
      readFileSync(path.join(EXCHANGE, `expected/${version}-items.json`), 'utf8'),
    );
    let compared = 0;
    for (const [file, wanted] of Object.entries(expected)) {
      if (wanted.error) {
        expect(parseXml(decodeText(readFileSync(path.join(EXCHANGE, file))).text).ok, file).toBe(false);
        continue;
      }
      const item = itemOf(levelled(rootOf(path.join(EXCHANGE, file))));
      expect(item.identifier, file).toBe(wanted.identifier);
      expect(item.title, file).toBe(wanted.title?.trim() ?? '');
      const asked = below(item.root).filter(({ name }) => name.endsWith('Interaction'));
      expect(
        asked.map(({ name, attributes }) => [name, attributes.responseIdentifier ?? null]),
        file,
      ).toEqual(wanted.interactions.map(({ type, response }) => [type, response === undefined ? null : response]));
      const choices = asked.map((one) =>
        below(one)
          .filter(({ name }) => CHOICES.test(name))
          .map(({ attributes }) => attributes.identifier ?? null),
      );
      expect(choices, file).toEqual(wanted.interactions.map((one) => one.choices));
      expect([...item.responses.keys()], file).toEqual([...new Set(wanted.responses.map(({ id }) => id.trim()))]);
      for (const { id, correct, mapping } of wanted.responses) {
        const declared = item.responses.get(id.trim());
        expect(declared?.correct?.items ?? [], file).toEqual(
          correct.filter(Boolean).map((one) => scalarOf(one, declared?.type ?? '')),
        );
        expect(declared?.mapping?.entries.length ?? 0, file).toBe(Object.keys(mapping).length);
      }
      expect(
        named(item.root, 'modalFeedback').length +
          named(item.root, 'feedbackInline').length +
          named(item.root, 'feedbackBlock').length,
        file,
      ).toBe(wanted.feedback);
      compared++;
    }
    expect(compared).toBeGreaterThan(35);
  });
});

interface Case {
  name: string;
  responses: Record<string, string | number | (string | number)[] | null>;
  expect: { score?: number; outcomes?: { SCORE?: number } };
}

const folders = existsSync(CASES)
  ? readdirSync(CASES).filter((one) => existsSync(path.join(CASES, one, 'cases.json')))
  : [];

const asResponses = (given: Case['responses']): Responses =>
  Object.fromEntries(
    Object.entries(given).map(([key, value]) => [key, value === null ? [] : [value].flat().map(String)]),
  );

/** The answers of a folder with the points that they have to get. */
function casesOf(folder: string): { responses: Responses; score: number; name: string }[] {
  const { cases }: { cases: Case[] } = JSON.parse(readFileSync(path.join(CASES, folder, 'cases.json'), 'utf8'));
  return cases.flatMap((one) => {
    const score = one.expect.score ?? one.expect.outcomes?.SCORE;
    return score === undefined ? [] : [{ name: one.name, score, responses: asResponses(one.responses) }];
  });
}

describe.skipIf(folders.length === 0)('points for answers', () => {
  test('the rules of an item give what they have to, or are not known', () => {
    let marked = 0;
    const unknown = new Set<string>();
    for (const folder of folders) {
      const item: QtiItem = itemOf(levelled(rootOf(path.join(CASES, folder, 'item.xml'))));
      // Rules of a test that stand in an item by mistake, and items that draw their values by chance, are not ours to mark.
      if (item.marking !== 'rules' || named(item.root, 'templateProcessing').length > 0) continue;
      for (const { responses, score, name } of casesOf(folder)) {
        try {
          expect(scoreOf(item, responses), `${folder}: ${name}`).toBeCloseTo(score, 6);
          marked++;
        } catch (error) {
          if (!(error instanceof NotKnown)) throw error;
          unknown.add(`${folder}: ${error.message}`);
        }
      }
    }
    expect([...unknown].map((one) => one.split(': ')[1]).sort()).toMatchInlineSnapshot(`
      [
        "include",
        "mapOutcome",
        "mapResponsePoint",
        "mapResponsePoint",
        "notEqual",
        "patternMatch",
        "setResponseValue",
      ]
    `);
    expect(marked).toBeGreaterThan(70);
  });

  test('exercises that the report calls whole are marked as the items are', () => {
    const whole: string[] = [];
    let marked = 0;
    for (const folder of folders) {
      const conversion = new Conversion(new AssetShelf(() => ''));
      const { asked } = readItem(rootOf(path.join(CASES, folder, 'item.xml')), { conversion, nearby: () => null });
      if (!asked || fateOf({ exercise: asked.exercise, losses: conversion.losses }) !== 'whole') continue;
      whole.push(folder);
      for (const { responses, score, name } of casesOf(folder)) {
        expect(mark(asked.exercise, asked.given(responses), 'en').score, `${folder}: ${name}`).toBeCloseTo(score, 6);
        marked++;
      }
    }
    console.info(
      `${whole.length} of ${folders.length} items are whole; ${marked} answers to them get the points they have to`,
    );
    expect(whole).toMatchInlineSnapshot(`
      [
        "choice_match_correct",
        "mapping_bounds_upperLower",
        "modalFeedback_basic",
        "qti22_advanced_q11_hottext",
        "qti22_advanced_q13_match",
      ]
    `);
  });
});
