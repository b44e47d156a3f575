'use client';

import { ChevronRight } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { cx } from '#components/ui/cx.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { useNumber } from '#components/ui/number.tsx';
import type { ClusteredGraph } from '#lib/graph/core/clusters.ts';
import type { Shown } from '#lib/graph/core/filter.ts';
import { type ListedCluster, listGraph } from '#lib/graph/core/listing.ts';
import { NO_FILTERS } from './address.ts';
import { useGraph } from './context.tsx';
import { ListNode } from './list-node.tsx';
import { graphText } from './text.ts';

/** With more nodes than these clusters begin folded. */
const MANY = 250;
/** So many nodes of a cluster at first, and with each press on what shows more. */
const AT_ONCE = 100;

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
        title={graphText.filteredEmpty}
        action={<Button onPress={() => write(NO_FILTERS)}>{graphText.clearFilters}</Button>}
      >
        {graphText.filteredEmptyWhy}
      </EmptyState>
    );
  return (
    <section aria-label={graphText.views.list} className="min-h-0 flex-1 overflow-y-auto bg-surface">
      <div className="mx-auto flex max-w-4xl flex-col px-4 py-5 md:px-8">
        <p className="pb-3 text-sm text-muted">
          {graphText.list.about}{' '}
          {graphText.counted(
            number(shown.node_count),
            shown.node_count,
            level,
            number(shown.link_count),
            shown.link_count,
          )}
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
  const { selection, select } = useGraph();
  const number = useNumber();
  const chosen = new Set(selection.nodes);
  const last = chosen.size === 0 ? -1 : listed.nodes.findLastIndex((node) => chosen.has(graph.nodes[node]?.id ?? ''));
  const own = last >= 0;
  const [isOpen, setOpen] = useState(isOpenFirst || own);
  // Chosen elsewhere, it is shown here.
  useEffect(() => {
    if (own) setOpen(true);
  }, [own]);
  const [wanted, setWanted] = useState(AT_ONCE);
  const most = Math.max(wanted, last + 1);
  useEffect(() => setWanted(most), [most]);
  const list = useRef<HTMLOListElement>(null);
  const showMore = () => {
    setWanted(most + AT_ONCE);
    // On to the first of them: what was pressed may be gone with the last.
    requestAnimationFrame(() => list.current?.children[most]?.querySelector('button')?.focus());
  };
  const cluster = graph.clusters[listed.cluster];
  const title =
    graph.by === 'none'
      ? graphText.list.all
      : cluster?.title || (graph.by === 'concept' ? graphText.nowhere.spark : graphText.nowhere.trail);
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
        <>
          <ol ref={list} aria-label={title} className="ps-6 pb-3">
            {listed.nodes.slice(0, most).map((node) => {
              const one = graph.nodes[node];
              return (
                one && (
                  <ListNode
                    key={one.id}
                    node={one}
                    shown={shown}
                    graph={graph}
                    isChosen={chosen.has(one.id)}
                    select={select}
                    write={write}
                  />
                )
              );
            })}
          </ol>
          {listed.nodes.length > most && (
            <Button size="sm" variant="quiet" onPress={showMore} className="ms-6 mb-3">
              {graphText.list.showMore(number(Math.min(AT_ONCE, listed.nodes.length - most)))}
            </Button>
          )}
        </>
      )}
    </details>
  );
}
