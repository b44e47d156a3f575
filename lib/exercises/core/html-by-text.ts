import type { RenderedExercise } from './rendered.ts';

/** The texts of an exercise with what they look like: Markdown to HTML. That of a cloze is left out, for its HTML has blanks in it. */
export function htmlByText({ exercise, html }: Pick<RenderedExercise, 'exercise' | 'html'>): Map<string, string> {
  const found = new Map<string, string>();
  for (const [pointer, made] of Object.entries(html)) {
    const text = textAt(exercise, pointer);
    if (pointer !== '/text' && text !== null) found.set(text, made);
  }
  return found;
}

function textAt(value: unknown, pointer: string): string | null {
  let at = value;
  for (const name of pointer.split('/').slice(1)) {
    if (typeof at !== 'object' || at === null) return null;
    at = (at as Record<string, unknown>)[name];
  }
  return typeof at === 'string' ? at : null;
}

// Signs of Markdown, a formula or a link; a text of plain words looks like itself.
const SIGNS = /[*_`$\\<[~|#]|https?:|^\s*(?:[-+>]|\d+[.)])\s/mu;

/** Whether any text of an exercise could look otherwise than it is written. */
export function hasMarkup(value: unknown): boolean {
  if (typeof value === 'string') return SIGNS.test(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(hasMarkup);
}
