import { diffLines, diffWordsWithSpace } from 'diff';
import { joinedWords } from '#lib/base/core/joined-changes.ts';

export interface Piece {
  text: string;
  change: 'same' | 'added' | 'removed';
}

/** A stretch of a text: lines that differ, word by word, or how many lines are the same. */
export type Hunk =
  | { kind: 'changed'; pieces: Piece[] }
  | { kind: 'same'; lines: number; before?: string; after?: string };

const CONTEXT = 1;

function lastLines(text: string, count: number): string {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}

function firstLines(text: string, count: number): string {
  return text.trimStart().split('\n').slice(0, count).join('\n');
}

/** What differs between two lesson texts, with a line of context around it and the rest counted. */
export function diffLesson(before: string, after: string): Hunk[] {
  const parts = diffLines(before, after);
  const hunks: Hunk[] = [];
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at];
    if (!part) continue;
    if (!part.added && !part.removed) {
      const lines = part.count ?? 0;
      hunks.push({
        kind: 'same',
        lines,
        before: at > 0 ? firstLines(part.value, CONTEXT) : undefined,
        after: at < parts.length - 1 && (lines > CONTEXT || at === 0) ? lastLines(part.value, CONTEXT) : undefined,
      });
      continue;
    }
    const next = parts[at + 1];
    if (part.removed && next?.added) {
      const words = joinedWords(diffWordsWithSpace(part.value, next.value));
      hunks.push({
        kind: 'changed',
        pieces: words.map((word) => ({
          text: word.value,
          change: word.added ? 'added' : word.removed ? 'removed' : 'same',
        })),
      });
      at++;
    } else {
      hunks.push({ kind: 'changed', pieces: [{ text: part.value, change: part.added ? 'added' : 'removed' }] });
    }
  }
  return hunks;
}
