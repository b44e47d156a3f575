import { AssetShelf, type Digest } from '../assets.ts';
import { loss } from '../losses.ts';
import { convertQuestion, sourceOf } from '../moodle/read.ts';
import { categoryPath } from '../moodle/xml-read.ts';
import type { QuestionFile, ReadQuestion } from '../report.ts';
import { giftQuestion } from './question.ts';
import { splitGift } from './split.ts';

const LONGEST = 1_000_000;

/** A GIFT file as exercises, question by question: a broken one costs itself only. */
export function readGift(text: string, encoding: string, digest: Digest): QuestionFile {
  const assets = new AssetShelf(digest);
  const questions: ReadQuestion[] = [];
  let category = '';
  for (const piece of splitGift(text)) {
    const source = { line: piece.line, text: piece.text.slice(0, 4_000), ...(category === '' ? {} : { category }) };
    if (piece.text.length > LONGEST) {
      questions.push({ exercise: null, source, losses: [loss('too_long', 'stem')] });
      continue;
    }
    const read = giftQuestion(piece);
    if (read === null) continue;
    if (read.is === 'category') category = categoryPath(read.path);
    else if (read.is === 'broken') {
      const { code, name, sentence } = read;
      const losses = [loss(code, 'answers', sentence === undefined ? {} : { sentence })];
      questions.push({ exercise: null, source: { ...source, ...(name === '' ? {} : { name }) }, losses });
    } else questions.push(convertQuestion(read.question, { ...source, ...sourceOf(read.question, category) }, assets));
  }
  return { format: 'gift', encoding, questions, total: questions.length, assets: assets.all };
}
