'use client';

import '@xyflow/react/dist/base.css';
import './graph.css';
import { type Edge, type Node, ReactFlow, ReactFlowProvider } from '@xyflow/react';
import {
  type ReactNode,
  type Ref,
  type RefObject,
  useEffect,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useSyncExternalStore,
} from 'react';
import { cx } from '#components/ui/cx.tsx';
import { useNumber } from '#components/ui/number.tsx';
import type { ClusteredGraph } from '#lib/graph/core/clusters.ts';
import type { Shown } from '#lib/graph/core/filter.ts';
import type { Positions } from '#lib/graph/core/layout.ts';
import type { NodePosition } from '#lib/graph/core/packed.ts';
import type { Scene } from '#lib/graph/core/scene.ts';
import { LEAST_ZOOM, MOST_ZOOM } from './camera.ts';
import type { CanvasController } from './canvas-controller.ts';
import { movesOf } from './cards.ts';
import type { Colours } from './colours.ts';
import { useGraph } from './context.tsx';
import { type DrawWords, drawStateOf } from './drawing.ts';
import { HoverLabel } from './hover-label.tsx';
import { Legend } from './legend.tsx';
import { Minimap, type MinimapHandle } from './minimap.tsx';
import { FrameHead, NodeCard } from './node-card.tsx';
import { makeScenes, type Scenes } from './scenes.ts';
import { graphText } from './text.ts';
import { useBox } from './use-box.tsx';
import { useCards } from './use-cards.ts';
import { useController } from './use-controller.ts';
import { usePainter } from './use-painter.ts';
import { saidOf } from './walk.ts';
import { ZoomControls } from './zoom-controls.tsx';

// Links are drawn on a canvas of ours.
const NO_EDGES: Edge[] = [];

/** What React Flow does by itself is left to the controller, but for panning, zooming and the dragging of cards. */
const FLOW = {
  nodeTypes: { card: NodeCard, head: FrameHead },
  edges: NO_EDGES,
  minZoom: LEAST_ZOOM,
  maxZoom: MOST_ZOOM,
  nodesFocusable: false,
  edgesFocusable: false,
  elementsSelectable: false,
  disableKeyboardA11y: true,
  deleteKeyCode: null,
  selectionKeyCode: null,
  multiSelectionKeyCode: null,
  zoomOnDoubleClick: false,
  nodeDragThreshold: 4,
  connectionRadius: 30,
  attributionPosition: 'top-left',
} as const;

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

function Stage({ colours, words, children, ref, name, onDrag, onMove, ...props }: CanvasProps) {
  const { graph, positions, shown, folded, implied } = props;
  const { selection, select, highlight, canWrite, ...whole } = useGraph();
  const element = useRef<HTMLDivElement>(null);
  const minimap = useRef<MinimapHandle>(null);
  const controller = useController();
  const { hovered, impossible } = useSyncExternalStore(controller.subscribe, controller.snapshot, controller.snapshot);
  const scenes = useMemo(
    () => makeScenes(graph, positions, shown, folded, implied),
    [graph, positions, shown, folded, implied],
  );
  // The label beside the pointer moves with it: nothing is drawn for that.
  const node = hovered?.node ?? null;
  const link = hovered?.link ?? null;
  const state = useMemo(
    () => drawStateOf(graph, { selection, highlight, hovered: { node, link }, impossible: impossible?.keys() ?? null }),
    [graph, selection, highlight, node, link, impossible],
  );
  const painter = usePainter({ scenes, state, colours, words, minimap });
  const cards = useCards({
    scenes,
    state,
    window: painter.window,
    canWrite,
    onFold: props.onFold,
    words,
    repaint: painter.repaint,
  });

  // Before anything else that is done after a drawing: whoever flies somewhere then flies through this graph.
  useLayoutEffect(() => controller.update({ ...props, scenes, state, whole, selection, select }));
  useImperativeHandle(
    ref,
    () => ({
      flyTo: controller.flyTo,
      showAll: () => controller.showAll(),
      focus: () => element.current?.focus(),
      scenes: () => scenes,
    }),
    [controller, scenes],
  );
  useEffect(() => {
    if (painter.isSized) controller.open(name);
  }, [controller, name, painter.isSized]);
  const box = useBox((span) => controller.chooseWithin(span));

  return (
    <div
      className={cx('graph-canvas relative size-full min-h-0 overflow-hidden bg-canvas', impossible && 'is-linking')}
      onMouseDownCapture={box.onMouseDownCapture}
    >
      {box.box}
      <canvas ref={painter.canvas} aria-hidden className="pointer-events-none absolute inset-0 size-full" />
      <Surface
        element={element}
        controller={controller}
        graph={graph}
        nodes={cards.nodes}
        onNodesChange={cards.onChange}
        onNodeDragStart={onDrag}
        onNodeDragStop={(_event, _node, moved) => onMove(movesOf(scenes.step('nodes'), moved))}
        nodesConnectable={canWrite}
        className={cx('focus-visible:-outline-offset-2', hovered?.label && '[&_.react-flow__pane]:!cursor-pointer')}
      />
      {hovered?.label && <HoverLabel hovered={hovered} />}
      <Tools
        graph={graph}
        implied={implied}
        controller={controller}
        minimap={minimap}
        scene={scenes.step(painter.step)}
        colours={colours}
      />
      {children}
    </div>
  );
}

