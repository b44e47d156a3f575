import type pg from 'pg';
import { BUNDLE_ENTITIES, BUNDLE_KINDS, type BundleKind } from '#lib/base/core/kinds.ts';

/** How much there is of what; the sizes that every benchmark means by these letters. */
export const SIZES = {
  S: { sparks: 100, links: 300 },
  M: { sparks: 1_000, links: 3_000 },
  L: { sparks: 10_000, links: 30_000 },
  XL: { sparks: 100_000, links: 300_000 },
} as const;
export type Size = keyof typeof SIZES;

/** A link leads at most this far ahead in the order of the course: lessons build on what came shortly before. */
const REACH = 200;
const WORDS =
  'a lesson on tables rows keys joins indexes plans and the questions that people ask of them before they know the answer'.split(
    ' ',
  );

export interface Bundle extends Record<string, unknown> {
  schema_version: string;
  version_label: string;
  metadata: { generated_at: string; source_system: string };
}
type Items = Record<string, unknown>[];

/** Numbers in [0, 1) that are the same for the same seed (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const sparkSlug = (at: number) => `spark-${at}`;

/**
 * A valid bundle of a size, always the same for the same seed. Five sparks a concept, ten concepts a trail, ten trails a
 * domain; about 2 KB of Markdown a spark; links and sparks in no particular order, as outside systems send them.
 */
export function generateBundle(size: Size | { sparks: number; links: number }, seed = 1): Bundle {
  const random = randomNumbers(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const { sparks, links } = typeof size === 'string' ? SIZES[size] : size;
  const concepts = Math.ceil(sparks / 5);
  const trails = Math.ceil(concepts / 10);
  const domains = Math.ceil(trails / 10);
  const many = <T>(count: number, make: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));
  const level = () => (['beginner', 'intermediate', 'advanced', 'expert'] as const)[below(4)];
  const sentence = () => `${many(8 + below(10), () => WORDS[below(WORDS.length)]).join(' ')}.`;

  const pairs = new Set<string>();
  const spark_links: Items = [];
  while (spark_links.length < links) {
    const from = below(sparks - 1);
    const to = Math.min(sparks - 1, from + 1 + below(REACH));
    const key = `${from}>${to}`;
    if (pairs.has(key)) continue;
    pairs.add(key);
    spark_links.push({
      source_slug: sparkSlug(from),
      target_slug: sparkSlug(to),
      link_type: (['prerequisite', 'recommended', 'related', 'deepens'] as const)[below(4)],
      weight: Math.round(random() * 100) / 100,
    });
  }
  return {
    schema_version: '1.0.0',
    version_label: `generated-${typeof size === 'string' ? size : size.sparks}-${seed}`,
    metadata: { generated_at: '2026-01-01T00:00:00Z', source_system: 'trailwright-bench' },
    domains: many(domains, (at) => ({ name: `Domain ${at}`, slug: `domain-${at}`, is_published: true })),
    trails: many(trails, (at) => ({
      domain_slug: `domain-${Math.floor(at / 10)}`,
      title: `Trail ${at}`,
      slug: `trail-${at}`,
      difficulty_level: level(),
      is_published: true,
    })),
    concepts: many(concepts, (at) => ({
      trail_slug: `trail-${Math.floor(at / 10)}`,
      title: `Concept ${at}`,
      slug: `concept-${at}`,
      order_index: at % 10,
      is_published: true,
    })),
    sparks: many(sparks, (at) => ({
      title: `Spark ${at}`,
      slug: sparkSlug(at),
      summary: sentence(),
      content_md: `# Spark ${at}\n\n${many(6, () => many(4, sentence).join(' ')).join('\n\n')}\n`,
      estimated_mins: 5 + below(6),
      difficulty: level(),
      is_published: true,
    })),
    beacons: many(20, (at) => ({ name: `Beacon ${at}`, slug: `beacon-${at}` })),
    concept_sparks: many(sparks, (at) => ({
      concept_slug: `concept-${Math.floor(at / 5)}`,
      spark_slug: sparkSlug(at),
      order_index: at % 5,
    })),
    spark_beacons: many(Math.floor(sparks / 10), (at) => ({
      spark_slug: sparkSlug(at * 10),
      beacon_slug: `beacon-${below(20)}`,
    })),
    spark_links,
    concept_links: many(concepts - 1, (at) => ({
      source_slug: `concept-${at}`,
      target_slug: `concept-${at + 1}`,
      link_type: 'recommended',
      weight: 0.6,
    })),
  };
}

/**
 * Puts a bundle into an empty workspace with one `insert ... select` for each kind, from a temporary table that is filled
 * in portions of 20,000. Nothing is switched off: history, dirty set, foreign keys and the guard of links see every row
 * (the links as one statement, so as one pass over the graph).
 */
export async function loadBundle(client: pg.ClientBase, workspace_id: string, bundle: Bundle): Promise<void> {
  await client.query('begin');
  for (const kind of BUNDLE_KINDS) {
    const items = (bundle[BUNDLE_ENTITIES[kind].list] ?? []) as Items;
    if (items.length > 0) await loadKind(client, workspace_id, kind, items);
  }
  await client.query('commit');
}

async function loadKind(client: pg.ClientBase, workspace_id: string, kind: BundleKind, items: Items): Promise<void> {
  const entity = BUNDLE_ENTITIES[kind];
  const fields = Object.keys(items[0] as object).filter((name) => name in entity.fields);
  await client.query('create temporary table incoming (nth serial, item jsonb) on commit drop');
  for (let at = 0; at < items.length; at += 20_000) {
    await client.query('insert into incoming (item) select jsonb_array_elements($1)', [
      JSON.stringify(items.slice(at, at + 20_000)),
    ]);
  }
  await client.query('analyze incoming');
  const joins = entity.refs.map(
    (ref, at) =>
      `join public.${BUNDLE_ENTITIES[ref.kind].table} r${at} on r${at}.workspace_id = $1 and r${at}.slug = i.item ->> '${ref.field}'`,
  );
  await client.query(
    `insert into public.${entity.table} (${['workspace_id', ...entity.refs.map((ref) => ref.column), ...fields].join(', ')})
     select ${['$1', ...entity.refs.map((_, at) => `r${at}.id`), ...fields.map((name) => `f.${name}`)].join(', ')}
     from incoming i cross join lateral jsonb_populate_record(null::public.${entity.table}, i.item) f ${joins.join(' ')} order by i.nth`,
    [workspace_id],
  );
  await client.query('drop table incoming');
  // The kinds that come after refer to this one; the planner should know that it has grown.
  await client.query(`analyze public.${entity.table}`);
}
