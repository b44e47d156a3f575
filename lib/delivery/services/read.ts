import { LRUCache } from 'lru-cache';
import type { z } from 'zod';
import { ok, type Result } from '#lib/base/core/problem.ts';
import { env } from '#lib/base/env.ts';
import { renderLesson } from '#lib/lessons/core/html/html.ts';
import {
  beaconSchema,
  conceptItemSchema,
  conceptSchema,
  domainSchema,
  type Graph,
  graphSchema,
  packageSchema,
  searchHitSchema,
  snapshotSchema,
  sparkItemSchema,
  sparkSchema,
  trailItemSchema,
  trailSchema,
} from '../core/contract.ts';
import { writeCursor } from '../core/cursor.ts';
import type { EndpointName } from '../core/endpoints.ts';
import { findPath } from '../core/path.ts';
import * as data from '../data/content.ts';

export interface ReadRequest {
  endpoint: EndpointName;
  slug?: string;
  query: Record<string, unknown>;
  snapshot_id: string;
  /** Of a list: its name with what it is cut by, and where the page begins. */
  list?: string;
  after?: readonly [number, string];
}

/** A representation (a partial one is no answer to keep); or the slug by which the thing goes now; or nothing there. */
export type Read = { type: string; text: string; is_partial?: boolean } | { moved_to: string } | null;

const JSON_TYPE = 'application/json; charset=utf-8';
const json = (schema: z.ZodType, value: unknown): Read => ({
  type: JSON_TYPE,
  text: JSON.stringify(schema.parse(value)),
});

const LISTS = {
  domains: { kind: 'domain', schema: domainSchema, of: undefined },
  trails: { kind: 'trail', schema: trailItemSchema, of: 'domain' },
  concepts: { kind: 'concept', schema: conceptItemSchema, of: 'trail' },
  sparks: { kind: 'spark', schema: sparkItemSchema, of: 'beacon' },
  beacons: { kind: 'beacon', schema: beaconSchema, of: undefined },
} as const;
const ENTITIES = { trail: trailSchema, concept: conceptSchema } as const;

/** Makes one representation of a snapshot. The database checks the reader's right again at every question. */
export async function readContent(reader: data.Reader, request: ReadRequest): Promise<Result<Read>> {
  const { endpoint, snapshot_id, query, slug = '' } = request;
  switch (endpoint) {
    case 'snapshot': {
      const found = await data.contentSnapshot(reader, snapshot_id);
      return found.ok ? ok(json(snapshotSchema, found.data)) : found;
    }
    case 'domains':
    case 'trails':
    case 'concepts':
    case 'sparks':
    case 'beacons':
      return readList(reader, request, endpoint);
    case 'search':
      return readSearch(reader, request);
    case 'trail':
    case 'concept': {
      const found = await data.contentEntity(reader, snapshot_id, endpoint, slug);
      if (!found.ok || found.data) return found.ok ? ok(json(ENTITIES[endpoint], found.data)) : found;
      return readMoved(reader, request, endpoint, slug);
    }
    case 'spark':
      return readSpark(reader, request);
    case 'package': {
      const found = await data.contentPackage(reader, snapshot_id, slug);
      if (!found.ok || found.data) return found.ok ? ok(json(packageSchema, found.data)) : found;
      return readMoved(reader, request, 'spark', slug);
    }
    case 'graph': {
      const level = levelOf(query);
      const found = await data.contentGraph(reader, snapshot_id, level, query.trail as string | undefined);
      if (!found.ok) return found;
      return ok(found.data && json(graphSchema, { level, ...found.data }));
    }
    case 'path':
      return readPath(reader, request);
  }
}

const levelOf = (query: Record<string, unknown>) => (query.level === 'concept' ? 'concept' : 'spark');

async function readList(
  reader: data.Reader,
  request: ReadRequest,
  endpoint: keyof typeof LISTS,
): Promise<Result<Read>> {
  const { kind, schema, of } = LISTS[endpoint];
  const limit = (request.query.limit as number | undefined) ?? 50;
  // One more than asked for tells whether there is a next page.
  const found = await data.contentList(reader, request.snapshot_id, {
    kind,
    of: of && (request.query[of] as string | undefined),
    after: request.after,
    limit: limit + 1,
  });
  if (!found.ok) return found;
  const items = found.data.slice(0, limit).map(({ item }) => schema.parse(item));
  const last = found.data.length > limit ? found.data[limit - 1] : undefined;
  return ok(page(request, items, last && [last.order, last.slug]));
}

