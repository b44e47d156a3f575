import { AssetShelf, type Digest } from '../assets.ts';
import { loss } from '../losses.ts';
import type { QuestionFormat, QuestionSource, ReadQuestion, ReadResult, Refusal } from '../report.ts';
import { Conversion } from '../text/text.ts';
import { parseXml, type XmlElement } from '../xml.ts';
import { readItem } from './read-item.ts';
import type { NearbyFile } from './text.ts';
import { levelled } from './tree.ts';

const LONGEST_SOURCE = 4_000;

/** What an item of a package is read with, beside its text. */
export interface Beside {
  assets: AssetShelf;
  nearby: NearbyFile;
  keywords?: readonly string[];
  /** Where it stands in the package. */
  file?: string;
}

/** The version that a root element belongs to; null where it is no item of QTI 2 or 3. */
export function itemFormat({ name, attributes }: XmlElement): QuestionFormat | null {
  if (name === 'qti-assessment-item') return 'qti30';
  if (!/^([\w.-]+:)?assessmentItem$/.test(name)) return null;
  return Object.values(attributes).some((one) => /imsqti_v2p2/.test(one)) ? 'qti22' : 'qti21';
}

export const sourceOf = (text: string, root: Pick<XmlElement, 'line' | 'column'>, file?: string): QuestionSource => ({
  line: root.line,
  column: root.column,
  text: text.length > LONGEST_SOURCE ? `${text.slice(0, LONGEST_SOURCE)}...` : text,
  ...(file === undefined ? {} : { file }),
});

/** One item as a question of a file. */
export function questionOfItem(
  root: XmlElement,
  text: string,
  { assets, nearby, keywords, file }: Beside,
): ReadQuestion {
  const conversion = new Conversion(assets);
  const { item, asked } = readItem(root, {
    conversion,
    nearby,
    ...(file ? { file } : {}),
    ...(keywords ? { keywords } : {}),
  });
  const kinds = [...new Set(item.interactions.map(({ name }) => name))].join(', ');
  const source = {
    ...sourceOf(text, root, file),
    ...(item.title === '' ? {} : { name: item.title }),
    ...(kinds === '' ? {} : { type: kinds }),
  };
  return { exercise: asked?.exercise ?? null, source, losses: conversion.losses };
}

/** A question whose file cannot be read, with the reason. */
export function unreadable(
  text: string,
  { sentence, instead, line = 1, column = 1 }: Refusal,
  file?: string,
): ReadQuestion {
  const reason = file === undefined ? sentence : `${file}: ${sentence}`;
  return {
    exercise: null,
    source: sourceOf(text, { line, column }, file),
    losses: [loss('unreadable', 'exercise_type', { sentence: reason, instead })],
  };
}

/** A file with one item. */
export function readQtiItem(text: string, encoding: string, digest: Digest): ReadResult {
  const parsed = parseXml(text);
  if (!parsed.ok) return parsed;
  const format = itemFormat(parsed.root);
  if (!format) {
    const { name } = levelled(parsed.root);
    return {
      ok: false,
      refusal: {
        code: 'not_qti',
        is: `XML of another kind (<${name}>)`,
        sentence: `The file begins with <${name}>, and an item of QTI with <assessmentItem>.`,
        instead: 'Choose an item, or the package that it is in.',
      },
    };
  }
  const assets = new AssetShelf(digest);
  const question = questionOfItem(parsed.root, text, { assets, nearby: () => null });
  return { ok: true, file: { format, encoding, questions: [question], total: 1, assets: assets.all } };
}
