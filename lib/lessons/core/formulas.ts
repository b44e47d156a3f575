import type { PhrasingContent } from 'mdast';

// A formula in a line, read by the page and by the editor alike.

/** In a cell a bar ends the cell, also within a formula: it has a backslash there, which is none of the formula's. */
export const latexInCell = (latex: string): string =>
  latex.replace(/\\([\\|])/g, (all, sign: string) => (sign === '|' ? sign : all));

/** The same for writing. A double bar, `\\|`, cannot be told from a single one there, and has a longer name. */
export const latexForCell = (latex: string): string =>
  withLongBars(latex).replace(/\\.|\|/gs, (all) => (all === '|' ? '\\|' : all));

/** Double bars by their name. */
export const withLongBars = (latex: string): string =>
  latex.replace(/\\(.)/gs, (all, sign: string) => (sign === '|' ? '\\Vert{}' : all));

/** Whether a formula between two dollars each stands on a line of its own, and so is displayed. */
export function isDisplayed(children: readonly PhrasingContent[], index: number, source: string): boolean {
  const formula = children[index];
  const start = formula?.position?.start.offset ?? 0;
  if (formula?.type !== 'inlineMath' || !source.startsWith('$$', start)) return false;
  const before = children[index - 1];
  const after = children[index + 1];
  const isBreak = (one: PhrasingContent | undefined) => one === undefined || one.type === 'break';
  return (
    (isBreak(before) || (before?.type === 'text' && /\n\s*$/.test(before.value))) &&
    (isBreak(after) || (after?.type === 'text' && /^\s*\n/.test(after.value)))
  );
}
