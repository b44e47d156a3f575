import { DIFFICULTIES } from '#lib/base/core/content-kinds.ts';
import {
  OUTLINE_QUALITIES,
  type OutlineNode,
  type OutlineQuality,
  type OutlineState,
  type OutlineTree,
} from './outline.ts';

export interface OutlineFilter {
  text: string;
  state: OutlineState | 'all';
  difficulty: string | null;
  quality: OutlineQuality | null;
  /** Ids of the sparks that bear the beacon asked for; null when none is asked for. */
  marked: ReadonlySet<string> | null;
  /** Only what the reader saved last. */
  mine: boolean;
  /** Only sparks that stand in no concept. */
  loose: boolean;
}

export const NO_FILTER: OutlineFilter = {
  text: '',
  state: 'all',
  difficulty: null,
  quality: null,
  marked: null,
  mine: false,
  loose: false,
};

type Facet = keyof OutlineFilter;
const FACETS: Facet[] = ['text', 'state', 'difficulty', 'quality', 'marked', 'mine', 'loose'];

const isState = (node: OutlineNode, state: OutlineState) =>
  state === 'changed' ? Boolean(node.change) : node.state === state;

/** What a row fails. Most rows fail none or one, which is all that counting needs to know. */
function failed(node: OutlineNode, filter: OutlineFilter, wanted: string): Facet[] {
  return FACETS.filter((facet) => {
    if (facet === 'text') return wanted !== '' && !node.title.toLocaleLowerCase().includes(wanted);
    if (facet === 'state') return filter.state !== 'all' && !isState(node, filter.state);
    if (facet === 'difficulty') return filter.difficulty !== null && node.difficulty !== filter.difficulty;
    if (facet === 'quality') return filter.quality !== null && !node.quality?.includes(filter.quality);
    if (facet === 'marked') return filter.marked !== null && !(node.kind === 'spark' && filter.marked.has(node.id));
    if (facet === 'mine') return filter.mine && !node.mine;
    return filter.loose && !isLoose(node);
  });
}

const isLoose = (node: OutlineNode) => node.kind === 'spark' && node.place_count === 0;

const isOn = (filter: OutlineFilter) =>
  filter.text.trim() !== '' ||
  filter.state !== 'all' ||
  filter.difficulty !== null ||
  filter.quality !== null ||
  filter.marked !== null ||
  filter.mine ||
  filter.loose;

/** Keys of the rows that match, and of all rows that have to be shown to reach them. Null when nothing is filtered. */
export function filterTree(
  tree: OutlineTree,
  filter: OutlineFilter,
): { matches: Set<string>; shown: Set<string>; entities: number } | null {
  if (!isOn(filter)) return null;
  const wanted = filter.text.trim().toLocaleLowerCase();
  const matches = new Set<string>();
  const shown = new Set<string>();
  const entities = new Set<string>();
  for (const node of tree.rows.values()) {
    if (node.kind === 'group' || failed(node, filter, wanted).length > 0) continue;
    matches.add(node.key);
    entities.add(node.id);
    for (let at: OutlineNode | null = node; at && !shown.has(at.key); at = at.parent) shown.add(at.key);
  }
  return { matches, shown, entities: entities.size };
}

export interface FilterCounts {
  state: Record<OutlineState | 'all', number>;
  difficulty: Record<string, number>;
  quality: Record<OutlineQuality, number>;
  mine: number;
  loose: number;
}

/** How many entities each choice would leave, given what is chosen beside it. A spark in two concepts counts once. */
export function countChoices(tree: OutlineTree, filter: OutlineFilter): FilterCounts {
  const wanted = filter.text.trim().toLocaleLowerCase();
  const counts: FilterCounts = {
    state: { all: 0, draft: 0, published: 0, changed: 0 },
    difficulty: Object.fromEntries(DIFFICULTIES.map((each) => [each, 0])),
    quality: Object.fromEntries(OUTLINE_QUALITIES.map((each) => [each, 0])) as FilterCounts['quality'],
    mine: 0,
    loose: 0,
  };
  for (const [node] of tree.entities.values()) {
    if (!node) continue;
    const fails = failed(node, filter, wanted);
    if (fails.length > 1) continue;
    const fitsBeside = (facet: Facet) => fails.length === 0 || fails[0] === facet;
    if (fitsBeside('state')) {
      counts.state.all++;
      for (const state of ['draft', 'published', 'changed'] as const) if (isState(node, state)) counts.state[state]++;
    }
    if (node.difficulty && fitsBeside('difficulty'))
      counts.difficulty[node.difficulty] = (counts.difficulty[node.difficulty] ?? 0) + 1;
    if (node.quality && fitsBeside('quality')) for (const each of node.quality) counts.quality[each]++;
    if (node.mine && fitsBeside('mine')) counts.mine++;
    if (isLoose(node) && fitsBeside('loose')) counts.loose++;
  }
  return counts;
}
