'use client';

import { ChevronRight } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { Button } from '#components/ui/button';
import { cx } from '#components/ui/cx';
import { EmptyState } from '#components/ui/empty-state';
import { useNumber } from '#components/ui/number';
import type { ClusteredGraph } from '#lib/core/graph/clusters';
import type { Shown } from '#lib/core/graph/filter';
import { type ListedCluster, listGraph } from '#lib/core/graph/listing';
import { NO_FILTERS } from './address.ts';
import { useGraph } from './context';
import { ListNode } from './list-node';
import { text } from './text.ts';

/** With more nodes than these clusters begin folded. */
const MANY = 250;

export interface ListViewProps {
  graph: ClusteredGraph;
  shown: Shown;
  write: (patch: Record<string, string | null>) => void;
}

/** The graph to be read and edited from top to bottom: everything that the canvas shows, without a picture. */
export function ListView({ graph, shown, write }: ListViewProps) {
  const { level } = useGraph();
  const number = useNumber();
  const clusters = useMemo(() => listGraph(graph, shown), [graph, shown]);
  if (clusters.length === 0)
    return (
      <EmptyState
        drawing="search"
        title={text.filteredEmpty}
        action={<Button onPress={() => write(NO_FILTERS)}>{text.clearFilters}</Button>}
      >
        {text.filteredEmptyWhy}
      </EmptyState>
    );
  return (
    <section aria-label={text.views.list} className="min-h-0 flex-1 overflow-y-auto bg-surface">
      <div className="mx-auto flex max-w-4xl flex-col px-4 py-5 md:px-8">
        <p className="pb-3 text-sm text-muted">
          {text.list.about}{' '}
          {text.counted(number(shown.node_count), shown.node_count, level, number(shown.link_count), shown.link_count)}
        </p>
        {clusters.map((listed) => (
          <Cluster
            key={graph.clusters[listed.cluster]?.id ?? ''}
            graph={graph}
            shown={shown}
            listed={listed}
            isOpenFirst={shown.node_count <= MANY}
            write={write}
          />
        ))}
      </div>
    </section>
  );
}

interface ClusterProps extends ListViewProps {
  listed: ListedCluster;
  isOpenFirst: boolean;
}

function Cluster({ graph, shown, listed, isOpenFirst, write }: ClusterProps) {
  const { selection } = useGraph();
  const number = useNumber();
  const own = listed.nodes.some((node) => selection.nodes.includes(graph.nodes[node]?.id ?? ''));
  const [isOpen, setOpen] = useState(isOpenFirst || own);
  // Chosen elsewhere, it is shown here.
  useEffect(() => {
    if (own) setOpen(true);
  }, [own]);
  const cluster = graph.clusters[listed.cluster];
  const title =
    graph.by === 'none'
      ? text.list.all
      : cluster?.title || (graph.by === 'concept' ? text.nowhere.spark : text.nowhere.trail);
  return (
    <details
      open={isOpen}
      onToggle={(event) => setOpen(event.currentTarget.open)}
      className="border-b [contain-intrinsic-size:auto_2.5rem] [content-visibility:auto]"
    >
      <summary className="flex h-10 cursor-default items-center gap-2 rounded-sm hover:bg-hover [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className={cx('size-4 shrink-0 text-faint', isOpen && 'rotate-90')} />
        <h2 dir="auto" className="text-title min-w-0 truncate text-base font-semibold">
          {title}
        </h2>
        <span className="text-sm text-faint tabular-nums">{number(listed.nodes.length)}</span>
      </summary>
      {isOpen && (
        <ol aria-label={title} className="ps-6 pb-3">
          {listed.nodes.map((node) => {
            const one = graph.nodes[node];
            return one && <ListNode key={one.id} node={one} shown={shown} graph={graph} write={write} />;
          })}
        </ol>
      )}
    </details>
  );
}
