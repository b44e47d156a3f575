'use client';

import { ChevronRight, Focus, Plus } from 'lucide-react';
import { memo, useEffect, useId, useRef, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { Button } from '#components/ui/button.tsx';
import { cx } from '#components/ui/cx.tsx';
import { StateBadge } from '#components/ui/state-badge.tsx';
import type { ClusteredGraph } from '#lib/graph/core/clusters.ts';
import type { Shown } from '#lib/graph/core/filter.ts';
import type { GraphLink, GraphNode } from '#lib/graph/core/graph.ts';
import { type GraphPlace, useGraph } from './context.tsx';
import { useEditing } from './editing.tsx';
import { LinkRow } from './link-row.tsx';
import { graphText } from './text.ts';
import { useFocusKept } from './use-focus-kept.ts';

export interface ListNodeProps {
  node: GraphNode;
  graph: ClusteredGraph;
  shown: Shown;
  isChosen: boolean;
  select: GraphPlace['select'];
  write: (patch: Record<string, string | null>) => void;
}

/** So many names stand in the line of a node; its links name all of them. */
const NAMED = 3;

/**
 * A node as a line that says what comes before and after it; opened, its links can be edited. There may be thousands: what is
 * chosen comes from outside, so that a choice draws two of them and not all.
 */
export const ListNode = memo(function ListNode({ node, graph, shown, isChosen, select, write }: ListNodeProps) {
  const [isOpen, setOpen] = useState(false);
  const links = useId();
  const { before, after } = linksOf(graph, shown, node);
  const row = useRef<HTMLLIElement>(null);
  const expander = useRef<HTMLButtonElement>(null);
  const focusKept = useFocusKept(() => expander.current?.focus());
  useEffect(() => {
    if (isChosen) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  const names = (ends: GraphLink[], side: 'source_id' | 'target_id') => {
    const titles = ends.slice(0, NAMED).map((link) => graph.nodes[graph.index.at.get(link[side]) ?? -1]?.title ?? '');
    return graphText.list.names(titles, ends.length - titles.length);
  };
  return (
    <li ref={row} {...focusKept} className={cx('border-t first:border-t-0', isChosen && 'bg-accent-soft')}>
      <div className="flex min-w-0 items-start gap-2 py-2 pe-2">
        <AriaButton
          ref={expander}
          aria-expanded={isOpen}
          aria-controls={links}
          aria-label={graphText.list.links(node.title, before.length, after.length)}
          onPress={() => {
            setOpen(!isOpen);
            select({ nodes: [node.id], link: null });
          }}
          className="mt-0.5 flex size-5 shrink-0 cursor-default items-center justify-center rounded-sm text-faint data-hovered:bg-hover"
        >
          <ChevronRight aria-hidden className={cx('size-4', isOpen && 'rotate-90')} />
        </AriaButton>
        <div className="flex min-w-0 flex-1 flex-col">
          <p className="flex min-w-0 items-center gap-2">
            <AriaButton
              onPress={() => select({ nodes: [node.id], link: null })}
              aria-pressed={isChosen}
              className="text-title min-w-0 cursor-default truncate rounded-sm text-start font-medium data-hovered:underline"
            >
              <span dir="auto" title={node.title}>
                {node.title}
              </span>
            </AriaButton>
            {!node.is_published && <StateBadge state="draft" size="sm" />}
          </p>
          {before.length > 0 && (
            <p dir="auto" className="text-sm text-muted">
              {graphText.list.after} {names(before, 'source_id')}
            </p>
          )}
          {after.length > 0 && (
            <p dir="auto" className="text-sm text-muted">
              {graphText.list.before} {names(after, 'target_id')}
            </p>
          )}
        </div>
      </div>
      <div id={links} hidden={!isOpen}>
        {isOpen && <Links node={node} before={before} after={after} write={write} />}
      </div>
    </li>
  );
});

function Links({
  node,
  before,
  after,
  write,
}: { node: GraphNode; before: GraphLink[]; after: GraphLink[] } & Pick<ListNodeProps, 'write'>) {
  const { canWrite } = useGraph();
  const { askFor } = useEditing();
  return (
    <div className="flex flex-col gap-3 ps-7 pe-2 pb-4">
      {[
        { title: graphText.inspect.before, none: graphText.inspect.beforeNone, links: before },
        { title: graphText.inspect.after, none: graphText.inspect.afterNone, links: after },
      ].map(({ title, none, links }) => (
        <section key={title} aria-label={`${title}: ${node.title}`}>
          <h3 className="border-b pb-1 text-sm font-medium">{title}</h3>
          {links.length === 0 ? (
            <p className="py-1.5 text-sm text-muted">{none}</p>
          ) : (
            <ul>
              {links.map((link) => (
                <LinkRow key={link.id} link={link} of={node} />
              ))}
            </ul>
          )}
        </section>
      ))}
      <div className="flex flex-wrap gap-2">
        {canWrite && (
          <>
            <Button size="sm" icon={<Plus />} onPress={() => askFor({ target_id: node.id })}>
              {graphText.inspect.addBefore}
            </Button>
            <Button size="sm" icon={<Plus />} onPress={() => askFor({ source_id: node.id })}>
              {graphText.inspect.addAfter}
            </Button>
          </>
        )}
        <Button size="sm" variant="quiet" icon={<Focus />} onPress={() => write({ focus: node.slug })}>
          {graphText.inspect.focus}
        </Button>
      </div>
    </div>
  );
}

function linksOf({ index, links }: ClusteredGraph, shown: Shown, node: GraphNode) {
  const number = index.at.get(node.id) ?? -1;
  const gather = (start: Int32Array, at: Int32Array) =>
    [...at.subarray(start[number], start[number + 1])].flatMap((link) =>
      shown.links[link] ? (links[link] ?? []) : [],
    );
  return { before: gather(index.in_start, index.in_links), after: gather(index.out_start, index.out_links) };
}
