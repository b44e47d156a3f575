/** Bundles that cost the reader more than their size says: many short lines, many keys, many values, much that is wrong. */
const spark = (nth: number, more: Record<string, unknown> = {}) => ({
  slug: `s${nth}`,
  title: `Spark ${nth}`,
  content_md: 'x',
  difficulty: 'beginner',
  estimated_mins: 5,
  is_published: false,
  ...more,
});
const upTo = (many: number) => Array.from({ length: many }, (_, nth) => nth);
const keys = (many: number) => Object.fromEntries(upTo(many).map((nth) => [`k${nth}`, nth]));
const bundle = (more: Record<string, unknown>) =>
  JSON.stringify({
    schema_version: '1.0.0',
    name: 'Hostile',
    version_label: 'hostile',
    metadata: { source_system: 'attack', export_date: '2026-01-01T00:00:00Z' },
    domains: [],
    trails: [],
    concepts: [],
    sparks: [],
    beacons: [],
    concept_sparks: [],
    spark_beacons: [],
    concept_links: [],
    spark_links: [],
    ...more,
  });
const links = (many: number, target: (nth: number) => number, link_type: string) =>
  upTo(many).map((nth) => ({
    source_slug: `s${nth % 100_000}`,
    target_slug: `s${target(nth)}`,
    link_type,
    weight: 0.5,
  }));

/** By name, each made when it is wanted. */
export const HOSTILE_BUNDLES: Readonly<Record<string, () => string>> = {
  '108,000 empty lines of NDJSON': () => `{"kind":"spark"}\n${'{}\n'.repeat(108_000)}`,
  '160,000 broken lines of NDJSON': () => `{"kind":"spark"}\n${'{\n'.repeat(160_000)}`,
  'an item with a million keys': () => bundle({ sparks: [spark(1, keys(1_000_000))] }),
  'a list of a million numbers': () => bundle({ sparks: [spark(1, { list: upTo(1_000_000) })] }),
  'an item at the bounds': () => bundle({ sparks: [spark(1, { list: upTo(190_000), ...keys(9_000) })] }),
  'a header with a million keys': () => bundle({ metadata: keys(1_000_000) }),
  '100,000 unknown lists': () => JSON.stringify(Object.fromEntries(upTo(100_000).map((nth) => [`l${nth}`, []]))),
  'a text of 15 MB': () => bundle({ sparks: [spark(1, { content_md: 'x'.repeat(15_000_000) })] }),
  '15 MB of escapes': () => bundle({ sparks: [spark(1)] }).replace('"x"', `"${'\\u4e00'.repeat(2_500_000)}"`),
  'the same slug 100,000 times': () => bundle({ sparks: upTo(100_000).map(() => spark(1)) }),
  '300,000 links, most of them twice': () =>
    bundle({
      sparks: upTo(100_000).map((nth) => spark(nth)),
      spark_links: links(300_000, (nth) => (nth * 7 + 13) % 100_000, 'related'),
    }),
  'a loop of 100,000': () =>
    bundle({
      sparks: upTo(100_000).map((nth) => spark(nth)),
      spark_links: links(100_000, (nth) => (nth + 1) % 100_000, 'prerequisite'),
    }),
  'a million brackets': () => `{"sparks":[${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}]}`,
  'a number of two million digits': () =>
    bundle({ sparks: [spark(1)] }).replace('"estimated_mins":5', `"estimated_mins":${'9'.repeat(2_000_000)}`),
  'a bank of 60,000 exercises': () =>
    bundle({
      sparks: [spark(1)],
      packages: [
        { spark_slug: 's1', package: { exercise_bank: upTo(60_000).map((nth) => ({ id: `e${nth}`, type: 'mcq' })) } },
      ],
    }),
};
