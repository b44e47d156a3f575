import type { NamedKind, SearchedKind } from '#lib/base/core/content-kinds.ts';
import type { Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { call } from '#lib/base/data/rpc.ts';
import type { FoundIn, FoundState } from './core.ts';

/** Something that matches. `slug` is that of the place where it is opened: an exercise at its spark, an objective at its concept. */
export interface Found {
  kind: SearchedKind;
  entity_id: string;
  /** On whose page it is, and whose state it shares: itself, but for exercises and objectives. */
  owner_id: string;
  slug: string;
  title: string;
  /** The title with its hits, each between \x02 and \x03. */
  marked_title: string;
  /** Text around the hits, marked alike; empty where there is no text. */
  excerpt: string;
  /** Where all of what was asked stands; nowhere, if its words are spread. */
  found_in: FoundIn[];
  /** What it stands in, from the top down. */
  path: { kind: NamedKind; slug: string; title: string }[];
  is_published?: boolean;
  difficulty?: 'beginner' | 'intermediate' | 'advanced' | 'expert';
}

export interface SearchAnswer {
  items: Found[];
  total: number;
  /** How many there are of each kind. */
  kinds: Partial<Record<SearchedKind, number>>;
  /** Nothing is written like that; these titles are close to it. */
  is_close: boolean;
  /** More matched than were looked at. */
  is_cut: boolean;
  /** False while an import is still being read in: there may be more in a moment. */
  is_complete: boolean;
}

export interface SearchRequest {
  query: string;
  kinds?: SearchedKind[];
  difficulty?: Found['difficulty'];
  state?: FoundState;
  found_in?: FoundIn;
  beacon_id?: string;
  after?: number;
  limit?: number;
}

/** Searches titles, summaries, lessons and exercises of the working content, best first. */
export async function searchContent(db: Db, workspace_id: string, it: SearchRequest): Promise<Result<SearchAnswer>> {
  const asked = {
    p_workspace: workspace_id,
    p_query: it.query,
    p_kinds: it.kinds,
    p_difficulty: it.difficulty,
    p_state: it.state,
    p_found_in: it.found_in,
    p_beacon: it.beacon_id,
    p_after: it.after,
    p_limit: it.limit,
  };
  return call<SearchAnswer>(db, 'search_content', asked);
}
