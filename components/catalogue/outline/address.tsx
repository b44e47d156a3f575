import { DIFFICULTIES, type Difficulty } from '#lib/base/core/content-kinds.ts';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import {
  OUTLINE_QUALITIES,
  type OutlineNode,
  type OutlineQuality,
  type OutlineState,
} from '#lib/catalogue/core/outline.ts';
import type { OutlineFilter } from '#lib/catalogue/core/outline-filter.ts';

/** What the address of the outline holds besides the entity: the filters, and which place of a spark is meant. */
export interface OutlineParams {
  q: string;
  state: OutlineState | 'all';
  difficulty: Difficulty | null;
  quality: OutlineQuality | null;
  /** Slug of a beacon. */
  beacon: string | null;
  mine: boolean;
  loose: boolean;
  in: string | null;
}

export const NO_FILTERS = {
  q: '',
  state: 'all',
  difficulty: null,
  quality: null,
  beacon: null,
  mine: false,
  loose: false,
} as const satisfies Partial<OutlineParams>;

/** What the address filters by. */
export const filterOf = ({ q, in: _, ...filter }: OutlineParams): OutlineFilter => ({ text: q, ...filter });

const STATES = ['draft', 'published', 'changed'];

export function readParams(params: { get: (name: string) => string | null }): OutlineParams {
  const state = params.get('state');
  return {
    q: params.get('q') ?? '',
    state: state && STATES.includes(state) ? (state as OutlineState) : 'all',
    difficulty: DIFFICULTIES.find((each) => each === params.get('difficulty')) ?? null,
    quality: OUTLINE_QUALITIES.find((each) => each === params.get('quality')) ?? null,
    beacon: params.get('beacon') || null,
    mine: params.get('by') === 'me',
    loose: params.get('loose') === '1',
    in: params.get('in'),
  };
}

const NAMES = ['q', 'state', 'difficulty', 'quality', 'beacon', 'by', 'loose', 'in'];

/** The filters as an address has them, beside what else stands in one: which view of the page, what is open there. */
export function writeParams(filter: OutlineParams, beside?: URLSearchParams): string {
  const { q, state, difficulty, quality, beacon, mine, loose, in: place } = filter;
  const params = new URLSearchParams(beside);
  for (const name of NAMES) params.delete(name);
  if (q) params.set('q', q);
  if (state !== 'all') params.set('state', state);
  if (difficulty) params.set('difficulty', difficulty);
  if (quality) params.set('quality', quality);
  if (beacon) params.set('beacon', beacon);
  if (mine) params.set('by', 'me');
  if (loose) params.set('loose', '1');
  if (place) params.set('in', place);
  const written = params.toString();
  return written && `?${written}`;
}

/** The address of a row; a spark with several places says which one. */
export function rowHref(workspace: string, node: OutlineNode, params: OutlineParams): string {
  if (node.kind === 'group') return inWorkspace(workspace).outline + writeParams({ ...params, in: null });
  const place = node.place_count > 1 ? (node.parent?.slug ?? null) : null;
  return inWorkspace(workspace).outlined(node.kind, node.slug) + writeParams({ ...params, in: place });
}
