import { diffArrays } from 'diff';

interface Edit {
  start: number;
  end: number;
  tokens: string[];
}

// Beyond so many differences, keeping the style of the original is not worth the time.
const MOST_EDITS = 2_000;

/**
 * Puts what changed from `base` to `ours` into `original`, a text that says the same as `base` in another style. Where
 * both changed the same place ours counts: the same word, or the same line. Null where the texts have too little in common.
 */
export function mergeStyle(base: string, ours: string, original: string, unit: 'word' | 'line'): string | null {
  if (base === original) return ours;
  const cut = unit === 'word' ? wordsOf : linesOf;
  const tokens = cut(base);
  const edits = editsOf(tokens, cut(ours));
  const styles = editsOf(tokens, cut(original));
  if (!edits || !styles) return null;

  const kept = styles.filter((style) => !edits.some((edit) => overlap(edit, style)));
  const all = [...edits, ...kept].sort((a, b) => a.start - b.start || a.end - b.end);
  let text = '';
  let at = 0;
  for (const { start, end, tokens: put } of all) {
    text += tokens.slice(at, start).join('') + put.join('');
    at = end;
  }
  return text + tokens.slice(at).join('');
}

const linesOf = (text: string) => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
const wordsOf = (text: string) => text.match(/\n|[ \t]+|[\p{L}\p{N}]+|[^\p{L}\p{N}\s]|\s/gu) ?? [];

function overlap(a: Edit, b: Edit): boolean {
  // Two insertions at one place cannot be put in order.
  const areBothPut = a.start === a.end && b.start === b.end && a.start === b.start;
  return areBothPut || (a.start < b.end && b.start < a.end);
}

function editsOf(base: string[], other: string[]): Edit[] | null {
  const changes = diffArrays(base, other, { maxEditLength: MOST_EDITS });
  if (!changes) return null;
  const edits: Edit[] = [];
  let at = 0;
  let open: Edit | null = null;
  for (const { added, removed, value, count } of changes) {
    if (!added && !removed) {
      at += count;
      open = null;
      continue;
    }
    if (!open) {
      open = { start: at, end: at, tokens: [] };
      edits.push(open);
    }
    if (added) open.tokens.push(...value);
    else {
      at += count;
      open.end = at;
    }
  }
  return edits;
}
