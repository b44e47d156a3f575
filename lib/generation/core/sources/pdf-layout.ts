import { escapeTags } from './text.ts';

/** A run of letters on a page: what it says, how tall, and where (from the lower left). */
export interface PageRun {
  text: string;
  height: number;
  x: number;
  y: number;
  /** After it the file begins a new line. */
  ends_line: boolean;
}

interface Line {
  text: string;
  height: number;
  y: number;
  page: number;
}

/** So much taller than running text a line is a heading. */
const TALLER = 1.15;
/** So much more than the usual step down the page is a new paragraph. */
const FARTHER = 1.4;
/** What stands on so large a share of all pages at the same place belongs to none. */
const ON_MANY = 0.5;
const LEAST_PAGES = 3;
const LONGEST_HEADING = 200;

/** The text of pages as Markdown: headings by their size, paragraphs by the space between lines, without the lines that all pages share. */
export function markdownOfPages(pages: readonly (readonly PageRun[])[]): string {
  const lines = withoutShared(
    pages.flatMap((runs, page) => linesOf(runs, page)),
    pages.length,
  );
  const body = usual(lines.map(({ height, text }) => [Math.round(height * 10) / 10, text.length]));
  const step = usual(
    lines.flatMap(({ y, page }, at) => {
      const before = lines[at - 1];
      return before && before.page === page && before.y > y
        ? [[Math.round((before.y - y) * 2) / 2, 1] as [number, number]]
        : [];
    }),
  );
  const sizes = [
    ...new Set(lines.filter((line) => isHeading(line, body)).map(({ height }) => Math.round(height))),
  ].sort((a, b) => b - a);
  const paragraphs: string[] = [];
  let open = '';
  const close = () => {
    if (open !== '') paragraphs.push(open);
    open = '';
  };
  let before: Line | undefined;
  for (const line of lines) {
    const isHead = isHeading(line, body);
    const wasHead =
      before !== undefined && isHeading(before, body) && Math.round(before.height) === Math.round(line.height);
    if (isHead) {
      // A heading of two lines is one.
      if (wasHead && isNext(before as Line, line, step)) paragraphs[paragraphs.length - 1] += ` ${line.text}`;
      else {
        close();
        paragraphs.push(`${'#'.repeat(Math.min(6, sizes.indexOf(Math.round(line.height)) + 1))} ${line.text}`);
      }
    } else {
      const item = /^[•◦▪●‣·–*-]\s+(?=\S)/u.exec(line.text)?.[0];
      if (item !== undefined || !before || isHeading(before, body) || !isSame(before, line, step)) close();
      open = added(open, item === undefined ? safe(line.text, open) : `- ${line.text.slice(item.length)}`);
    }
    before = line;
  }
  close();
  return paragraphs.join('\n\n');
}

/** What a line says may look like markup at its beginning, and is none. */
const safe = (text: string, open: string): string =>
  open === '' || /^(?:[-+*>]|\d+[.)])\s/.test(text)
    ? text.replace(/^(?=#{1,6}\s|[>+]\s|```|~~~|=+$|-+$)/, '\\')
    : text.replace(/^(?=#{1,6}\s|=+$|-+$)/, '\\');

/** A word that was cut at the end of its line is one again. */
const added = (open: string, line: string): string =>
  open === '' ? line : /\p{L}-$/u.test(open) && /^\p{Ll}/u.test(line) ? open.slice(0, -1) + line : `${open}\n${line}`;

const isHeading = ({ height, text }: Line, body: number): boolean =>
  height > body * TALLER && text.length <= LONGEST_HEADING && /\p{L}/u.test(text);
const isNext = (before: Line, line: Line, step: number): boolean =>
  before.page === line.page && before.y - line.y <= Math.max(step, line.height) * 2;
/** Over the end of a page a paragraph goes on where its sentence does. */
const isSame = (before: Line, line: Line, step: number): boolean =>
  before.page === line.page
    ? before.y - line.y <= step * FARTHER && before.y >= line.y
    : !/[.!?:。]["”’)]?$/u.test(before.text) && /^[\p{Ll}\d]/u.test(line.text);

function linesOf(runs: readonly PageRun[], page: number): Line[] {
  const lines: Line[] = [];
  let open: Line | null = null;
  const close = () => {
    const text = escapeTags(open?.text.replace(/\s+/g, ' ').trim() ?? '');
    if (open && text !== '') lines.push({ ...open, text });
    open = null;
  };
  for (const { text, height, y, ends_line } of runs) {
    if (open && Math.abs((open as Line).y - y) > Math.max(2, height / 2) && text.trim() !== '') close();
    if (text !== '') {
      const line: Line = open ?? { text: '', height: 0, y, page };
      line.text += text;
      if (text.trim() !== '') line.height = Math.max(line.height, height);
      open = line;
    }
    if (ends_line) close();
  }
  close();
  return lines;
}

/** Without the head and foot of pages, and their numbers. */
function withoutShared(lines: readonly Line[], pages: number): Line[] {
  if (pages < LEAST_PAGES) return [...lines];
  const name = ({ text, y }: Line) => `${Math.round(y / 4)} ${text.replace(/\d+/g, '0')}`;
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(name(line), (counts.get(name(line)) ?? 0) + 1);
  return lines.filter((line) => (counts.get(name(line)) ?? 0) <= pages * ON_MANY);
}

/** The value that has most weight. */
function usual(values: readonly (readonly [value: number, weight: number])[]): number {
  const weights = new Map<number, number>();
  for (const [value, weight] of values) weights.set(value, (weights.get(value) ?? 0) + weight);
  return [...weights].reduce((best, one) => (one[1] > best[1] ? one : best), [0, 0] as [number, number])[0];
}
