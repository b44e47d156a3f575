import { type Gap, isRelative } from './cloze.ts';
import { isStopWord } from './languages.ts';
import { isCommon, type Term } from './terms.ts';

/** A wrong name for a gap that could be taken for the right one. */
export interface Distractor {
  term: Term;
  text: string;
}

/** What is known about the terms of a lesson among others. */
export interface Company {
  likeness: (one: string, other: string) => number;
  /** The keys of those of the lesson itself. */
  here: ReadonlySet<string>;
  /** There are no lessons beside it: what it explains itself has to do. */
  is_alone: boolean;
}

/** Fewer than this is no choice: somebody has to think of others. */
export const LEAST_DISTRACTORS = 2;
export const MOST_DISTRACTORS = 3;
/** A term that is neither defined nor set off must be spoken of so often. */
const OFTEN = 4;
/** What has nothing in common with the answer is not taken for it by anybody. */
const LEAST_NEAR = 0.25;

/**
 * Wrong answers for a gap out of sibling terms: the same part of speech, number and capitals, and none that could be right as well, because
 * it is a kind of the answer, or is spoken of in one sentence with it.
 */
export function distractorsFor(
  gap: Gap,
  own: Term,
  siblings: readonly Term[],
  company: Company,
  language: string,
): Distractor[] {
  const text = ` ${stemsOf(gap).join(' ')} `;
  const taken = new Set([gap.key]);
  const fitting = siblings
    .map((term) => ({ term, near: nearness(own, term, company), written: asNumbered(own, term, language) }))
    .filter(
      ({ term, near, written }) =>
        near >= LEAST_NEAR &&
        fits(own, term, written, gap, language) &&
        !text.includes(` ${term.key} `) &&
        !mayBeRight(own, term, gap, language),
    )
    .sort((a, b) => b.near - a.near || b.term.score - a.term.score || (a.term.key < b.term.key ? -1 : 1));
  const found: Distractor[] = [];
  for (const { term, written } of fitting) {
    if (found.length === MOST_DISTRACTORS) break;
    // Two that say the same are one.
    const words = term.key.split(' ');
    if (taken.has(term.key) || found.some((one) => words.every((word) => one.term.key.split(' ').includes(word))))
      continue;
    taken.add(term.key);
    found.push({ term, text: asAt(gap, written) });
  }
  return found;
}

const stemsOf = ({ sentence }: Gap): string[] => sentence.words.map(({ stem }) => stem);

/** With a capital where the gap begins the sentence, or it would stand out. */
export const asAt = ({ before }: Gap, text: string): string =>
  /^[^\p{L}\p{N}]*$/u.test(before) ? text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase()) : text;

/** A gap that begins its sentence shows no more than that its word has a capital. */
const isFirst = ({ before }: Gap): boolean => /^[^\p{L}\p{N}]*$/u.test(before);

function fits(own: Term, other: Term, written: string, gap: Gap, language: string): boolean {
  if (other.speech !== null && other.speech !== 'noun' && other.speech !== 'name') return false;
  if (!other.is_steady || isRelative(other.key) || isCommon(other.key) || !isKnown(own, other)) return false;
  const [one, two] = [shapeOf(own.term, own.speech), shapeOf(written, other.speech)];
  if (one !== two && !(isFirst(gap) && isPlain(own.term) && isPlain(written))) return false;
  if (isPlural(own.term, language) !== isPlural(written, language)) return false;
  if (Math.abs(own.key.split(' ').length - other.key.split(' ').length) > 1) return false;
  // "An" before a gap says how its word begins.
  const article = /(?:^|[^\p{L}])(an?) $/iu.exec(gap.before)?.[1]?.toLowerCase();
  return language !== 'en' || article === undefined || (article === 'an') === /^[aeiou]/i.test(written);
}

/** Letters alone, and a capital at most at its beginning. */
const isPlain = (text: string): boolean => /^\p{L}[\p{Ll} -]*$/u.test(text);

/** Whether a text makes something of a term, or names it together with the answer: else it is a word that somebody used once. */
const isKnown = (own: Term, other: Term): boolean =>
  other.definition !== null || other.is_named || other.is_marked || other.count >= OFTEN || isBeside(own, other);

const isBeside = (own: Term, other: Term): boolean => own.beside.has(other.key) || other.beside.has(own.key);

/** A term in the number of the answer, if the text has it so: "palindromic number" stands well beside "natural numbers", and nobody says "Celsiuses". */
function asNumbered(own: Term, { term, forms }: Term, language: string): string {
  const isRight = (form: string) => isPlural(form, language) === isPlural(own.term, language);
  return isRight(term) ? term : (forms.find(isRight) ?? term);
}

type Shape = 'letters' | 'capital' | 'small' | 'mixed';

/** All capitals, a capital, small letters, or something like a name of code. */
function shapeOf(term: string, speech: Term['speech']): Shape {
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

/** What each thing in common with the answer adds to being spoken of alike. */
const KIN = {
  head: 0.3,
  kind: 0.25,
  named_together: 0.3,
  both_defined_here: 0.2,
  both_defined_alone: 0.25,
  both_named_with_another: 0.1,
  as_long: 0.05,
  defined: 0.03,
};

/** A term that is used so often shows by what stands around it of which kind it is; one that is used once does by chance. */
const SURE = 8;

/** How readily one is taken for the other: spoken of alike, and what they have in common. */
function nearness(own: Term, other: Term, { likeness, here, is_alone }: Company): number {
  const [one, two] = [own.key.split(' '), other.key.split(' ')];
  let near = likeness(own.key, other.key) * Math.min(1, own.count / SURE) * Math.min(1, other.count / SURE);
  if (one.length > 1 && two.length > 1 && one.at(-1) === two.at(-1)) near += KIN.head;
  if (own.kind !== null && (own.kind === other.kind || (two.length > 1 && own.kind === two.at(-1)))) near += KIN.kind;
  if (isBeside(own, other)) near += KIN.named_together;
  else if ([...own.beside].some((key) => other.beside.has(key))) near += KIN.both_named_with_another;
  // What one lesson explains side by side is mixed up by whoever has only skimmed it.
  if (own.definition && other.definition && here.has(other.key))
    near += is_alone ? KIN.both_defined_alone : KIN.both_defined_here;
  if (near < LEAST_NEAR) return near;
  return near + (one.length === two.length ? KIN.as_long : 0) + (other.definition ? KIN.defined : 0);
}
