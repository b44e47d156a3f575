'use client';

import { createContext, useContext } from 'react';
import type { GraphIndex, GraphLevel, GraphLink, GraphNode } from '#lib/graph/core/graph.ts';

/** What a panel asks the canvas to show above everything else; the rest is dimmed. */
export interface GraphHighlight {
  /** Why, for the chip that takes it away again. */
  label: string;
  nodes: ReadonlySet<string>;
  links: ReadonlySet<string>;
}

export interface GraphSelection {
  nodes: readonly string[];
  link: string | null;
}

/** What everything on the page of the graph knows: the graph, what is chosen, and how to move there. */
export interface GraphPlace {
  workspace: string;
  level: GraphLevel;
  canWrite: boolean;
  nodes: readonly GraphNode[];
  links: readonly GraphLink[];
  index: GraphIndex;
  node: (id: string) => GraphNode | undefined;
  link: (id: string) => GraphLink | undefined;
  selection: GraphSelection;
  select: (selection: Partial<GraphSelection>) => void;
  highlight: GraphHighlight | null;
  setHighlight: (highlight: GraphHighlight | null) => void;
  /** Brings nodes into view, unfolding what hides them. */
  flyTo: (nodes: readonly string[]) => void;
  /** The same for somebody who asks to see them: on a phone the panel makes way. */
  reveal: (nodes: readonly string[]) => void;
  /** Goes to the side panel, with the focus. */
  openPanel: () => void;
}

const GraphContext = createContext<GraphPlace | null>(null);
export const GraphProvider = GraphContext.Provider;

export function useGraph(): GraphPlace {
  const place = useContext(GraphContext);
  if (!place) throw new Error('useGraph outside of the page of the graph');
  return place;
}
