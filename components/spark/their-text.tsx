'use client';

import { diffLines } from 'diff';
import { useMemo } from 'react';
import { cx } from '#components/ui/cx';

/** The other version, whole, with the lines that ours does not have marked. */
export function TheirText({ mine, theirs }: { mine: string; theirs: string }) {
  const parts = useMemo(
    () =>
      (diffLines(mine, theirs, { timeout: 500 }) ?? [{ value: theirs, added: false, removed: false }]).filter(
        (part) => !part.removed,
      ),
    [mine, theirs],
  );
  return (
    <pre dir="auto" className="px-5 py-4 font-mono text-sm/6 whitespace-pre-wrap [overflow-wrap:anywhere]">
      {parts.map((part, at) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text, in order.
          key={at}
          className={cx(part.added && 'box-decoration-clone border-s-2 border-changed bg-changed-soft ps-2 text-ink')}
        >
          {part.value}
        </span>
      ))}
    </pre>
  );
}
