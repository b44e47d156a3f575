/** A text with line feeds only, and the way back to the bytes it came from. */
export interface Lines {
  text: string;
  /** The original characters of a part of the text. */
  original: (start: number, end: number) => string;
  /** What most lines end with; new text gets the same. */
  eol: string;
}

/** Normalises CR and CRLF, mixed or not. */
export function readLines(source: string): Lines {
  if (!source.includes('\r')) return { text: source, original: (start, end) => source.slice(start, end), eol: '\n' };

  const ends = source.match(/\r\n?|\n/g) ?? [];
  const text = source.replace(/\r\n?/g, '\n');
  const places = new Uint32Array(text.length + 1);
  let at = 0;
  for (let index = 0; index < text.length; index++) {
    places[index] = at;
    at += source[at] === '\r' && source[at + 1] === '\n' ? 2 : 1;
  }
  places[text.length] = source.length;
  const count = (end: string) => ends.filter((one) => one === end).length;
  const eol = ['\n', '\r\n', '\r'].sort((a, b) => count(b) - count(a))[0] ?? '\n';
  return { text, original: (start, end) => source.slice(places[start], places[end]), eol };
}
