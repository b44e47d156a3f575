import { AssetShelf, type Digest } from '../assets.ts';
import { loss } from '../losses.ts';
import { type Beside, questionOfItem, sourceOf } from '../qti/read.ts';
import type { ReadQuestion, ReadResult } from '../report.ts';
import { parseXml, type XmlElement } from '../xml.ts';
import { metadataOf, toItem } from './to-item.ts';

/** Items below a test or bank, and what only names an item elsewhere, in their order. */
const entriesIn = (element: XmlElement): XmlElement[] =>
  element.children.flatMap((one) =>
    /^(item|bankentry_item|sourcebank_ref|itemref)$/.test(one.name) ? [one] : entriesIn(one),
  );

/** The questions of a file of QTI 1.2. */
export function readQti12(root: XmlElement, text: string, beside: Beside): ReadQuestion[] {
  return entriesIn(root).map((element) => {
    const source = sourceOf(text.slice(element.start, element.end), element, beside.file);
    if (element.name !== 'item') return { exercise: null, source, losses: [loss('bank_reference', 'exercise_type')] };
    const type = metadataOf(element).get('question_type');
    const { exercise, losses, ...made } = questionOfItem(toItem(element), source.text, beside);
    const { name } = made.source;
    const found = { ...source, ...(name === undefined ? {} : { name }), ...(type === undefined ? {} : { type }) };
    return { exercise, source: found, losses };
  });
}

/** A file of QTI 1.2. */
export function readQti12File(text: string, encoding: string, digest: Digest): ReadResult {
  const parsed = parseXml(text);
  if (!parsed.ok) return parsed;
  const assets = new AssetShelf(digest);
  const questions = readQti12(parsed.root, text, { assets, nearby: () => null });
  return { ok: true, file: { format: 'qti12', encoding, questions, total: questions.length, assets: assets.all } };
}
