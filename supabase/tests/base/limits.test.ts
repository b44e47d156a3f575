import { beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { BUNDLE_ENTITIES, BUNDLE_KINDS, type BundleKind } from '#lib/base/core/kinds.ts';
import { Author, attempt, fresh, list, type Sql } from '../support/authoring.ts';
import { testDatabase } from '../support/harness.ts';

const db = testDatabase();

/** Values at, just inside and just outside of every limit that a field may have. Schema and database decide alike. */
const TEXTS = [
  0, 1, 2, 3, 49, 50, 51, 99, 100, 101, 199, 200, 201, 499, 500, 501, 999, 1000, 1001, 1999, 2000, 2001,
].map((length) => 'x'.repeat(length));
// Characters that JavaScript counts as two: the limit is in characters, not in its units.
const WIDE = [1, 2, 50, 51, 99, 100, 101, 200, 201, 500, 501, 1000, 1001].map((length) => '😀'.repeat(length));
// Long enough, and nothing to be seen; the last two show one character.
const INVISIBLE = [
  '  ',
  '\n\n',
  '\t \u00a0',
  '\u200b\u200b',
  '\u200e\u200f\u202a\u202e',
  '\ufeff\u2060\u00ad',
  '\u3000\u2800\u3164\uffa0',
  '\ufe0f\ufe0f',
  '\u{e0020}\u{e007f}',
  '\u200bx',
  '\u200f\u05d0',
];
const DATES = [
  '2026-01-31',
  '2024-02-29',
  '2026-02-29',
  '2026-02-30',
  '2026-13-01',
  '2026-00-10',
  '2026-04-31',
  '0000-01-01',
  '2026-01-31T09:30:00Z',
  '2026-01-31T09:30:00.123456+00:00',
  '2026-01-31 09:30',
  '2026-01-31T25:00:00Z',
  '2026-01-31T09:60:00Z',
  '31.01.2026',
  'yesterday',
  '2026-1-1',
  ' 2026-01-31',
  '',
].map((generation_date) => ({ generation_date }));
const SLUGS = [
  'a',
  '0',
  'a-b',
  'a--b',
  '-a',
  'a-',
  'A',
  'a_b',
  'a b',
  'ä',
  'a\n',
  '',
  `${'a-'.repeat(99)}aa`,
  'a'.repeat(201),
];
const COLORS = ['#000000', '#AbCdEf', '#abc', 'abcdef', '#gggggg', '#0000000', '#000000\n', ' #000000'];
const NUMBERS = [
  -1,
  -0.01,
  0,
  0.5,
  1,
  1.01,
  2,
  59,
  60,
  61,
  2_147_483_647,
  2_147_483_648,
  9_007_199_254_740_991,
  Number.MIN_VALUE,
  1.5,
];
const HASHES = ['a'.repeat(64), 'A'.repeat(64), 'a'.repeat(63), 'g'.repeat(64)];
const WORDS = [
  'apply',
  'passed',
  'draft',
  'reviewed',
  'technical',
  'beginner',
  'expert',
  'technology',
  'format',
  'prerequisite',
  'deepens',
  'Beginner',
  'none',
];
const OTHERS = [
  null,
  true,
  false,
  {},
  [],
  ['a'],
  { review_status: 'pending' },
  { review_status: 'approved' },
  { review_status: 'maybe' },
  { review_status: null },
  { extraction_confidence: 0 },
  { extraction_confidence: 1 },
  { extraction_confidence: 1.1 },
  { extraction_confidence: -0.1 },
  { generated_by: 'x', other: [1] },
];

interface Column {
  column: string;
  type: string;
}

let refs: Record<string, string>;
let workspace: string;
beforeAll(async () => {
  workspace = await db.createWorkspace();
  const author = new Author(db.owner, workspace);
  const domain_id = await author.domain();
  const trail_id = await author.trail(domain_id);
  const [concept_id, other_concept] = [await author.concept(trail_id), await author.concept(trail_id)];
  const [spark_id, other_spark] = [await author.spark(), await author.spark()];
  refs = { domain_id, trail_id, concept_id, spark_id, beacon_id: await author.beacon(), other_concept, other_spark };
});

/** A row of the kind that is right in every field. */
function rightRow(kind: BundleKind): Record<string, unknown> {
  const named = { slug: fresh('x'), title: 'Title', name: 'Name' };
  const pick = (...names: string[]) => Object.fromEntries(names.map((name) => [name, refs[name]]));
  const { name: _name, ...titled } = named;
  const { title: _title, ...only } = named;
  const rows: Record<BundleKind, Record<string, unknown>> = {
    domain: only,
    trail: { ...titled, ...pick('domain_id'), difficulty_level: 'beginner' },
    concept: { ...titled, ...pick('trail_id') },
    spark: { ...titled, content_md: 'text', estimated_mins: 5, difficulty: 'beginner' },
    beacon: only,
    concept_spark: pick('concept_id', 'spark_id'),
    spark_beacon: pick('spark_id', 'beacon_id'),
    spark_link: { source_id: refs.spark_id, target_id: refs.other_spark, link_type: 'related' },
    concept_link: { source_id: refs.concept_id, target_id: refs.other_concept, link_type: 'related' },
    objective: { ...pick('concept_id'), objective_id: 'lo', title: 'Title' },
    package: { ...pick('spark_id'), body: { exercise_bank: [], quiz: [] } },
    asset: { path: 'a', media_type: 'image/png' },
    persona: { slug: named.slug, display_name: 'Name' },
    course_profile: pick('trail_id'),
    market_research: pick('trail_id'),
    unit_profile: pick('concept_id'),
    resource: { ...pick('concept_id'), resource_key: 'r' },
    lesson_profile: pick('spark_id'),
    trail_objective: { ...pick('trail_id'), objective_id: 'lo', title: 'Title' },
    trail_performance: { ...pick('trail_id'), measured_on: '2026-01-31' },
  };
  return rows[kind];
}

/** Whether the database takes the value; what the type of the column cannot even read is refused as well. */
async function isTaken(sql: Sql, table: string, row: Record<string, unknown>): Promise<boolean> {
  const { code } = await attempt(
    sql,
    `insert into public.${table} (${Object.keys(row).join(', ')}) select ${Object.keys(row)
      .map((name) => `r.${name}`)
      .join(', ')}
     from jsonb_populate_record(null::public.${table}, $1) r`,
    [JSON.stringify(row)],
  );
  expect([null, '23514', '23502', '22P02', '22003', '22007', '23505']).toContain(code);
  return code === null;
}

// spark_beacon has references and nothing else.
describe.each(BUNDLE_KINDS.filter((kind) => kind !== 'spark_beacon').map((kind) => [kind]))('%s', (kind) => {
  const entity = BUNDLE_ENTITIES[kind];

  test.each(Object.entries(entity.fields as Record<string, z.ZodType>))(
    '%s: schema and database have the same limits',
    async (field, schema) => {
      const column = (entity.notes as Record<string, { column?: string }>)[field]?.column ?? field;
      const [info] = await list<Column>(
        db.owner,
        `select a.attname::text as column, t.typname::text as type from pg_attribute a join pg_type t on t.oid = a.atttypid
       where a.attrelid = ('public.' || $1)::regclass and a.attname = $2`,
        [entity.table, column],
      );
      expect(info, `${entity.table}.${column} exists`).toBeDefined();
      const values = candidates(info?.type ?? '', column);
      const verdicts = { schema: [] as unknown[], database: [] as unknown[] };
      await db.asOwner(async (sql) => {
        for (const value of values) {
          const right = schema.safeParse(value).success;
          await sql.query('savepoint each');
          const taken = await isTaken(sql, entity.table, {
            workspace_id: workspace,
            ...rightRow(kind),
            [column]: value,
          });
          await sql.query('rollback to savepoint each');
          const shown = JSON.stringify(value).slice(0, 40);
          verdicts.schema.push([shown, String(value).length, right]);
          verdicts.database.push([shown, String(value).length, taken]);
        }
      });
      expect(verdicts.database).toEqual(verdicts.schema);
      const answers = new Set(verdicts.schema.map((one) => (one as unknown[])[2]));
      expect(answers.has(true), 'something is right').toBe(true);
    },
  );
});

/** Values of the JSON type that the column is made for; the database reads other types leniently, and schemas keep them out. */
function candidates(type: string, column: string): unknown[] {
  if (column === 'slug') return SLUGS;
  if (column === 'color') return COLORS;
  if (column === 'sha256') return [...HASHES, ...TEXTS.slice(0, 3)];
  if (column === 'content_md')
    return ['x'.repeat(1_000_000), 'x'.repeat(1_000_001), '😀'.repeat(600_000), ...TEXTS.slice(0, 3)];
  if (column === 'lesson_id') return ['1.1', '12.30', '1', '1.', '.1', 'a.b', '1.1\n', '', ...TEXTS.slice(0, 3)];
  if (column === 'source_url') return ['https://a.test', 'HTTP://a.test', 'ftp://a.test', 'javascript:alert(1)', ''];
  if (column === 'published_at' || column === 'podcast_generated_at' || column === 'measured_on')
    return DATES.map(({ generation_date }) => generation_date);
  if (type === 'uuid') return ['00000000-0000-4000-8000-000000000001', 'x', ''];
  if (column === 'keywords') return [['a'], [], ['a', 'b'], 'a', 1];
  if (type === 'text') return [...TEXTS, ...WIDE, ...INVISIBLE];
  if (type === 'bool') return [true, false];
  if (type === 'int4' || type === 'int8') return NUMBERS.filter((number) => Number.isInteger(number));
  if (type === 'float8' || type === 'numeric') return NUMBERS;
  if (column === 'ai_metadata')
    return [...OTHERS, ...DATES].filter((value) => value !== null && typeof value === 'object');
  if (type === 'jsonb') return OTHERS.filter((value) => value !== null && typeof value === 'object');
  return [...WORDS, ''];
}

test('optional fields may be null in both, required ones in neither', async () => {
  for (const kind of BUNDLE_KINDS) {
    const entity = BUNDLE_ENTITIES[kind];
    for (const [field, schema] of Object.entries(entity.fields as Record<string, z.ZodType>)) {
      const column = (entity.notes as Record<string, { column?: string; initial?: unknown }>)[field]?.column ?? field;
      const isNullable = schema.safeParse(null).success;
      const taken = await db.asOwner((sql) =>
        isTaken(sql, entity.table, { workspace_id: workspace, ...rightRow(kind), [column]: null }),
      );
      expect(taken, `${kind}.${field}`).toBe(isNullable);
    }
  }
});
