import type { Mark, Node } from 'prosemirror-model';

/** A stretch of text, or a leaf, with the marks upon it. */
export interface Run {
  text: string;
  leaf: Node | null;
  marks: readonly Mark[];
}

// Markdown cannot begin or end emphasis, or a link, with white space.
const TIGHT = ['link', 'strong', 'emphasis', 'strike'];

const isBreak = ({ leaf }: Run) => leaf?.type.name === 'soft_break' || leaf?.type.name === 'hard_break';
const isSoft = ({ leaf }: Run) => leaf?.type.name === 'soft_break';
const isCode = ({ marks }: Run) => marks.some(({ type }) => type.name === 'code');
/** Space or a break: nothing that a mark could be seen on. */
export const isBlank = (run: Run) => isBreak(run) || (run.leaf === null && !isCode(run) && /^\s*$/.test(run.text));

/** Whether two marks mean the same; how they were written does not count. */
export function sameMark(a: Mark, b: Mark): boolean {
  return (
    a.type.name === b.type.name && a.attrs.href === b.attrs.href && (a.attrs.title || '') === (b.attrs.title || '')
  );
}

const sameMarks = (a: readonly Mark[], b: readonly Mark[]) =>
  a.length === b.length && a.every((mark) => b.some((other) => sameMark(mark, other)));

/**
 * The content of a paragraph, heading or cell as Markdown can say it. Dropped is only what no reader sees: space at the
 * ends of a line, marks upon space at their own ends, atoms without content.
 */
export function runsOf(block: Node): Run[] {
  return merge(trimLines(tighten(split(block))));
}

function split(block: Node): Run[] {
  const found: Run[] = [];
  block.forEach((node) => {
    const { marks } = node;
    if (!node.isText) {
      const { latex, source } = node.attrs;
      // Code is words; an image or a formula within it has no meaning.
      const others = marks.filter(({ type }) => type.name !== 'code');
      if (latex !== '' && source !== '') found.push({ text: '', leaf: node, marks: others });
      return;
    }
    const text = node.text ?? '';
    if (marks.some(({ type }) => type.name === 'code')) {
      found.push({ text: text.replace(/\n/g, ' '), leaf: null, marks });
      return;
    }
    for (const [index, line] of text.split('\n').entries()) {
      if (index > 0) found.push({ text: '', leaf: block.type.schema.node('soft_break'), marks });
      const [, before = '', core = '', after = ''] = /^(\s*)(.*?)(\s*)$/s.exec(line) ?? [];
      for (const part of [before, core, after]) if (part !== '') found.push({ text: part, leaf: null, marks });
    }
  });
  return found;
}

function tighten(runs: Run[]): Run[] {
  for (const name of TIGHT) {
    const markOf = (run: Run | undefined) => run?.marks.find(({ type }) => type.name === name);
    for (let start = 0; start < runs.length; ) {
      const mark = markOf(runs[start]);
      let end = start + 1;
      for (let next = markOf(runs[end]); mark && next && sameMark(mark, next); next = markOf(runs[end])) end++;
      if (mark) strip(runs, start, end, name);
      start = end;
    }
  }
  return runs;
}

function strip(runs: Run[], start: number, end: number, name: string) {
  const bare = (at: number) => {
    const run = runs[at];
    if (!run || !isBlank(run)) return false;
    runs[at] = { ...run, marks: run.marks.filter(({ type }) => type.name !== name) };
    return true;
  };
  let first = start;
  while (first < end && bare(first)) first++;
  let last = end - 1;
  while (last >= first && bare(last)) last--;
}

/** No space or tab at the ends of lines, no break at the end, no soft break at the start or beside another break. */
function trimLines(runs: Run[]): Run[] {
  const found: Run[] = [];
  const dropSpace = () => {
    for (let last = found.at(-1); last && last.leaf === null && !isCode(last); last = found.at(-1)) {
      const text = last.text.replace(/[ \t]+$/, '');
      found.pop();
      if (text !== '') {
        found.push({ ...last, text });
        return;
      }
    }
  };
  for (const run of runs) {
    const last = found.at(-1);
    const atStart = !last || isBreak(last);
    if (isBreak(run)) {
      dropSpace();
      const before = found.at(-1);
      if (isSoft(run) && (!before || isBreak(before))) continue;
      if (before && isSoft(before)) found.pop();
      found.push(run);
    } else if (run.leaf === null && !isCode(run) && atStart) {
      const text = run.text.replace(/^[ \t]+/, '');
      if (text !== '') found.push({ ...run, text });
    } else found.push(run);
  }
  dropSpace();
  for (let last = found.at(-1); last && isBreak(last); last = found.at(-1)) {
    found.pop();
    dropSpace();
  }
  return found;
}

function merge(runs: Run[]): Run[] {
  const found: Run[] = [];
  for (const run of runs) {
    const last = found.at(-1);
    if (last && last.leaf === null && run.leaf === null && sameMarks(last.marks, run.marks)) {
      found[found.length - 1] = { ...last, text: last.text + run.text };
    } else found.push(run);
  }
  return found;
}

/** Whether a run is a bare address, which becomes a link in Markdown whether it is marked as one or not. */
export function isLiteralLink(link: Mark, text: string): boolean {
  const { href, title } = link.attrs;
  return !title && (href === text || href === `http://${text}` || href === `mailto:${text}`);
}
