import type { ClusteredGraph } from '#lib/graph/core/clusters.ts';
import type { Shown } from '#lib/graph/core/filter.ts';
import type { Positions } from '#lib/graph/core/layout.ts';
import { buildScene, type Scene, type SceneStep } from '#lib/graph/core/scene.ts';
import { TITLES_FROM } from './drawing.ts';

const CLUSTERS_FROM = 0.075;
const MANY_CLUSTERS = 400;

/**
 * The scenes of a graph: from afar its clusters as cards (of a very large one its groups), from where a title can be read its
 * nodes; each made when it is first seen.
 */
export interface Scenes {
  at: (zoom: number) => Scene;
  stepAt: (zoom: number) => SceneStep;
  step: (step: SceneStep) => Scene;
}

export function makeScenes(
  graph: ClusteredGraph,
  positions: Positions,
  shown: Shown,
  folded: ReadonlySet<number>,
  implied: ReadonlySet<string>,
): Scenes {
  const made = new Map<SceneStep, Scene>();
  const step = (wanted: SceneStep) => {
    const known = made.get(wanted);
    if (known) return known;
    const scene = buildScene(graph, positions, shown, folded, wanted, implied);
    made.set(wanted, scene);
    return scene;
  };
  const hasGroups = graph.by === 'concept' && graph.clusters.length > MANY_CLUSTERS;
  const stepAt = (zoom: number): SceneStep => {
    if (graph.by === 'none' || zoom >= TITLES_FROM) return 'nodes';
    return hasGroups && zoom < CLUSTERS_FROM ? 'groups' : 'clusters';
  };
  return { at: (zoom) => step(stepAt(zoom)), stepAt, step };
}
