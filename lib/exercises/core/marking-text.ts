// What answers in words are compared by. Nobody is marked wrong for a way of typing that looks the same on the page.

/** Without what cannot be seen: marks of direction, joiners, blanks without width, soft hyphens. */
export const withoutMarks = (text: string): string =>
  text.replace(/[\u00AD\u061C\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu, '');

// The zeros of scripts that have digits of their own; the nine others follow each of them.
const ZEROS = [
  0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xf20, 0x1040,
  0x17e0, 0x1810, 0xff10,
];

/** Digits of every script as 0 to 9. */
export function plainDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    const zero = ZEROS.find((one) => code >= one && code < one + 10);
    return zero === undefined ? digit : String(code - zero);
  });
}

/** Markdown around words that a learner does not type: `code`, **bold**, $formula$. */
const withoutMarkup = (text: string): string =>
  text.replace(/(`+|\*\*|__|\$\$?)(.+?)\1/gu, (_all, _mark, inside: string) => inside);

function folded(text: string, isCaseSensitive: boolean): string {
  // Quotation marks first: compatibility would take some of them apart.
  const quoted = text.replace(/[‘’‚‛ʼ′´]/gu, "'").replace(/[“”„‟″«»]/gu, '"');
  const plain = withoutMarks(quoted.normalize('NFKC'))
    .replace(/[‐‑‒–—−]/gu, '-')
    .replace(/\s+/gu, ' ')
    .trim();
  // Down, then up: that also makes STRASSE of Straße, and one letter of both Greek sigmas.
  return isCaseSensitive ? plain : plain.toLowerCase().toUpperCase().normalize('NFKC');
}

/** Whether an answer says what is expected, apart from case (unless it counts), blanks, and characters that look alike. */
export function isSameAnswer(given: string, expected: string, isCaseSensitive = false): boolean {
  const answer = folded(given, isCaseSensitive);
  if (answer === '') return false;
  return answer === folded(expected, isCaseSensitive) || answer === folded(withoutMarkup(expected), isCaseSensitive);
}

/** Whether anything is left of an answer once it is compared. */
export const saysSomething = (text: string): boolean => folded(text, true) !== '';
