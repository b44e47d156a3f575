/** Reference sizes: sparks and links. */
export const SIZES = { M: [1_000, 3_000], L: [10_000, 30_000], XL: [100_000, 300_000] } as const;

/** A small seeded generator (mulberry32): the same seed gives the same catalogue on every machine. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const WORDS =
  'graph lesson query index table learner concept practice memory signal vector matrix function module review draft merge branch stage commit'.split(
    ' ',
  );

/**
 * Links like those of a curriculum: each leads to one of the next 200 sparks, so the graph is deep and has many paths
 * between two places. That is the hard case for loop checks. Pairs of places, source first, no repeats, acyclic.
 */
export function localLinks(sparks: number, links: number, seed = 7): [source: number, target: number][] {
  const random = randomFrom(seed);
  const seen = new Set<number>();
  const made: [number, number][] = [];
  while (made.length < links) {
    const source = Math.floor(random() * (sparks - 1));
    const target = Math.min(sparks - 1, source + 1 + Math.floor(random() * 200));
    const key = source * sparks + target;
    if (seen.has(key)) continue;
    seen.add(key);
    made.push([source, target]);
  }
  return made;
}

/** A bundle of that size with lessons of about 2 KB. `changed` sparks get another summary. */
export function generateBundle(
  sparks: number,
  links: number,
  options: { seed?: number; changed?: number } = {},
): Record<string, unknown> {
  const random = randomFrom(options.seed ?? 7);
  const phrase = (words: number) =>
    Array.from({ length: words }, () => WORDS[Math.floor(random() * WORDS.length)]).join(' ');
  const concepts = Math.ceil(sparks / 5);
  const trails = Math.ceil(concepts / 20);
  const domains = Math.ceil(trails / 10);
  const list = <T>(length: number, make: (at: number) => T) => Array.from({ length }, (_, at) => make(at));
  const every = options.changed ? Math.floor(sparks / options.changed) : 0;
  return {
    schema_version: '1.0.0',
    version_label: 'generated',
    name: 'Generated catalogue',
    metadata: { generated_at: '2026-01-01T00:00:00Z', source_system: 'trailwright-bench' },
    domains: list(domains, (at) => ({ name: `Domain ${at}`, slug: `domain-${at}`, is_published: true })),
    trails: list(trails, (at) => ({
      domain_slug: `domain-${at % domains}`,
      title: `Trail ${at}`,
      slug: `trail-${at}`,
      difficulty_level: 'beginner',
      is_published: true,
    })),
    concepts: list(concepts, (at) => ({
      trail_slug: `trail-${at % trails}`,
      title: `Concept ${at}`,
      slug: `concept-${at}`,
      order_index: Math.floor(at / trails),
      is_published: true,
    })),
    sparks: list(sparks, (at) => {
      const spark = {
        title: `Spark ${at} ${phrase(3)}`,
        slug: `spark-${at}`,
        summary: phrase(12),
        content_md: `## Part ${at}\n\n${list(5, () => phrase(60)).join('\n\n')}`,
        estimated_mins: 5 + (at % 6),
        difficulty: 'beginner',
        is_published: true,
      };
      return every > 0 && at % every === 0 && at / every < (options.changed ?? 0)
        ? { ...spark, summary: `${spark.summary} changed` }
        : spark;
    }),
    beacons: [],
    concept_sparks: list(sparks, (at) => ({
      concept_slug: `concept-${Math.floor(at / 5)}`,
      spark_slug: `spark-${at}`,
      order_index: at % 5,
    })),
    spark_beacons: [],
    spark_links: localLinks(sparks, links, options.seed).map(([source, target]) => ({
      source_slug: `spark-${source}`,
      target_slug: `spark-${target}`,
      link_type: 'prerequisite',
      weight: 0.9,
    })),
    concept_links: [],
  };
}
