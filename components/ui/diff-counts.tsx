'use client';

import { useNumber } from './number.tsx';
import { uiText } from './text.ts';

export interface DiffCountsProps {
  added?: number;
  removed?: number;
  changed?: number;
}

/** +12 −3 ~5, each with its word for those who do not see signs and colours. */
export function DiffCounts({ added = 0, removed = 0, changed = 0 }: DiffCountsProps) {
  const number = useNumber();
  if (added + removed + changed === 0) return <span className="text-sm text-faint">{uiText.diff.none}</span>;
  const counts = [
    { sign: '+', count: added, word: uiText.diff.added, ink: 'text-published' },
    { sign: '−', count: removed, word: uiText.diff.removed, ink: 'text-blocked' },
    { sign: '~', count: changed, word: uiText.diff.changed, ink: 'text-changed' },
  ].filter(({ count }) => count > 0);
  return (
    <span className="inline-flex gap-2 font-mono text-sm tabular-nums">
      {counts.map(({ sign, count, word, ink }) => (
        <span key={word} title={`${number(count)} ${word}`} className={ink}>
          <span aria-hidden>
            {sign}
            {number(count)}
          </span>
          <span className="sr-only">
            {number(count)} {word}
          </span>
        </span>
      ))}
    </span>
  );
}
