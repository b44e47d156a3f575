'use client';

import '@xyflow/react/dist/base.css';
import './graph.css';
import {
  type FinalConnectionState,
  type NodeChange,
  type OnConnectStartParams,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  useStoreApi,
} from '@xyflow/react';
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type Ref,
  useCallback,
  useEffect,
  useId,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'react';
import { cx } from '#components/ui/cx.tsx';
import { useNumber } from '#components/ui/number.tsx';
import type { ClusteredGraph } from '#lib/graph/core/clusters.ts';
import type { Shown } from '#lib/graph/core/filter.ts';
import { hit } from '#lib/graph/core/hit.ts';
import { FRAME, type Positions, type Rect } from '#lib/graph/core/layout.ts';
import type { NodePosition } from '#lib/graph/core/packed.ts';
import { unite } from '#lib/graph/core/scene.ts';
import type { Colours } from './colours.ts';
import { useGraph } from './context.tsx';
import { type DrawState, type DrawWords, TITLES_FROM } from './draw.ts';
import { emphasisOf } from './draw-lines.ts';
import { type Hovered, HoverLabel, hoverOf } from './hover-label.tsx';
import { Legend } from './legend.tsx';
import { Minimap, type MinimapHandle } from './minimap.tsx';
import { FrameHead, NodeCard } from './node-card.tsx';
import { refusals } from './refusals.ts';
import { makeScenes, type Scenes } from './scenes.ts';
import { text } from './text.ts';
import { useBox } from './use-box.tsx';
import { meets, useCards } from './use-cards.ts';
import { usePainter } from './use-painter.ts';
import { useWalk } from './use-walk.ts';
import { ZoomControls } from './zoom-controls.tsx';

const NODE_TYPES = { card: NodeCard, head: FrameHead };
const NO_EDGES: never[] = [];
const FLIGHT = 280;
/** Room for what floats above the canvas. */
const MARGIN = { top: 56, bottom: 64 };
/** From here on a little more makes titles readable. */
const ALMOST_READ = 0.2;
const LEAST_ZOOM = 0.01;
const MOST_ZOOM = 2;

export interface CanvasHandle {
  flyTo: (ids: readonly string[]) => void;
  showAll: () => void;
  focus: () => void;
  /** What is drawn, for files. */
  scenes: () => Scenes | null;
}

export interface CanvasProps {
  graph: ClusteredGraph;
  positions: Positions;
  shown: Shown;
  /** Another one is looked at from the beginning: level, clusters and focus. */
  name: string;
  folded: ReadonlySet<number>;
  /** Ids of the links that are drawn only where they are asked for. */
  implied: ReadonlySet<string>;
  onFold: (cluster: number) => void;
  /** A card is taken up, and put down. */
  onDrag: () => void;
  onMove: (moves: NodePosition[]) => void;
  /** A link was drawn to a place that may have it. */
  onDraw: (source_id: string, target_id: string, at: { x: number; y: number }) => void;
  onRefuse: (why: string) => void;
  onOpen: () => void;
  colours: Colours;
  words: DrawWords;
  /** Above the canvas. */
  children?: ReactNode;
  ref: Ref<CanvasHandle>;
}

/** The graph as a map: a canvas draws all of it, and React Flow holds the cards that are near enough to be read. */
export function GraphCanvas(props: CanvasProps) {
  return (
    <ReactFlowProvider>
      <Stage {...props} />
    </ReactFlowProvider>
  );
}

