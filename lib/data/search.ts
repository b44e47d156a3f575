import type { ContentKind } from '#lib/core/content-kinds';
import type { Result } from '#lib/core/problem';
import type { Db } from './clients/token.ts';
import { call } from './rpc.ts';

export const SEARCHED_KINDS = ['spark', 'package', 'concept', 'objective', 'trail', 'domain', 'beacon'] as const;
export type SearchedKind = Extract<ContentKind, (typeof SEARCHED_KINDS)[number]>;

/** Something that matches. `slug` is that of the place where it is opened: an exercise at its spark, an objective at its concept. */
export interface Found {
  kind: SearchedKind;
  entity_id: string;
  slug: string;
  title: string;
  /** Text around the hits, each between \x02 and \x03; empty where there is no text. */
  excerpt: string;
  /** Title of what it stands in. */
  above: string | null;
  is_published?: boolean;
  difficulty?: 'beginner' | 'intermediate' | 'advanced' | 'expert';
}

export interface SearchAnswer {
  items: Found[];
  total: number;
  /** False while an import is still being read in: there may be more in a moment. */
  is_complete: boolean;
}

export interface SearchRequest {
  query: string;
  kinds?: SearchedKind[];
  difficulty?: Found['difficulty'];
  is_published?: boolean;
  beacon_id?: string;
  trail_id?: string;
  after?: number;
  limit?: number;
}

/** Searches titles, summaries, lessons and exercises of the working content, best first. */
export async function searchContent(db: Db, workspace_id: string, it: SearchRequest): Promise<Result<SearchAnswer>> {
  return call<SearchAnswer>(db, 'search_content', {
    p_workspace: workspace_id,
    p_query: it.query,
    p_kinds: it.kinds,
    p_difficulty: it.difficulty,
    p_is_published: it.is_published,
    p_beacon: it.beacon_id,
    p_trail: it.trail_id,
    p_after: it.after,
    p_limit: it.limit,
  });
}
