import type { NamedKind } from '#lib/core/content-kinds';
import type { OutlineNode, OutlineState } from '#lib/core/outline';

/** What the address of the outline holds besides the entity: the filter, and which place of a spark is meant. */
export interface OutlineParams {
  q: string;
  state: OutlineState | 'all';
  in: string | null;
}

const STATES = ['draft', 'published', 'changed'];

export function readParams(params: { get: (name: string) => string | null }): OutlineParams {
  const state = params.get('state');
  return {
    q: params.get('q') ?? '',
    state: state && STATES.includes(state) ? (state as OutlineState) : 'all',
    in: params.get('in'),
  };
}

export function writeParams({ q, state, in: place }: OutlineParams): string {
  const params = new URLSearchParams();
  if (q) params.set('q', q);
  if (state !== 'all') params.set('state', state);
  if (place) params.set('in', place);
  const written = params.toString();
  return written && `?${written}`;
}

export const outlineHref = (workspace: string) => `/w/${workspace}/outline`;
export const entityHref = (workspace: string, kind: NamedKind, slug: string) =>
  `${outlineHref(workspace)}/${kind}/${slug}`;
export const workbenchHref = (workspace: string, slug: string) => `/w/${workspace}/sparks/${slug}`;

/** The address of a row; a spark with several places says which one. */
export function rowHref(workspace: string, node: OutlineNode, params: OutlineParams): string {
  if (node.kind === 'group') return outlineHref(workspace) + writeParams({ ...params, in: null });
  const place = node.place_count > 1 ? (node.parent?.slug ?? null) : null;
  return entityHref(workspace, node.kind, node.slug) + writeParams({ ...params, in: place });
}
