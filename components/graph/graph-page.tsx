'use client';

import { lazy, type Ref, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { QueryProblem } from '#components/base/problem.tsx';
import { useUrlState } from '#components/base/url-state.tsx';
import { LinkButton } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import type { PaneMemory } from '#components/ui/preferences.tsx';
import { TableSkeleton } from '#components/ui/skeleton.tsx';
import { useLatest } from '#components/ui/use-latest.ts';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { type GraphLevel, indexGraph } from '#lib/graph/core/graph.ts';
import { type GraphParams, type GraphView, readGraph } from './address.ts';
import type { CanvasHandle } from './canvas.tsx';
import { CanvasView } from './canvas-view.tsx';
import { type GraphHighlight, type GraphPlace, GraphProvider, type GraphSelection, useGraph } from './context.tsx';
import { EditingProvider } from './editing.tsx';
import { FilterChips } from './filters.tsx';
import { GraphFrame } from './graph-frame.tsx';
import { CanvasSkeleton } from './graph-skeleton.tsx';
import { focusPanel } from './panel-focus.ts';
import { graphText } from './text.ts';
import { Toolbar } from './toolbar.tsx';
import { type DrawnGraph, type GraphData, useGraphData } from './use-graph-data.ts';
import { useGraphKeys } from './use-graph-keys.ts';

const ListView = lazy(() => import('./list-view.tsx').then((module) => ({ default: module.ListView })));
const LinksTable = lazy(() => import('./links-table.tsx').then((module) => ({ default: module.LinksTable })));

export interface GraphPageProps {
  workspace: string;
  canWrite: boolean;
  memory: PaneMemory;
}

const NOTHING: GraphSelection = { nodes: [], link: null };
const NO_INDEX = indexGraph([], []);

/** The prerequisite graph where it is edited: on the canvas, as a list, as a table. */
export function GraphPage({ workspace, canWrite, memory }: GraphPageProps) {
  const [search, writeAddress] = useUrlState();
  const params = useMemo(() => readGraph(search), [search]);
  const { view: shownView } = params;
  // Said with whatever else is: without its name the address would be that of the map.
  const write = useCallback(
    (patch: Record<string, string | null>) => writeAddress({ view: shownView, ...patch }),
    [writeAddress, shownView],
  );
  const data = useGraphData(workspace, params);
  const { clustered, outline, shown, graph } = data;
  const [highlight, setHighlight] = useState<GraphHighlight | null>(null);
  const canvas = useRef<CanvasHandle>(null);
  const [isPanelOpen, setPanelOpen] = useState(false);
  // On a phone the panel opens as a sheet; beside the graph it takes the focus, unfolded where it was folded.
  const openPanel = useCallback(() => {
    setPanelOpen(true);
    requestAnimationFrame(focusPanel);
  }, []);
  const view = useRef<HTMLDivElement>(null);
  // What narrows the view down or widens it may go with the focus on it.
  const focusView = useCallback(() => void requestAnimationFrame(() => (canvas.current ?? view.current)?.focus()), []);
  const narrow = useCallback(
    (patch: Record<string, string | null>) => {
      write(patch);
      focusView();
    },
    [write, focusView],
  );
  const { selection, select } = useSelection(data, params.at, write);
  const place = useMemo<GraphPlace>(
    () => ({
      ...lookUp(data.whole),
      workspace,
      level: params.level,
      canWrite,
      selection,
      select,
      highlight,
      setHighlight,
      flyTo: (ids) => canvas.current?.flyTo(ids),
      reveal: (ids) => {
        setPanelOpen(false);
        canvas.current?.flyTo(ids);
      },
      openPanel,
    }),
    [data.whole, workspace, params.level, canWrite, selection, select, highlight, openPanel],
  );

  const problem = data.error && !clustered && (
    <div className="p-4 md:p-8">
      <QueryProblem title={graphText.failed} error={data.error} onRetry={data.retry} />
    </div>
  );
  if (!outline) return problem || <CanvasSkeleton />;
  const drawn = clustered && shown && graph ? { clustered, shown, graph, outline } : null;
  const unlight = () => {
    setHighlight(null);
    focusView();
  };
  return (
    <GraphProvider value={place}>
      <EditingProvider>
        <Keys view={params.view} write={narrow} />
        <GraphFrame
          memory={memory}
          isOpen={isPanelOpen}
          onOpen={setPanelOpen}
          tab={params.panel}
          onTab={(panel) => write({ panel })}
          write={write}
          isReady={drawn !== null}
        >
          <div className="flex size-full min-h-0 flex-col">
            <h1 className="sr-only">{graphText.title}</h1>
            <Toolbar
              params={params}
              outline={outline}
              write={write}
              isReady={drawn !== null}
              onOpenPanel={() => setPanelOpen(true)}
            />
            <FilterChips
              params={params}
              outline={outline}
              write={write}
              takeOff={narrow}
              focused={params.focus && (place.nodes.find(({ slug }) => slug === params.focus)?.title ?? params.focus)}
              highlight={highlight && { label: highlight.label, off: unlight }}
            />
            <div ref={view} tabIndex={-1} className="relative flex min-h-0 flex-1 flex-col outline-none">
              {drawn ? (
                <View canvas={canvas} params={params} data={drawn} onOpen={openPanel} write={write} narrow={narrow} />
              ) : (
                problem || <CanvasSkeleton />
              )}
            </div>
          </div>
        </GraphFrame>
      </EditingProvider>
    </GraphProvider>
  );
}

/** The whole graph as everything on the page looks things up in it; empty until it has arrived. */
function lookUp(whole: GraphData['whole']): Pick<GraphPlace, 'nodes' | 'links' | 'index' | 'node' | 'link'> {
  const { nodes, links, index } = whole ?? { nodes: [], links: [], index: NO_INDEX };
  const linkAt = new Map(links.map((link) => [link.id, link]));
  return { nodes, links, index, node: (id) => nodes[index.at.get(id) ?? -1], link: (id) => linkAt.get(id) };
}

interface ViewProps {
  canvas: Ref<CanvasHandle>;
  params: GraphParams;
  data: DrawnGraph;
  onOpen: () => void;
  write: (patch: Record<string, string | null>) => void;
  /** The same for what may go with the focus on it. */
  narrow: (patch: Record<string, string | null>) => void;
}

function View({ canvas, params, data, onOpen, write, narrow }: ViewProps) {
  const { workspace } = useGraph();
  const { level, view, focus } = params;
  const { clustered, shown } = data;
  if (clustered.nodes.length === 0 && focus === null) return <Empty workspace={workspace} level={level} />;
  if (view === 'canvas')
    return <CanvasView key={level} ref={canvas} params={params} data={data} onOpen={onOpen} write={write} />;
  return (
    <Suspense fallback={<TableSkeleton />}>
      {view === 'list' ? (
        <ListView graph={clustered} shown={shown} write={narrow} />
      ) : (
        <LinksTable filtered={{ links: clustered.links, shown: shown.links }} onOpen={onOpen} />
      )}
    </Suspense>
  );
}

function Empty({ workspace, level }: { workspace: string; level: GraphLevel }) {
  return (
    <div className="flex size-full items-center justify-center">
      <EmptyState
        drawing="graph"
        title={graphText.empty[level]}
        action={<LinkButton href={inWorkspace(workspace).outline}>{graphText.toOutline}</LinkButton>}
      >
        {graphText.emptyWhy[level]}
      </EmptyState>
    </div>
  );
}

function Keys({ view, write }: { view: GraphView; write: (patch: Record<string, string | null>) => void }) {
  useGraphKeys(view, write);
  return null;
}

/** What is chosen. A single node stands in the address; what is gone is no longer chosen. */
function useSelection(data: GraphData, at: string | null, write: (patch: Record<string, string | null>) => void) {
  const nodes = data.whole?.nodes;
  const [chosen, setChosen] = useState<GraphSelection | null>(null);
  const selection = useMemo<GraphSelection>(() => {
    if (!data.whole) return NOTHING;
    if (chosen === null) {
      const node = at === null ? undefined : nodes?.find(({ slug }) => slug === at);
      return node ? { nodes: [node.id], link: null } : NOTHING;
    }
    const { index, links } = data.whole;
    const there = chosen.nodes.filter((id) => index.at.has(id));
    const link = chosen.link !== null && links.some(({ id }) => id === chosen.link) ? chosen.link : null;
    return there.length === chosen.nodes.length && link === chosen.link ? chosen : { nodes: there, link };
  }, [chosen, data.whole, nodes, at]);
  const latest = useLatest(selection);
  const select = useMemo(
    () => (patch: Partial<GraphSelection>) => {
      setChosen({ ...latest.current, ...patch });
    },
    [],
  );
  // A node that has just been made is chosen before it is there: the address names it once it is.
  const only = selection.nodes.length === 1 ? nodes?.find(({ id }) => id === selection.nodes[0]) : undefined;
  const slug = only?.slug ?? null;
  const isSaid = !data.whole || chosen === null || slug === at;
  useEffect(() => {
    if (!isSaid) write({ at: slug });
  }, [isSaid, slug, write]);
  return { selection, select };
}
