import '@xyflow/react/dist/base.css';
import {
  type Edge,
  Handle,
  type Node,
  type NodeProps,
  Position,
  ReactFlow,
  type ReactFlowInstance,
  useNodesState,
} from '@xyflow/react';
import { createElement as h, memo } from 'react';
import { createRoot } from 'react-dom/client';

/** A graph as the page is given it: cards with their places, links as pairs of numbers. */
export interface PlacedGraph {
  x: number[];
  y: number[];
  links: [source: number, target: number][];
}

type CardNode = Node<{ title: string }, 'card'>;

const Card = memo(function Card({ data }: NodeProps<CardNode>) {
  return h(
    'div',
    { className: 'card' },
    data.title,
    h(Handle, { type: 'target', position: Position.Left }),
    h(Handle, { type: 'source', position: Position.Right }),
  );
});
const TYPES = { card: Card };

let flow: ReactFlowInstance<CardNode, Edge> | undefined;

function Page({ graph }: { graph: PlacedGraph }) {
  const [nodes, , onNodesChange] = useNodesState<CardNode>(
    graph.x.map((x, at) => ({
      id: String(at),
      type: 'card' as const,
      position: { x, y: graph.y[at] ?? 0 },
      data: { title: `Spark ${at}` },
      width: 216,
      height: 72,
    })),
  );
  const edges = graph.links.map(([source, target], at) => ({
    id: `l${at}`,
    source: String(source),
    target: String(target),
  }));
  return h(ReactFlow<CardNode, Edge>, {
    nodes,
    edges,
    onNodesChange,
    nodeTypes: TYPES,
    minZoom: 0.01,
    fitView: true,
    onlyRenderVisibleElements: true,
    onInit: (instance) => {
      flow = instance;
    },
  });
}

/** Shows a graph; the milliseconds to the frame after its cards are there. */
function show(graph: PlacedGraph): Promise<number> {
  const start = performance.now();
  createRoot(document.getElementById('root') as HTMLElement).render(h(Page, { graph }));
  return new Promise((resolve) => {
    const look = () => {
      const cards = document.querySelectorAll<HTMLElement>('.react-flow__node');
      const isThere = cards.length > 0 && cards[0]?.style.visibility !== 'hidden';
      if (isThere) requestAnimationFrame(() => resolve(performance.now() - start));
      else requestAnimationFrame(look);
    };
    look();
  });
}

/** Goes near to a card. */
async function goTo(card: number): Promise<void> {
  const node = flow?.getNode(String(card));
  if (node) await flow?.setCenter(node.position.x + 108, node.position.y + 36, { zoom: 1 });
}

declare global {
  interface Window {
    show: typeof show;
    goTo: typeof goTo;
  }
}
window.show = show;
window.goTo = goTo;
