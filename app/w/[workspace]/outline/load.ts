import { cache } from 'react';
import { isNamedKind, type NamedKind } from '#lib/base/core/content-kinds.ts';
import { getSeated, type Seated } from '#lib/base/services/session.ts';
import { type EntityHead, getEntityHead } from '#lib/catalogue/data/entities.ts';
import { findTrashed, type Trashed } from '#lib/history/data/versions.ts';

export type Loaded =
  | { is: 'here'; seated: Seated; kind: NamedKind; row: EntityHead }
  | { is: 'trashed'; kind: NamedKind; trashed: Trashed }
  | { is: 'missing'; kind: NamedKind }
  | { is: 'nowhere' };

/** The entity of an address; asked once a request, for all that show it. */
export const loadEntity = cache(async (workspace: string, kind: string, slug: string): Promise<Loaded> => {
  if (!isNamedKind(kind)) return { is: 'nowhere' };
  const seated = await getSeated(workspace);
  if (!seated.ok) return { is: 'nowhere' };
  const { db, workspace: place } = seated.data;
  const found = await getEntityHead(db, place.id, kind, slug);
  if (found.ok) return { is: 'here', seated: seated.data, kind, row: found.data };
  if (found.problem.code !== 'not_found') throw new Error(found.problem.message);
  const trashed = await findTrashed(db, place.id, kind, slug);
  return trashed.ok && trashed.data ? { is: 'trashed', kind, trashed: trashed.data } : { is: 'missing', kind };
});
