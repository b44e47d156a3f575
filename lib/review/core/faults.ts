import { languageOf } from '#lib/quality/core/language.ts';
import { readText } from '#lib/quality/core/read-text.ts';
import type { FaultKind } from './told-check.ts';

/** One change of a text that makes it say something wrong: from, to in the text as it was, in UTF-16. */
export interface Fault {
  fault: Exclude<FaultKind, 'answer_key'>;
  from: number;
  to: number;
  was_right: string;
  is_wrong: string;
}

type Change = Omit<Fault, 'from' | 'to'> & { at: number };
type Finder = (sentence: string) => Change[];

const VERBS = 'is|are|was|were|does|do|did|can|could|should|would|will|must|has|have';
/** "Not only" and the like are no denials. */
const NOT = new RegExp(`\\b(?:${VERBS}) not\\b(?! (?:only|just|all|every|necessarily|always|yet))`, 'g');
const SHORT_NOT = /\b(is|are|was|were|does|do|did|could|should|would|must|has|have)n['’]t\b/g;
const TURNED: Record<string, string> = { never: 'always', always: 'never', cannot: 'can' };
const TURNED_WORDS = /\b(?:never|always|cannot)\b(?!-)/g;

const negations: Finder = (sentence) => [
  ...[...sentence.matchAll(NOT)].map((found) => ({
    fault: 'negation' as const,
    // The blank before it goes along.
    at: found.index + found[0].length - ' not'.length,
    was_right: ' not',
    is_wrong: '',
  })),
  ...[...sentence.matchAll(SHORT_NOT)].map((found) => ({
    fault: 'negation' as const,
    at: found.index,
    was_right: found[0],
    is_wrong: found[1] ?? '',
  })),
  ...[...sentence.matchAll(TURNED_WORDS)].map((found) => ({
    fault: 'negation' as const,
    at: found.index,
    was_right: found[0],
    is_wrong: TURNED[found[0]] ?? '',
  })),
];

const UNITS: Record<string, string> = {
  milliseconds: 'seconds',
  seconds: 'minutes',
  minutes: 'hours',
  hours: 'days',
  days: 'weeks',
  weeks: 'months',
  KB: 'MB',
  MB: 'GB',
  GB: 'MB',
  kilobytes: 'megabytes',
  megabytes: 'gigabytes',
  gigabytes: 'megabytes',
  mm: 'cm',
  cm: 'mm',
  metres: 'kilometres',
  meters: 'kilometers',
  grams: 'kilograms',
  kilograms: 'grams',
  ms: 's',
};
const UNIT = new RegExp(`(?<=\\b\\d[\\d.,]* ?)(?:${Object.keys(UNITS).join('|')})\\b`, 'g');

const units: Finder = (sentence) =>
  [...sentence.matchAll(UNIT)].map((found) => ({
    fault: 'unit' as const,
    at: found.index,
    was_right: found[0],
    is_wrong: UNITS[found[0]] ?? '',
  }));

/** Whole numbers that count something: no part of a name, of a version, a date or another number. */
const NUMBER = /(?<![\p{L}\p{N}.,:/#$€£+−-]|\p{Lu}[\p{L}]* )\d{1,6}(?= \p{Ll}{2,})(?! (?:January|February|March))/gu;

const numbers: Finder = (sentence) =>
  [...sentence.matchAll(NUMBER)].flatMap((found) => {
    const value = Number(found[0]);
    if (value < 2 || found[0].startsWith('0') || (value >= 1900 && value <= 2100)) return [];
    const is_wrong = String(value >= 100 && value % 10 === 0 ? value / 10 : value * 10);
    return [{ fault: 'number' as const, at: found.index, was_right: found[0], is_wrong }];
  });

const FINDERS: readonly Finder[] = [negations, units, numbers];

/** All single faults that could be put into the prose of a lesson, in the order of the text; none where its language is not known. */
export function faultsOf(content_md: string): Fault[] {
  if (languageOf(content_md) !== 'en') return [];
  return readText(content_md)
    .sentences.filter(({ from, to, plain }) => content_md.slice(from, to) === plain)
    .flatMap(({ from, plain }) =>
      FINDERS.flatMap((find) => find(plain)).map(({ at, ...change }) => ({
        ...change,
        from: from + at,
        to: from + at + change.was_right.length,
      })),
    )
    .sort((a, b) => a.from - b.from);
}

/** A text with a fault in it; all else is byte-identical. */
export const withFault = (content_md: string, { from, to, is_wrong }: Fault): string =>
  content_md.slice(0, from) + is_wrong + content_md.slice(to);

/** Words around it that are shown with a fault, and letters that find it again. */
const SHOWN = 90;
const NEAR = 12;

/** What is kept of a fault: the words around it, and a stretch that the faulty text has exactly once. */
export function tellFault(content_md: string, fault: Fault) {
  const faulty = withFault(content_md, fault);
  const end = fault.from + fault.is_wrong.length;
  let [from, to] = [fault.from, end];
  do {
    [from, to] = [Math.max(0, from - NEAR), Math.min(faulty.length, to + NEAR)];
  } while (!standsOnce(faulty, faulty.slice(from, to)) && (from > 0 || to < faulty.length));
  const line = { from: faulty.lastIndexOf('\n', fault.from - 1) + 1, to: endOfLine(faulty, end) };
  return {
    fault: fault.fault,
    before: faulty.slice(Math.max(line.from, fault.from - SHOWN), fault.from).toWellFormed(),
    was_right: fault.was_right,
    is_wrong: fault.is_wrong,
    after: faulty.slice(end, Math.min(line.to, end + SHOWN)).toWellFormed(),
    fragment: faulty.slice(from, to).toWellFormed(),
  };
}

const standsOnce = (text: string, part: string) => text.indexOf(part) === text.lastIndexOf(part);
const endOfLine = (text: string, from: number) => {
  const at = text.indexOf('\n', from);
  return at < 0 ? text.length : at;
};
