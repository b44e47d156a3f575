import type { ChangeSet, Text } from '@codemirror/state';

/** A text whose lines may end differently, as CodeMirror cannot say it. */
export interface LineEnds {
  /** The whole text, each line with its own end. */
  write: (doc: Text) => string;
  /** Follows a change; new lines end as most do. */
  follow: (changes: ChangeSet, before: Text) => void;
}

/** Remembers how each line of a text ends. */
export function lineEndsOf(source: string): LineEnds {
  if (!source.includes('\r')) return { write: (doc) => doc.toString(), follow: () => {} };
  const ends = source.match(/\r\n?|\n/g) ?? [];
  const count = (end: string) => ends.filter((one) => one === end).length;
  const usual = ['\n', '\r\n', '\r'].sort((a, b) => count(b) - count(a))[0] ?? '\n';
  return {
    write: (doc) => {
      let text = '';
      let line = 0;
      for (const part of doc.iterLines()) {
        text += line === 0 ? part : (ends[line - 1] ?? usual) + part;
        line++;
      }
      return text;
    },
    follow: (changes, before) => {
      const cuts: [at: number, removed: number, added: number][] = [];
      changes.iterChanges((from, to, _fromB, _toB, inserted) => {
        const first = before.lineAt(from).number;
        cuts.push([first - 1, before.lineAt(to).number - first, inserted.lines - 1]);
      });
      for (const [at, removed, added] of cuts.reverse()) {
        ends.splice(at, removed, ...Array.from({ length: added }, () => usual));
      }
    },
  };
}