async function readSearch(reader: data.Reader, request: ReadRequest): Promise<Result<Read>> {
  const limit = (request.query.limit as number | undefined) ?? 20;
  const query = String(request.query.q);
  const found = await data.contentSearch(reader, request.snapshot_id, {
    query,
    after: request.after,
    limit: limit + 1,
  });
  if (!found.ok) return found;
  const { items: hits, is_complete } = found.data;
  const items = hits.slice(0, limit).map(({ item }) => {
    const excerpt = item.excerpt.replace(/\s+/g, ' ').trim();
    return searchHitSchema.parse({
      ...item,
      excerpt: excerpt.replaceAll(HIT_START, '').replaceAll(HIT_END, ''),
      excerpt_html: escapeHtml(excerpt).replaceAll(HIT_START, '<mark>').replaceAll(HIT_END, '</mark>'),
    });
  });
  const last = hits.length > limit ? hits[limit - 1] : undefined;
  return ok({ ...page(request, items, last && [last.rank, last.slug]), is_partial: !is_complete });
}

const HIT_START = '\u0002';
const HIT_END = '\u0003';
const ENTITY: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (char) => ENTITY[char] ?? char);

function page(request: ReadRequest, items: unknown[], last: readonly [number, string] | undefined) {
  const { snapshot_id, list = '' } = request;
  const next_cursor = last ? writeCursor({ snapshot_id, list, after: last }) : null;
  return { type: JSON_TYPE, text: JSON.stringify({ data: items, next_cursor }) };
}

async function readSpark(reader: data.Reader, request: ReadRequest): Promise<Result<Read>> {
  const { snapshot_id, slug = '', query } = request;
  const found = await data.contentEntity(reader, snapshot_id, 'spark', slug);
  if (!found.ok) return found;
  if (!found.data) return readMoved(reader, request, 'spark', slug);
  const spark = sparkSchema.parse(found.data);
  if (query.format === 'md') return ok({ type: 'text/markdown; charset=utf-8; variant=GFM', text: spark.content_md });
  if (query.format !== 'html') return ok({ type: JSON_TYPE, text: JSON.stringify(spark) });
  const lesson = await renderLesson(spark.content_md, {
    resolveSparks: (slugs) => sparkTargets(reader, snapshot_id, slugs),
    filesAt: env().siteUrl,
  });
  return ok({ type: 'text/html; charset=utf-8', text: lesson.html });
}

/** Links between lessons lead to the other lesson's HTML; `data-spark` has the slug for apps with pages of their own. */
async function sparkTargets(reader: data.Reader, snapshot_id: string, slugs: string[]) {
  const known = await data.contentTitles(reader, snapshot_id, slugs);
  if (!known.ok) throw new Error(known.problem.message);
  const missing = slugs.filter((slug) => !Object.hasOwn(known.data, slug));
  const moved = missing.length > 0 ? await data.contentMoved(reader, snapshot_id, 'spark', missing) : ok({});
  const targets: [string, string, string | undefined][] = [
    ...Object.entries(known.data).map(([slug, title]): [string, string, string] => [slug, slug, title]),
    ...Object.entries(moved.ok ? moved.data : {}).map(([old, slug]): [string, string, undefined] => [
      old,
      String(slug),
      undefined,
    ]),
  ];
  return new Map(targets.map(([old, slug, title]) => [old, { href: `./${slug}?format=html`, title }]));
}

async function readMoved(
  reader: data.Reader,
  request: ReadRequest,
  kind: data.SluggedKind,
  slug: string,
): Promise<Result<Read>> {
  const moved = await data.contentMoved(reader, request.snapshot_id, kind, [slug]);
  if (!moved.ok) return moved;
  const moved_to = moved.data[slug];
  // A spark may be where it was and have no package.
  return ok(moved_to === undefined || moved_to === slug ? null : { moved_to });
}

// Paths are as many as there are learners; the graph that all of them walk is read once.
const graphs = new LRUCache<string, Graph>({
  maxSize: 300_000,
  sizeCalculation: (graph) => graph.nodes.length + graph.links.length + 1,
});

async function readPath(reader: data.Reader, request: ReadRequest): Promise<Result<Read>> {
  const { snapshot_id, query } = request;
  const level = levelOf(query);
  const name = `${snapshot_id} ${level}`;
  let graph = graphs.get(name);
  if (!graph) {
    const found = await data.contentGraph(reader, snapshot_id, level);
    if (!found.ok) return found;
    graph = graphSchema.parse({ level, ...found.data });
    graphs.set(name, graph);
  }
  const to = String(query.to);
  const known = String(query.known ?? '')
    .split(',')
    .filter(Boolean);
  let path = findPath(graph, to, known);
  if (!path) return readMoved(reader, request, level, to);
  if (path.unknown.length > 0) {
    // An app may remember slugs that were renamed since.
    const moved = await data.contentMoved(reader, snapshot_id, level, path.unknown);
    if (moved.ok)
      path =
        findPath(
          graph,
          to,
          known.map((slug) => moved.data[slug] ?? slug),
        ) ?? path;
  }
  return ok({ type: JSON_TYPE, text: JSON.stringify(path) });
}
