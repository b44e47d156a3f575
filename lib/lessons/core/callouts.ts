import type { Paragraph, PhrasingContent } from 'mdast';

/** The callouts that GitHub knows, with the heading each gets. */
export const CALLOUTS = {
  note: 'Note',
  tip: 'Tip',
  important: 'Important',
  warning: 'Warning',
  caution: 'Caution',
} as const;

export type Callout = keyof typeof CALLOUTS;

/** Whether a callout can be folded, and how it stands at first: closed or open. As Obsidian writes it. */
export type Fold = '-' | '+' | null;

export interface CalloutHead {
  kind: Callout;
  /** As it is written, `[!note]-`. */
  mark: string;
  fold: Fold;
  /** What stands behind the mark on its line is the heading, with all its markup. */
  title: PhrasingContent[];
  titleSource: string;
  /** The paragraph below that line. */
  rest: PhrasingContent[];
}

const MARK = /^\[!(note|tip|important|warning|caution)\]([+-]?)/i;

/** Reads the `[!NOTE]` at the start of the first paragraph of a quotation; null where there is none. */
export function readCallout(paragraph: Paragraph, source: string): CalloutHead | null {
  const [opening, ...others] = paragraph.children;
  const found = opening?.type === 'text' ? MARK.exec(opening.value) : null;
  if (!found || opening?.type !== 'text') return null;
  const start = paragraph.position?.start.offset ?? 0;
  const [mark, name = '', fold] = found;
  // With a backslash before it, it is words.
  if (!source.startsWith(mark, start)) return null;

  const title: PhrasingContent[] = [];
  const rest: PhrasingContent[] = [];
  const put = (to: PhrasingContent[], value: string) => value !== '' && to.push({ type: 'text', value });
  let isBelow = false;
  let end = paragraph.position?.end.offset ?? source.length;
  for (const child of [{ ...opening, value: opening.value.slice(mark.length).replace(/^[^\S\n]+/, '') }, ...others]) {
    const cut = child.type === 'text' ? child.value.indexOf('\n') : -1;
    if (isBelow) rest.push(child);
    else if (child.type === 'break') {
      end = child.position?.start.offset ?? end;
      isBelow = true;
    } else if (child.type === 'text' && cut >= 0) {
      put(title, child.value.slice(0, cut));
      const value = child.value.slice(cut + 1);
      if (value !== '') rest.push({ ...child, value });
      isBelow = true;
    } else if (child.type !== 'text' || child.value !== '') title.push(child);
  }
  const line = source.indexOf('\n', start);
  const written = source.slice(start + mark.length, isBelow && line >= 0 ? Math.min(line, end) : end);
  return {
    kind: name.toLowerCase() as Callout,
    mark,
    fold: fold === '-' || fold === '+' ? fold : null,
    title,
    titleSource: written.trim(),
    rest,
  };
}
