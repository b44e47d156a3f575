/** A piece of a GIFT file between empty lines: a question, a category, or comments alone. */
export interface GiftPiece {
  /** From 1, of its first line that is no comment. */
  line: number;
  /** Without comments. */
  text: string;
  comments: string[];
}

/** Cuts a file at empty lines, as Moodle does, so that a broken question costs itself only. */
export function splitGift(source: string): GiftPiece[] {
  const pieces: GiftPiece[] = [];
  let lines: { text: string; number: number }[] = [];
  const flush = () => {
    const isComment = ({ text }: { text: string }) => text.trimStart().startsWith('//');
    const words = lines.filter((one) => !isComment(one));
    const comments = lines.filter(isComment).map(({ text }) => text.trim().slice(2).trim());
    if (lines.length > 0)
      pieces.push({
        line: (words[0] ?? lines[0])?.number ?? 1,
        text: words
          .map(({ text }) => text)
          .join('\n')
          .trim(),
        comments,
      });
    lines = [];
  };
  for (const [at, text] of source.split(/\r\n|\r|\n/).entries()) {
    if (text.trim() === '') flush();
    else lines.push({ text, number: at + 1 });
  }
  flush();
  return pieces;
}

/**
 * Signs with a backslash before them become characters that no text has (the last private plane), so that only what means
 * something is left as itself. A double backslash is one.
 */
export function hideEscapes(text: string): string {
  return text.replace(/\\([\\:#={}~n])/g, (_, sign: string) =>
    sign === '\\' ? '\\' : sign === 'n' ? HIDDEN_LINE : String.fromCodePoint(HIDDEN + sign.charCodeAt(0)),
  );
}

/** The characters that were hidden. */
export function showEscapes(text: string): string {
  return text.replace(/[\u{10FF00}-\u{10FFFD}]/gu, (sign) => String.fromCodePoint((sign.codePointAt(0) ?? 0) - HIDDEN));
}

const HIDDEN = 0x10ff00;
const HIDDEN_LINE = String.fromCodePoint(HIDDEN + 10);