function Stage(props: CanvasProps) {
  const {
    graph,
    positions,
    shown,
    name,
    folded,
    implied,
    onFold,
    onDrag,
    onMove,
    onDraw,
    onRefuse,
    onOpen,
    colours,
    words,
    children,
    ref,
  } = props;
  const { selection, select, highlight, canWrite, ...whole } = useGraph();
  const { index } = graph;
  const flow = useReactFlow();
  const store = useStoreApi();
  const wrapper = useRef<HTMLDivElement>(null);
  const minimap = useRef<MinimapHandle>(null);
  const write = useNumber();
  const help = useId();
  const scenes = useMemo(
    () => makeScenes(graph, positions, shown, folded, implied),
    [graph, positions, shown, folded, implied],
  );
  const [hovered, setHovered] = useState<Hovered | null>(null);
  const [impossible, setImpossible] = useState<ReadonlyMap<string, string> | null>(null);

  // The same for who lets go before the page has drawn it.
  const refused = useRef<ReadonlyMap<string, string> | null>(null);

  const state = useMemo<DrawState>(() => {
    const numbers = (ids: Iterable<string>) => new Set([...ids].flatMap((id) => index.at.get(id) ?? []));
    const chosen = selection.link === null ? -1 : graph.links.findIndex(({ id }) => id === selection.link);
    return {
      selected: numbers(selection.nodes),
      hovered: hovered?.node ?? null,
      link: chosen >= 0 ? chosen : (hovered?.link ?? null),
      highlight: highlight && {
        nodes: numbers(highlight.nodes),
        links: new Set([...graph.links.keys()].filter((link) => highlight.links.has(graph.links[link]?.id ?? ''))),
      },
      impossible: impossible && numbers(impossible.keys()),
    };
  }, [graph, index, selection, highlight, hovered?.node, hovered?.link, impossible]);

  const painter = usePainter({ scenes, state, colours, words, minimap });
  const cards = useCards({ scenes, state, window: painter.window, canWrite, onFold, words, repaint: painter.repaint });

  const zoomTo = useCallback(
    (rect: Rect, most: number) => {
      const { width, height } = store.getState();
      const fitting = Math.min((width - 64) / rect.width, (height - MARGIN.top - MARGIN.bottom) / rect.height);
      return Math.max(LEAST_ZOOM, Math.min(most, fitting));
    },
    [store],
  );
  const goTo = useCallback(
    (rect: Rect, most: number, isFlight: boolean) => {
      const { width, height } = store.getState();
      const zoom = zoomTo(rect, most);
      const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
      void flow.setViewport(
        {
          x: width / 2 - (rect.x + rect.width / 2) * zoom,
          y: (height + MARGIN.top - MARGIN.bottom) / 2 - (rect.y + rect.height / 2) * zoom,
          zoom,
        },
        { duration: isFlight && !isCalm ? FLIGHT : 0 },
      );
    },
    [flow, store, zoomTo],
  );
  const showAll = useCallback(
    (isFlight = true) => goTo(scenes.step(scenes.stepAt(0)).bounds, 1, isFlight),
    [goTo, scenes],
  );
  const flyTo = useCallback(
    (ids: readonly string[]) => {
      const scene = scenes.step('nodes');
      const numbers = ids.flatMap((id) => index.at.get(id) ?? []).filter((node) => scene.endOf[node] !== -1);
      if (numbers.length === 0) return;
      // From afar a pile stands for its cards, and is wider than they are.
      const seen = scenes.at(zoomTo(unite(numbers.map(scene.rectOf)), 1));
      goTo(unite(numbers.map((node) => seen.rectOf(seen.endOf[node] as number))), 1, true);
    },
    [goTo, zoomTo, scenes, index],
  );
  useImperativeHandle(
    ref,
    () => ({
      flyTo,
      showAll: () => showAll(),
      focus: () => wrapper.current?.focus(),
      scenes: () => scenes,
    }),
    [flyTo, showAll, scenes],
  );

  // Each graph is seen as a whole first, unless the address names a node of it, or its cards would be just too small to be
  // read: then it begins where the course begins.
  const seen = useRef('');
  useEffect(() => {
    if (seen.current === name || !painter.isSized) return;
    seen.current = name;
    setHovered(null);
    showAll(false);
    const { zoom } = flow.getViewport();
    if (selection.nodes.length > 0) flyTo(selection.nodes);
    else if (zoom < TITLES_FROM && zoom >= ALMOST_READ) {
      const { x, y } = scenes.step(scenes.stepAt(0)).bounds;
      void flow.setViewport({ x: 32 - x * TITLES_FROM, y: MARGIN.top - y * TITLES_FROM, zoom: TITLES_FROM });
    }
  }, [name, painter.isSized, selection.nodes, showAll, flyTo, flow, scenes]);

  const hidden = useMemo(() => graph.links.reduce((sum, { id }) => sum + Number(implied.has(id)), 0), [graph, implied]);
  const walk = useWalk({ graph, shown, positions, onOpen, flyTo, showAll });

  const under = (event: { clientX: number; clientY: number }) => {
    const { zoom } = flow.getViewport();
    const at = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
    const scene = scenes.at(zoom);
    const emphasis = emphasisOf(scene, state);
    return {
      scene,
      found: hit(scene, at.x, at.y, 6 / zoom, FRAME.head, (line) => emphasis(line) === 'lit'),
    };
  };
  const chooseNode = (id: string, event: { shiftKey: boolean; ctrlKey: boolean; metaKey: boolean }) => {
    const isMore = event.shiftKey || event.ctrlKey || event.metaKey;
    const others = selection.nodes.filter((other) => other !== id);
    if (!isMore && selection.nodes.length === 1 && selection.nodes[0] === id) onOpen();
    if (!isMore) select({ nodes: [id], link: null });
    else select({ nodes: others.length === selection.nodes.length ? [...others, id] : others, link: null });
  };
  const onPaneClick = (event: MouseEvent) => {
    wrapper.current?.focus({ preventScroll: true });
    const { scene, found } = under(event);
    if (found?.is === 'node') return chooseNode(graph.nodes[found.node]?.id ?? '', event);
    if (found?.is === 'line') {
      const link = graph.links[scene.lines.link[found.line] as number];
      if (link) select({ nodes: [], link: link.id });
      return;
    }
    if (found?.is === 'frame') {
      const frame = scene.frames[found.frame];
      if (frame?.isFolded) return scene.step === 'nodes' ? onFold(frame.number) : goTo(frame.rect, 1, true);
    }
    if (selection.nodes.length > 0 || selection.link !== null) select({ nodes: [], link: null });
  };
  const onPaneMove = (event: MouseEvent) => {
    if (event.buttons !== 0) return setHovered(null);
    const { scene, found } = under(event);
    setHovered((before) => hoverOf(scene, found, event, flow.getViewport().zoom, before));
  };

  const box = useBox((span) => {
    const zoom = flow.getZoom();
    const from = flow.screenToFlowPosition({ x: span.x, y: span.y });
    const area = { ...from, width: span.width / zoom, height: span.height / zoom };
    const scene = scenes.at(zoom);
    const ends = new Set(scene.cards.filter((node) => meets(scene.rectOf(node), area)));
    scene.frames.forEach(({ rect, isFolded }, frame) => {
      if (isFolded && meets(rect, area)) ends.add(graph.nodes.length + frame);
    });
    const inside = graph.nodes.filter((_, node) => ends.has(scene.endOf[node] as number)).map(({ id }) => id);
    select({ nodes: [...selection.nodes, ...inside.filter((id) => !selection.nodes.includes(id))], link: null });
  });

  const onLinkStart = (_event: unknown, { nodeId, handleType }: OnConnectStartParams) => {
    if (nodeId === null) return;
    refused.current = refusals(whole, nodeId, handleType === 'source');
    setImpossible(refused.current);
  };
  const onLinkEnd = (event: globalThis.MouseEvent | TouchEvent, link: FinalConnectionState) => {
    setImpossible(null);
    const why = refused.current;
    const point = 'changedTouches' in event ? event.changedTouches[0] : event;
    if (!point || !link.fromNode) return;
    const { found } = under(point);
    const from = link.fromNode.id;
    const to = (found?.is === 'node' ? graph.nodes[found.node]?.id : link.toNode?.id) ?? from;
    if (from === to) return;
    const reason = why?.get(to);
    if (reason) return onRefuse(reason);
    const at = { x: point.clientX, y: point.clientY };
    if (link.fromHandle?.type === 'target') onDraw(to, from, at);
    else onDraw(from, to, at);
  };

  return (
    <div
      className={cx('graph-canvas relative size-full min-h-0 overflow-hidden bg-canvas', impossible && 'is-linking')}
      onMouseDownCapture={box.onMouseDownCapture}
    >
      {box.box}
      <p id={help} className="sr-only">
        {text.canvasHelp}
      </p>
      <p aria-live="polite" className="sr-only">
        {walk.said}
      </p>
      <canvas ref={painter.canvas} aria-hidden className="pointer-events-none absolute inset-0 size-full" />
      <ReactFlow
        ref={wrapper}
        tabIndex={0}
        aria-label={text.canvas}
        aria-describedby={help}
        onKeyDown={(event: KeyboardEvent<HTMLElement>) => event.target === event.currentTarget && walk.onKeyDown(event)}
        nodes={cards.nodes}
        edges={NO_EDGES}
        nodeTypes={NODE_TYPES}
        onNodesChange={(changes: NodeChange[]) => cards.onChange(changes)}
        onNodeDragStart={onDrag}
        onNodeDragStop={(_event, _node, moved) => onMove(cards.movesOf(moved))}
        onNodeClick={(event, node) => {
          wrapper.current?.focus({ preventScroll: true });
          if (node.type === 'card') chooseNode(node.id, event);
        }}
        onNodeMouseEnter={(event, node) =>
          node.type === 'card' &&
          event.buttons === 0 &&
          setHovered({ node: index.at.get(node.id) ?? null, link: null, label: null, x: 0, y: 0 })
        }
        onNodeMouseLeave={() => setHovered(null)}
        onPaneClick={onPaneClick}
        onPaneMouseMove={onPaneMove}
        onPaneMouseLeave={() => setHovered(null)}
        onConnectStart={onLinkStart}
        onConnectEnd={onLinkEnd}
        minZoom={LEAST_ZOOM}
        maxZoom={MOST_ZOOM}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        nodesConnectable={canWrite}
        disableKeyboardA11y
        deleteKeyCode={null}
        selectionKeyCode={null}
        multiSelectionKeyCode={null}
        zoomOnDoubleClick={false}
        nodeDragThreshold={4}
        connectionRadius={30}
        attributionPosition="top-left"
        className={cx('focus-visible:-outline-offset-2', hovered?.label && '[&_.react-flow__pane]:!cursor-pointer')}
      />
      {hovered?.label && <HoverLabel hovered={hovered} />}
      <div className="pointer-events-none absolute inset-x-3 bottom-3 z-10 flex items-end justify-between gap-3 *:pointer-events-auto">
        <div className="flex min-w-0 items-end gap-2">
          <ZoomControls onAll={() => showAll()} />
          <Legend hidden={hidden > 0 ? write(hidden) : null} />
        </div>
        <Minimap
          ref={minimap}
          scene={scenes.step(painter.step)}
          colours={colours}
          onGo={(x, y) => {
            const { width, height } = store.getState();
            const { zoom } = flow.getViewport();
            void flow.setViewport({ x: width / 2 - x * zoom, y: height / 2 - y * zoom, zoom });
          }}
        />
      </div>
      {children}
    </div>
  );
}
