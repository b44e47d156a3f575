/** Stands for a character of markup. Sentences and words are found as if it were not there. */
const FILL = '\u2060';

// Everything that may run on is bounded, and none of them may begin again inside what it has passed: a text of nothing but brackets would
// take minutes otherwise.
const IMAGE = /!\[[^[\]\n]{0,500}\](?:\([^()\n]{0,500}\)|\[[^[\]\n]{0,200}\])?/g;
const LINK = /\[([^[\]]{0,500})\](\([^()\n]{0,500}\)|\[[^[\]\n]{0,200}\])?/g;
const TAG = /(?<!\\)<\/?[a-zA-Z][^<>]{0,500}>|<!--[^<>]{0,2000}-->|<https?:[^<>\n]{0,500}>/g;
const ANCHOR = /\[\[[^[\]\n]{0,200}\]\]|\{(?:[#.:]|[\w-]{1,30}=)[^{}]{0,500}\}/g;
const CODE = /(`{1,3})(?!`)([^`]{1,500})\1(?!`)/g;
const STRONG = /\*+|~~|(?<![\p{L}\p{N}_])_+|_+(?![\p{L}\p{N}_])|\\(?=[!-/:-@[-`{-~])/gu;
const LINE_MARK = /^[ \t]{0,40}(?:>[ \t]?)*(?:(?:[-+*]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?)?/gm;

const fill = (found: string) => FILL.repeat(found.length);

/**
 * A text of the same length with its markup put out of the way, so that a place here is the same place there: labels of links and code
 * stay, addresses, tags and marks go, and ends of lines are blanks.
 */
export function masked(markdown: string, isList = false): string {
  return markdown
    .replace(LINE_MARK, (found) => (isList || found.includes('>') ? fill(found) : found))
    .replace(ANCHOR, fill)
    .replace(IMAGE, fill)
    .replace(LINK, (found, label: string, target?: string) =>
      // Brackets that lead nowhere are words, but for the mark of a footnote.
      label.startsWith('^')
        ? fill(found)
        : target === undefined
          ? found
          : FILL + label + FILL.repeat(found.length - label.length - 1),
    )
    .replace(TAG, fill)
    .replace(CODE, (_found, marks: string, code: string) => fill(marks) + code + fill(marks))
    .replace(STRONG, fill)
    .replace(/[\r\n\t]/g, ' ');
}

/** The same length once more, where no point in code ends a sentence. */
export const withoutCodePoints = (markdown: string, mask: string): string => {
  let result = mask;
  for (const found of markdown.matchAll(CODE)) {
    if (!/[.?!]/.test(found[2] as string)) continue;
    const inside = mask.slice(found.index, found.index + found[0].length).replace(/[.?!]/g, 'x');
    result = result.slice(0, found.index) + inside + result.slice(found.index + found[0].length);
  }
  return result;
};

/** What a person reads of a masked text. */
export const plainOf = (mask: string): string => mask.replaceAll(FILL, '').replace(/\s+/g, ' ').trim();
