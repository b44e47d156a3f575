import { z } from 'zod';
import { DIFFICULTIES, SEARCHED_KINDS, type SearchedKind } from '#lib/base/core/content-kinds.ts';
import type { Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { namedKindJson } from '#lib/base/data/json.ts';
import { callJson } from '#lib/base/data/rpc.ts';
import { FOUND_IN, type FoundIn, type FoundState } from '../core.ts';

const foundJson = z.object({
  kind: z.enum(SEARCHED_KINDS),
  entity_id: z.string(),
  /** On whose page it is, and whose state it shares: itself, but for exercises and objectives. */
  owner_id: z.string(),
  slug: z.string(),
  title: z.string(),
  /** The title with its hits, each between \x02 and \x03. */
  marked_title: z.string(),
  /** Text around the hits, marked alike; empty where there is no text. */
  excerpt: z.string(),
  /** Where all of what was asked stands; nowhere, if its words are spread. */
  found_in: z.array(z.enum(FOUND_IN)),
  /** What it stands in, from the top down. */
  path: z.array(z.object({ kind: namedKindJson, slug: z.string(), title: z.string() })),
  is_published: z.boolean().nullish(),
  difficulty: z.enum(DIFFICULTIES).nullish(),
});
/** Something that matches. `slug` is that of the place where it is opened: an exercise at its spark, an objective at its concept. */
export type Found = z.infer<typeof foundJson>;

const searchAnswer = z.object({
  items: z.array(foundJson),
  total: z.number(),
  /** How many there are of each kind. */
  kinds: z.partialRecord(z.enum(SEARCHED_KINDS), z.number()),
  /** Nothing is written like that; these titles are close to it. */
  is_close: z.boolean(),
  /** More matched than were looked at. */
  is_cut: z.boolean(),
  /** False while an import is still being read in: there may be more in a moment. */
  is_complete: z.boolean(),
});
export type SearchAnswer = z.infer<typeof searchAnswer>;

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
  return callJson(db, 'search_content', asked, searchAnswer);
}
