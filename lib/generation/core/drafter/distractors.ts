import { type Gap, isRelative } from './cloze.ts';
import { isStopWord } from './languages.ts';
import type { Term } from './terms.ts';

/** A wrong name for a gap that could be taken for the right one. */
export interface Distractor {
  term: Term;
  text: string;
}

/** Fewer than this is no choice: somebody has to think of others. */
export const LEAST_DISTRACTORS = 2;
export const MOST_DISTRACTORS = 3;
/** A term that is neither defined nor set off must be spoken of so often. */
const OFTEN = 4;
/** What is not so near is not taken for the answer by anybody. */
const LEAST_NEAR = 1.3;

/**
 * Wrong answers for a gap out of sibling terms: the same part of speech, number and capitals, and none that could be right as well, because
 * it is a kind of the answer, or is spoken of in one sentence with it.
 */
export function distractorsFor(gap: Gap, own: Term, siblings: readonly Term[], language: string): Distractor[] {
  const text = ` ${stemsOf(gap).join(' ')} `;
  const taken = new Set([gap.key]);
  const fitting = siblings
    .filter(
      (term) =>
        fits(own, term, gap, language) && !text.includes(` ${term.key} `) && !mayBeRight(own, term, gap, language),
    )
    .map((term) => ({ term, near: nearness(own, term) }))
    .filter(({ near }) => near >= LEAST_NEAR)
    .sort((a, b) => b.near - a.near || b.term.score - a.term.score || (a.term.key < b.term.key ? -1 : 1));
  const found: Distractor[] = [];
  for (const { term } of fitting) {
    if (found.length === MOST_DISTRACTORS) break;
    // Two that say the same are one.
    const words = term.key.split(' ');
    if (taken.has(term.key) || found.some((one) => words.every((word) => one.term.key.split(' ').includes(word))))
      continue;
    taken.add(term.key);
    found.push({ term, text: asAt(gap, term.term) });
  }
  return found;
}

const stemsOf = ({ sentence }: Gap): string[] => sentence.words.map(({ stem }) => stem);

/** With a capital where the gap begins the sentence, or it would stand out. */
export const asAt = ({ before }: Gap, text: string): string =>
  /^[^\p{L}\p{N}]*$/u.test(before) ? text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase()) : text;

function fits(own: Term, other: Term, gap: Gap, language: string): boolean {
  if (!other.is_steady || isRelative(other.key)) return false;
  if (!other.definition && !other.is_named && (other.count < 2 || !other.is_marked) && other.count < OFTEN)
    return false;
  if (own.speech !== other.speech && own.speech !== null && other.speech !== null) return false;
  if (shapeOf(own) !== shapeOf(other)) return false;
  if (isPlural(own.term, language) !== isPlural(other.term, language)) return false;
  if (Math.abs(own.key.split(' ').length - other.key.split(' ').length) > 1) return false;
  // "An" before a gap says how its word begins.
  const article = /(?:^|[^\p{L}])(an?) $/iu.exec(gap.before)?.[1]?.toLowerCase();
  return language !== 'en' || article === undefined || (article === 'an') === /^[aeiou]/i.test(other.term);
}

type Shape = 'letters' | 'capital' | 'small' | 'mixed';

/** All capitals, a capital, small letters, or something like a name of code. */
function shapeOf({ term, speech }: Term): Shape {
  const first = term.split(' ')[0] ?? '';
  if (/^\p{Lu}{2,}s?$|^\p{Lu}+[-\d]/u.test(first)) return 'letters';
  if (/\p{Ll}\p{Lu}|[_.+#\d]/u.test(term)) return 'mixed';
  // A term that only ever begins sentences has a capital by chance.
  if (/^\p{Lu}/u.test(first)) return speech === 'noun' ? 'small' : 'capital';
  return 'small';
}

const isPlural = (term: string, language: string): boolean => {
  const last = term.split(' ').at(-1) ?? '';
  if (language === 'en') return /[^sui]s$/.test(last) && last.length > 3;
  return (language === 'es' || language === 'fr') && /[sx]$/.test(last);
};

/** Shared words beyond which two definitions say the same. */
const SAME = 0.5;

/** Whether a term could fill the gap as rightly as its own. */
function mayBeRight(own: Term, other: Term, gap: Gap, language: string): boolean {
  const [one, two] = [own.key.split(' '), other.key.split(' ')];
  if (one.every((word) => two.includes(word)) || two.every((word) => one.includes(word))) return true;
  if (one.length === 1 && two.length === 1 && one[0]?.slice(0, 5) === two[0]?.slice(0, 5)) return true;
  const stems = other.definition?.sentence.words.map(({ stem }) => stem);
  if (!stems) return false;
  if (` ${stems.join(' ')} `.includes(` ${own.key} `)) return true;
  const said = new Set(stems.filter((stem) => !isStopWord(stem, language)));
  const shared = stemsOf(gap).filter((stem) => said.has(stem)).length;
  return shared / Math.max(1, said.size) > SAME;
}

/** How readily one is taken for the other: the same last word, as many words, and known for what they are. */
function nearness(own: Term, other: Term): number {
  const [one, two] = [own.key.split(' '), other.key.split(' ')];
  let near = one.length === two.length ? 1 : 0;
  if (one.length > 1 && one.at(-1) === two.at(-1)) near += 1.5;
  if (other.definition) near += 1;
  if (own.definition && other.definition && own.definition.sentence.block === other.definition.sentence.block)
    near += 0.3;
  if (one.at(-1)?.slice(-3) === two.at(-1)?.slice(-3)) near += 0.3;
  return near + Math.min(1, other.score / Math.max(1, own.score)) * 0.7;
}
