import { diffLines } from 'diff';

// Every line ends, or the last one would differ from the same line with another below it.
const ended = (text: string) => `${text}\n`;

/** Which lines of `after`, counted from 0, are not in `before`. */
export function addedLines(before: string, after: string): Set<number> {
  const added = new Set<number>();
  let at = 0;
  for (const part of diffLines(ended(before), ended(after))) {
    if (part.removed) continue;
    for (let line = 0; line < part.count; line++) {
      if (part.added) added.add(at);
      at++;
    }
  }
  return added;
}

/** How many lines came and went. */
export function lineCounts(before: string, after: string): { added: number; removed: number } {
  const counts = { added: 0, removed: 0 };
  for (const part of diffLines(ended(before), ended(after))) {
    if (part.added) counts.added += part.count;
    if (part.removed) counts.removed += part.count;
  }
  return counts;
}
