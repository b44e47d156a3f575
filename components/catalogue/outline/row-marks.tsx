'use client';

import { baseText } from '#components/base/text.ts';
import { useRowQuality } from '#components/quality/outline/use-row-quality.ts';
import { useNumber } from '#components/ui/number.tsx';
import { StateBadge } from '#components/ui/state-badge.tsx';
import { uiText } from '#components/ui/text.ts';
import { childOf } from '#lib/base/core/content-kinds.ts';
import type { OutlineNode } from '#lib/catalogue/core/outline.ts';
import { rowSignal } from '#lib/catalogue/core/row-signal.ts';
import { useOutlineContext } from './context.tsx';
import { outlineText } from './text.ts';

/** What a domain holds may be a hundred thousand lessons: its trails say it one by one. */
const isMeasured = (kind: OutlineNode['kind']) => kind === 'trail' || kind === 'concept' || kind === 'spark';

/** The one thing that a row says, and the numbers about it in sentences. */
function useRowFacts(node: OutlineNode) {
  const write = useNumber();
  const { workspace } = useOutlineContext();
  const { blocks, said } = useRowQuality(workspace, node.id, isMeasured(node.kind));
  const child = node.kind === 'group' ? null : childOf(node.kind);
  const facts = [
    child && outlineText.count(child, node.child_count, write),
    child !== 'spark' && node.spark_count !== null && node.kind !== 'spark' && node.kind !== 'beacon'
      ? outlineText.count('spark', node.spark_count, write)
      : null,
    node.kind === 'group' && outlineText.inGroup(write(node.child_count)),
    node.mins !== null && node.kind !== 'beacon' && baseText.minutes(node.mins, write),
    node.changed_below > 0 && outlineText.changedBelow(write(node.changed_below)),
    node.place_count > 1 && outlineText.placesMark(node.place_count),
    said,
  ].filter((fact) => typeof fact === 'string');
  return { signal: rowSignal(node, blocks), facts };
}

/** The signal of a row: a word with its mark, or the mark alone for what is true below. A screen reader hears the numbers as well. */
export function RowMarks({ node }: { node: OutlineNode }) {
  const { signal, facts } = useRowFacts(node);
  return (
    <>
      {signal?.is_below && (
        // The numbers below say it to whoever hears it.
        <span aria-hidden>
          <StateBadge state={signal.name} compact title="" />
        </span>
      )}
      {signal && !signal.is_below && <StateBadge state={signal.name} plain title="" />}
      <span className="sr-only">{facts.join(', ')}</span>
    </>
  );
}

/** The same with its numbers, for whoever points at the row. */
export function RowCard({ node }: { node: OutlineNode }) {
  const { signal, facts } = useRowFacts(node);
  return (
    <div className="flex flex-col gap-1.5">
      <p dir="auto" className="text-title font-semibold break-words">
        {node.title}
      </p>
      <ul className="flex flex-col text-muted tabular-nums">
        {facts.map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
      {signal && (
        <p className="text-muted">
          {signal.is_below ? outlineText.signalBelow[signal.name] : uiText.stateMeans[signal.name]}
        </p>
      )}
    </div>
  );
}
