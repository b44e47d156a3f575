import { diff3Merge } from 'node-diff3';

/** A piece of a merged text: agreed upon, or with a choice to make. Joined, the pieces of one side are that side's text. */
export type MergePart = string | { base: string; mine: string; theirs: string };

/**
 * Merges two texts that began as the same one (diff3: Khanna, Kunal and Pierce 2007). Lines first; where both changed the
 * same lines, word by word, since a paragraph is often one line. What both changed in the same words is left to a person.
 */
export function mergeTexts(base: string, mine: string, theirs: string): MergePart[] {
  if (mine === theirs || theirs === base) return [mine];
  if (mine === base) return [theirs];
  const parts: MergePart[] = [];
  for (const part of merge(lines(base), lines(mine), lines(theirs))) {
    if (typeof part === 'string') append(parts, part);
    else {
      const words = merge(wordsOf(part.base), wordsOf(part.mine), wordsOf(part.theirs));
      if (words.every((word) => typeof word === 'string')) append(parts, words.join(''));
      else parts.push(part);
    }
  }
  return parts;
}

/** The merged text; null while there is a choice to make. */
export function mergedText(parts: readonly MergePart[]): string | null {
  return parts.every((part) => typeof part === 'string') ? parts.join('') : null;
}

export type MergeChoice = 'mine' | 'theirs' | 'both';

/** The text with a choice for each piece that needs one, in their order; both means mine, then theirs. */
export function chooseParts(parts: readonly MergePart[], choices: readonly MergeChoice[]): string {
  let at = 0;
  return parts
    .map((part) => {
      if (typeof part === 'string') return part;
      const choice = choices[at++] ?? 'mine';
      if (choice !== 'both') return part[choice];
      return `${part.mine}${part.mine === '' || part.mine.endsWith('\n') ? '' : '\n'}${part.theirs}`;
    })
    .join('');
}

function merge(base: string[], mine: string[], theirs: string[]): MergePart[] {
  return diff3Merge(mine, base, theirs, { excludeFalseConflicts: true }).map((region) =>
    region.conflict
      ? { base: region.conflict.o.join(''), mine: region.conflict.a.join(''), theirs: region.conflict.b.join('') }
      : (region.ok ?? []).join(''),
  );
}

function append(parts: MergePart[], text: string): void {
  const last = parts.at(-1);
  if (typeof last === 'string') parts[parts.length - 1] = last + text;
  else parts.push(text);
}

const lines = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+/g) ?? [];
/** Words with what follows them up to the next one, so that two words changed side by side meet. */
const wordsOf = (text: string): string[] => text.match(/\s+|[^\s]+\s*/g) ?? [];
