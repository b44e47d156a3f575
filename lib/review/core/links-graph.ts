import type { ProposalBody } from '#lib/generation/core/proposal.ts';

type Links = Extract<ProposalBody, { kind: 'links' }>['links'];

export interface LinksNode {
  key: string;
  title: string;
  /** The longest way to it, from 0: nothing that is learned first stands lower. */
  layer: number;
  /** Its place in its layer, from 0. */
  row: number;
}

/** A link of the picture; `nth`: which of the proposal it is, null for one that is drawn already. */
export interface LinksEdge {
  from: string;
  to: string;
  nth: number | null;
}

export interface LinksGraph {
  nodes: LinksNode[];
  edges: LinksEdge[];
  /** Which of the proposed links would close a loop, with what is drawn or with those before them. */
  loops: ReadonlySet<number>;
}

/** A lesson is known by its id, or by its title while it is a draft itself. */
const keyOf = (end: Links[number]['source']): string => end.id ?? `draft: ${end.title}`;

/**
 * The lessons of proposed links as a small picture: layer by layer from what is learned first (longest way, as Sugiyama's
 * first step), the same places before and after. `known`: links that are drawn now, and which proposed ones close a loop with
 * lessons that are not in the picture. `rejected`: proposed links that are out.
 */
export function layOutLinks(
  links: Links,
  known: { now: readonly { source: string; target: string }[]; loops: readonly number[] } | null,
  rejected: ReadonlySet<number> = new Set(),
): LinksGraph {
  const titles = new Map(links.flatMap(({ source, target }) => [source, target]).map((end) => [keyOf(end), end.title]));
  const after = new Map<string, Set<string>>();
  /** Each lesson is looked at once: a model may propose links of which the ways are too many to walk. */
  const reaches = (from: string, to: string): boolean => {
    const seen = new Set([from]);
    for (const one of seen) for (const next of after.get(one) ?? []) seen.add(next);
    return seen.has(to);
  };
  const edges: LinksEdge[] = [];
  const loops = new Set(known?.loops ?? []);
  const draw = (from: string, to: string, nth: number | null) => {
    edges.push({ from, to, nth });
    // What was rejected closes no loop with others.
    if (nth !== null && (loops.has(nth) || rejected.has(nth))) return;
    if (reaches(to, from)) {
      if (nth !== null) loops.add(nth);
      return;
    }
    after.set(from, (after.get(from) ?? new Set()).add(to));
  };
  for (const { source, target } of known?.now ?? [])
    if (titles.has(source) && titles.has(target)) draw(source, target, null);
  links.forEach(({ source, target }, nth) => {
    draw(keyOf(source), keyOf(target), nth);
  });
  const layers = new Map<string, number>();
  const layerOf = (key: string): number => {
    const known_layer = layers.get(key);
    if (known_layer !== undefined) return known_layer;
    const before = [...after].filter(([, to]) => to.has(key)).map(([from]) => layerOf(from) + 1);
    const layer = Math.max(0, ...before);
    layers.set(key, layer);
    return layer;
  };
  const rows = new Map<number, number>();
  const nodes = [...titles].map(([key, title]) => {
    const layer = layerOf(key);
    const row = rows.get(layer) ?? 0;
    rows.set(layer, row + 1);
    return { key, title, layer, row };
  });
  return { nodes, edges, loops };
}
