'use client';

import { useMemo } from 'react';
import { cx } from '#components/ui/cx.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { diffLesson, type Hunk, type Piece } from './lesson-diff.ts';
import { differenceText } from './text.ts';

/** Two texts, word by word, only what was changed. */
export default function Words({ before, after }: { before: string; after: string }) {
  const hunks = useMemo(() => diffLesson(before, after), [before, after]);
  return (
    <div className="overflow-hidden rounded-lg border bg-surface font-mono text-sm leading-6">
      {hunks.map((hunk, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the stretches of one comparison never move.
        <Stretch key={at} hunk={hunk} />
      ))}
    </div>
  );
}

function Stretch({ hunk }: { hunk: Hunk }) {
  const write = useNumber();
  if (hunk.kind === 'changed') {
    return (
      <p dir="auto" className="border-s-2 border-changed px-3 py-1 break-words whitespace-pre-wrap">
        {hunk.pieces.map((piece, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the words of one comparison never move.
          <Word key={at} piece={piece} />
        ))}
      </p>
    );
  }
  const hidden = hunk.lines - (hunk.before === undefined ? 0 : 1) - (hunk.after === undefined ? 0 : 1);
  return (
    <>
      {hunk.before !== undefined && <Context>{hunk.before}</Context>}
      {hidden > 0 && (
        <p className="border-y bg-sunken px-3 py-0.5 font-sans text-xs text-faint first:border-t-0 last:border-b-0">
          {differenceText.unchangedLines(hidden, write(hidden))}
        </p>
      )}
      {hunk.after !== undefined && <Context>{hunk.after}</Context>}
    </>
  );
}

function Context({ children }: { children: string }) {
  if (children.trim() === '') return null;
  return (
    <p dir="auto" className="border-s-2 border-transparent px-3 break-words whitespace-pre-wrap text-muted">
      {children}
    </p>
  );
}

export function Word({ piece }: { piece: Piece }) {
  if (piece.change === 'same') return piece.text;
  const Tag = piece.change === 'added' ? 'ins' : 'del';
  return (
    <Tag
      className={cx(
        'rounded-sm px-0.5',
        piece.change === 'added'
          ? 'bg-published-soft text-published no-underline'
          : 'bg-blocked-soft text-blocked decoration-blocked',
      )}
    >
      {piece.text}
    </Tag>
  );
}