type FlowProps = Parameters<typeof ReactFlow>[0];

interface SurfaceProps extends FlowProps {
  element: RefObject<HTMLDivElement | null>;
  controller: CanvasController;
  graph: ClusteredGraph;
}

/** What listens: React Flow with the cards that are near, and below them the pane. */
function Surface({ element, controller, graph, ...rest }: SurfaceProps) {
  const { selection } = useGraph();
  const write = useNumber();
  const help = useId();
  const current = selection.nodes.length === 1 ? (graph.index.at.get(selection.nodes[0] as string) ?? -1) : -1;
  const said = useMemo(() => saidOf(graph, current, write), [graph, current, write]);
  const takeFocus = () => element.current?.focus({ preventScroll: true });
  return (
    <>
      <p id={help} className="sr-only">
        {graphText.canvasHelp}
      </p>
      <p aria-live="polite" className="sr-only">
        {said}
      </p>
      <ReactFlow
        {...FLOW}
        {...rest}
        ref={element}
        tabIndex={0}
        aria-label={graphText.canvas}
        aria-describedby={help}
        onKeyDown={(event) => {
          if (event.target === event.currentTarget && controller.key(event)) event.preventDefault();
        }}
        onNodeClick={(event, node: Node) => {
          takeFocus();
          if (node.type === 'card') controller.choose(node.id, event);
        }}
        onNodeMouseEnter={(event, node: Node) => {
          if (node.type === 'card' && event.buttons === 0) controller.pointAtCard(node.id);
        }}
        onNodeMouseLeave={() => controller.leave()}
        onPaneClick={(event) => {
          takeFocus();
          controller.press(event);
        }}
        onPaneMouseMove={(event) => controller.point(event)}
        onPaneMouseLeave={() => controller.leave()}
        onConnectStart={(_event, { nodeId, handleType }) => {
          if (nodeId !== null) controller.startLink(nodeId, handleType === 'source');
        }}
        onConnectEnd={(event, { fromNode, fromHandle, toNode }) => {
          const point = 'changedTouches' in event ? event.changedTouches[0] : event;
          const isBackwards = fromHandle?.type === 'target';
          controller.endLink(
            point && fromNode
              ? { clientX: point.clientX, clientY: point.clientY, from: fromNode.id, to: toNode?.id, isBackwards }
              : null,
          );
        }}
      />
    </>
  );
}

interface ToolsProps {
  graph: ClusteredGraph;
  implied: ReadonlySet<string>;
  controller: CanvasController;
  minimap: RefObject<MinimapHandle | null>;
  scene: Scene;
  colours: Colours;
}

/** What floats at the lower edge. */
function Tools({ graph, implied, controller, minimap, scene, colours }: ToolsProps) {
  const write = useNumber();
  const hidden = useMemo(() => graph.links.reduce((sum, { id }) => sum + Number(implied.has(id)), 0), [graph, implied]);
  return (
    <div className="pointer-events-none absolute inset-x-3 bottom-3 z-10 flex items-end justify-between gap-3 *:pointer-events-auto">
      <div className="flex min-w-0 items-end gap-2">
        <ZoomControls onAll={() => controller.showAll()} />
        <Legend hidden={hidden > 0 ? write(hidden) : null} />
      </div>
      <Minimap ref={minimap} scene={scene} colours={colours} onGo={(x, y) => controller.centreOn({ x, y })} />
    </div>
  );
}
