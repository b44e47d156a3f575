import { z } from 'zod';
import type { Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { bodyJson } from '#lib/base/data/json.ts';
import { callJson } from '#lib/base/data/rpc.ts';

/** Who reads: the hash of a content key where one was sent. The client says which person, or that it is nobody. */
export interface Reader {
  db: Db;
  key_hash?: string;
}

const contentAccessJson = z.object({
  workspace_id: z.string(),
  is_open: z.boolean(),
  way: z.enum(['member', 'open', 'key']),
  /** null where there is no such snapshot, or none is current. */
  snapshot_id: z.string().nullable(),
  status: z.enum(['ready', 'current', 'archived']).nullable(),
});
export type ContentAccess = z.infer<typeof contentAccessJson>;

/** What there is in it is said, and checked, by the contract of each endpoint (core/contract.ts). */
export type ContentRow = z.infer<typeof bodyJson>;
export type ListKind = 'domain' | 'trail' | 'concept' | 'spark' | 'beacon';
export type SluggedKind = 'trail' | 'concept' | 'spark';

const textsJson = z.record(z.string(), z.string());

/** `not_found` for a workspace that is not there for this reader. Notes the use of the key. */
export function contentAccess(reader: Reader, workspace: string, snapshot_id?: string): Promise<Result<ContentAccess>> {
  return callJson(
    reader.db,
    'content_access',
    {
      p_workspace: workspace,
      p_key_hash: reader.key_hash,
      p_snapshot: snapshot_id,
    },
    contentAccessJson,
  );
}

export function contentSnapshot(reader: Reader, snapshot_id: string): Promise<Result<ContentRow>> {
  return callJson(reader.db, 'content_snapshot', { p_snapshot: snapshot_id, p_key_hash: reader.key_hash }, bodyJson);
}

export function contentList(
  reader: Reader,
  snapshot_id: string,
  request: { kind: ListKind; of?: string; after?: readonly [number, string]; limit: number },
): Promise<Result<{ order: number; slug: string; item: ContentRow }[]>> {
  return callJson(
    reader.db,
    'content_list',
    {
      p_snapshot: snapshot_id,
      p_kind: request.kind,
      p_key_hash: reader.key_hash,
      p_of: request.of,
      p_after_order: request.after?.[0],
      p_after_slug: request.after?.[1],
      p_limit: request.limit,
    },
    z.array(z.object({ order: z.number(), slug: z.string(), item: bodyJson })),
  );
}

export function contentEntity(
  reader: Reader,
  snapshot_id: string,
  kind: SluggedKind,
  slug: string,
): Promise<Result<ContentRow | null>> {
  return callJson(
    reader.db,
    'content_entity',
    {
      p_snapshot: snapshot_id,
      p_kind: kind,
      p_slug: slug,
      p_key_hash: reader.key_hash,
    },
    bodyJson.nullable(),
  );
}

export function contentPackage(reader: Reader, snapshot_id: string, slug: string): Promise<Result<ContentRow | null>> {
  return callJson(
    reader.db,
    'content_package',
    { p_snapshot: snapshot_id, p_slug: slug, p_key_hash: reader.key_hash },
    bodyJson.nullable(),
  );
}

export function contentGraph(
  reader: Reader,
  snapshot_id: string,
  level: 'spark' | 'concept',
  trail?: string,
): Promise<Result<ContentRow | null>> {
  return callJson(
    reader.db,
    'content_graph',
    {
      p_snapshot: snapshot_id,
      p_level: level,
      p_trail: trail,
      p_key_hash: reader.key_hash,
    },
    bodyJson.nullable(),
  );
}

const foundJson = z.object({
  items: z.array(z.object({ rank: z.number(), slug: z.string(), item: z.looseObject({ excerpt: z.string() }) })),
  /** False while the words of a new snapshot are being taken: there may be more in a moment. */
  is_complete: z.boolean(),
});

export function contentSearch(
  reader: Reader,
  snapshot_id: string,
  request: { query: string; after?: readonly [number, string]; limit: number },
): Promise<Result<z.infer<typeof foundJson>>> {
  return callJson(
    reader.db,
    'content_search',
    {
      p_snapshot: snapshot_id,
      p_query: request.query,
      p_key_hash: reader.key_hash,
      p_after_rank: request.after?.[0],
      p_after_slug: request.after?.[1],
      p_limit: request.limit,
    },
    foundJson,
  );
}

/** Of slugs that name nothing any more, those whose entity goes by another now. */
export function contentMoved(
  reader: Reader,
  snapshot_id: string,
  kind: SluggedKind,
  slugs: string[],
): Promise<Result<Record<string, string>>> {
  return callJson(
    reader.db,
    'content_moved',
    {
      p_snapshot: snapshot_id,
      p_kind: kind,
      p_slugs: slugs,
      p_key_hash: reader.key_hash,
    },
    textsJson,
  );
}

/** Titles of those sparks that are there. */
export function contentTitles(
  reader: Reader,
  snapshot_id: string,
  slugs: string[],
): Promise<Result<Record<string, string>>> {
  return callJson(
    reader.db,
    'content_titles',
    { p_snapshot: snapshot_id, p_slugs: slugs, p_key_hash: reader.key_hash },
    textsJson,
  );
}
