import fc from 'fast-check';
import { BUNDLE_ENTITIES, type BundleKind } from '#lib/base/core/kinds.ts';
import type { BundleReport } from '../core/check.ts';
import { type BundleItem, type ImportItem, toBundleItem } from '../core/item.ts';
import type { Json, OutsideRecord } from '../core/outside.ts';
import { Content, type RecordsByOwner } from '../core/outside-content.ts';
import { recognised } from './outside-source.ts';
import { type BundleSource, bufferSource, checkBundle } from './reader.ts';

/** A file of JSON as somebody would upload it. */
export const jsonSource = (name: string, value: unknown): BundleSource =>
  bufferSource(name, new TextEncoder().encode(JSON.stringify(value)));

export interface ReadOutside {
  report: BundleReport;
  items: ImportItem[];
  records: OutsideRecord[];
  content: Content;
  recordsOf: (record: OutsideRecord['record']) => RecordsByOwner;
}

/** Reads a source as an import does, up to the database, and gives what an export would find there. */
export async function readOutside(source: BundleSource): Promise<ReadOutside> {
  const items: ImportItem[] = [];
  const records: OutsideRecord[] = [];
  const known = await recognised(source, null);
  const onRecord = async (record: OutsideRecord) => void records.push(record);
  const { report } = await checkBundle(known, { resolve: 'inside', onRecord }, (item) => void items.push(item));
  if (known.files) report.problems = await known.files.locate(report.problems);
  return { report, items, records, content: new Content(exported(items)), recordsOf: (of) => byOwner(records, of) };
}

/** Items as they come back from the database, column by column. */
function exported(items: ImportItem[]): Map<BundleKind, BundleItem[]> {
  const all = new Map<BundleKind, BundleItem[]>();
  for (const { kind, a, b, fields } of items) {
    const { notes, fields: known } = BUNDLE_ENTITIES[kind];
    const body: Json = {};
    for (const name of Object.keys(known)) {
      const column = notes[name]?.column ?? name;
      body[column] = fields[column] ?? notes[name]?.initial ?? null;
    }
    const row = { body: { ...body, extras: fields.extras ?? {}, bundle_style: fields.bundle_style ?? null }, a, b };
    all.set(kind, [...(all.get(kind) ?? []), toBundleItem(kind, JSON.parse(JSON.stringify(row)))]);
  }
  return all;
}

function byOwner(records: OutsideRecord[], of: OutsideRecord['record']): RecordsByOwner {
  const found = new Map<string, Json[]>();
  for (const { record, owner_slug, body } of records) {
    if (record !== of) continue;
    const steps = (body.steps ?? []) as { source: Json }[];
    const requests = (body.requests ?? []) as { source: Json }[];
    const kept =
      of === 'flow_run'
        ? { source: body.source, steps: steps.map((one) => one.source), requests: requests.map((one) => one.source) }
        : { role: body.role, source: body.source };
    found.set(owner_slug, [...(found.get(owner_slug) ?? []), JSON.parse(JSON.stringify(kept))]);
  }
  return found;
}

// ---------------------------------------------------------------------------------------- generated files

const plain = fc
  .jsonValue({ maxDepth: 2, noUnicodeString: false, stringUnit: 'grapheme' })
  .filter((value) => !JSON.stringify(value).includes('-0'));
const storable = plain.filter((value) => !/\\u0000|\\u[dD]|__proto__/.test(JSON.stringify(value)));
/** Members that no file is known to have, and some that mean something here. */
const unknown = fc.dictionary(
  fc.oneof(
    fc.stringMatching(/^x_[a-z]{1,8}$/),
    fc.constantFrom(
      'concept_slug',
      'spark_slug',
      'external_id',
      'order_index',
      'file_form',
      'extras',
      'owner_id',
      'word_count',
      'summary',
      'slug',
    ),
  ),
  storable,
  { maxKeys: 3 },
);
const title = fc.stringMatching(/^[A-Za-z][A-Za-z ]{2,20}[a-z]$/);
const words = fc.oneof(fc.constant(''), fc.lorem({ maxCount: 12 }), fc.constant('Größe\r\n\t“x” 漢字 🚀\n'));
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const orNull = <T>(value: fc.Arbitrary<T>) => maybe(fc.option(value, { nil: null }));
const datetime = fc.constantFrom(
  '2024-01-15T10:30:00Z',
  '2024-01-15T10:30:00',
  '2024-01-15T10:30:00.123456+02:00',
  '2024-01-15',
);
const amount = fc.oneof(fc.nat(100_000), fc.constantFrom(0.0415, 0.016, 1e-7));

/** An object of these members, some of them left out, with unknown ones beside them. */
const some = (members: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Json> =>
  fc.tuple(unknown, fc.record(members)).map(([more, known]) => JSON.parse(JSON.stringify({ ...more, ...known })));

const run = some({
  user_id: orNull(fc.nat()),
  flow_name: maybe(words),
  status: maybe(fc.constantFrom('completed', 'failed', 'odd')),
  progress_percentage: maybe(amount),
  created_at: maybe(datetime),
  completed_at: orNull(datetime),
  total_cost: orNull(amount),
  inputs: maybe(storable),
});
const step = some({
  id: maybe(fc.uuid()),
  step_order: maybe(fc.nat(9)),
  cost_estimate: orNull(amount),
  created_at: maybe(datetime),
  outputs: maybe(storable),
});
const request = some({
  id: maybe(fc.uuid()),
  model: maybe(words),
  tokens_used: orNull(fc.nat()),
  response_created_at: orNull(datetime),
  messages: maybe(fc.array(storable, { maxLength: 2 })),
});
const lessonPackage = fc.oneof(
  fc.constant({ meta: {}, unit_learning_objective_ids: [], exercise_bank: [], quiz: [] }),
  some({ exercise_bank: fc.array(some({ id: fc.uuid(), stem: words }), { maxLength: 3 }), quiz: fc.constant([]) }),
);

const lesson = some({
  id: maybe(fc.oneof(fc.uuid(), fc.stringMatching(/^[a-z]{3,6}-[a-z0-9]{3,6}$/))),
  title,
  learner_level: orNull(fc.constantFrom('beginner', 'Advanced', 'grade 5')),
  lesson_type: orNull(words),
  source_material: orNull(words),
  podcast_transcript: orNull(words),
  podcast_voice: orNull(words),
  podcast_duration_seconds: orNull(amount),
  podcast_generated_at: orNull(datetime),
  podcast_audio_object_id: orNull(fc.uuid()),
  content_md: orNull(words),
  estimated_mins: maybe(fc.oneof(fc.integer({ min: 1, max: 60 }), fc.constant(99))),
  difficulty: maybe(fc.constantFrom('expert', 'odd')),
  package: orNull(lessonPackage),
  package_version: orNull(fc.nat(9)),
  created_at: maybe(datetime),
  flow_run: orNull(run),
  step_runs: orNull(fc.array(step, { maxLength: 3 })),
  llm_requests: orNull(fc.array(request, { maxLength: 3 })),
});

const resource = some({
  id: maybe(fc.uuid()),
  user_id: maybe(fc.nat()),
  resource_type: orNull(words),
  filename: orNull(words),
  source_url: orNull(fc.webUrl()),
  extracted_text: orNull(words),
  extraction_metadata: orNull(storable),
  file_size: orNull(fc.nat()),
  created_at: maybe(datetime),
  document: orNull(storable),
});

const conversation = some({
  id: maybe(fc.uuid()),
  title: maybe(words),
  last_message_at: orNull(datetime),
  messages: maybe(fc.array(some({ role: words, content: words, created_at: maybe(datetime) }), { maxLength: 3 })),
});

/** One of each id, and one without. */
const uniqueIds = (list: Json[]): Json[] => [...new Map(list.map((one) => [one.id, one])).values()];

/** Unit files of every kind that the format allows. */
export const unitFile = some({
  id: maybe(fc.oneof(fc.uuid(), fc.constant('a-unit'))),
  title,
  description: orNull(words),
  learner_level: orNull(fc.constantFrom('beginner', 'intermediate', 'odd')),
  learning_objectives: orNull(
    fc.uniqueArray(some({ id: fc.stringMatching(/^lo_[0-9]{1,3}$/), title, description: orNull(words) }), {
      maxLength: 3,
      selector: ({ id }) => id,
    }),
  ),
  target_lesson_count: orNull(fc.nat(99)),
  source_material: orNull(words),
  generated_from_topic: orNull(fc.boolean()),
  flow_type: orNull(words),
  status: orNull(fc.constantFrom('completed', 'published')),
  is_global: orNull(fc.boolean()),
  owner_key: orNull(fc.constant('brian')),
  art_image: orNull(storable),
  podcast_transcript: orNull(words),
  lessons: fc.array(lesson, { maxLength: 4 }).map(uniqueIds),
  resources: maybe(fc.array(resource, { maxLength: 3 }).map(uniqueIds)),
  learning_conversations: orNull(
    some({
      coach: maybe(fc.array(conversation, { maxLength: 2 }).map(uniqueIds)),
      assistant: orNull(fc.array(conversation, { maxLength: 2 }).map(uniqueIds)),
    }),
  ),
});

/** Text of JSON, as SQLite exports it, or the value itself. */
const asText = (value: fc.Arbitrary<unknown>) =>
  fc.oneof(
    value,
    value.map((one) => JSON.stringify(one)),
    value.map((one) => JSON.stringify(one, null, 1)),
  );
const share = fc.oneof(
  fc.constantFrom(0, 1, 0.91),
  fc.double({ min: 0, max: 1, noNaN: true }).filter((one) => !Object.is(one, -0)),
);

const courseLesson = some({
  id: maybe(fc.nat()),
  title,
  slug: orNull(fc.constantFrom('intro', 'first-steps')),
  content_markdown: words,
  word_count: orNull(fc.nat(3)),
  gps_valid: orNull(fc.constantFrom(0, 1, true, false)),
  gps_score: orNull(share),
  didatica_score: orNull(share),
  bloom_level: orNull(fc.constantFrom('apply', 'create')),
  learning_objectives: orNull(asText(fc.array(words, { maxLength: 2 }))),
  key_concepts: orNull(asText(fc.array(words, { maxLength: 2 }))),
  status: orNull(fc.constantFrom('draft', 'published')),
  validation_status: orNull(fc.constantFrom('passed', 'failed')),
  validation_issues: orNull(
    asText(fc.array(fc.record({ issue: words, severity: fc.constant('high') }), { maxLength: 2 })),
  ),
  generation_duration_seconds: orNull(amount),
  generation_cost_usd: orNull(amount),
  retry_count: orNull(fc.nat(3)),
  file_path: orNull(words),
  created_at: maybe(datetime),
});

/** Lessons in modules, numbered as course exports number them. */
const courseLessons = fc
  .array(fc.array(courseLesson, { minLength: 1, maxLength: 3 }), { maxLength: 3 })
  .map((modules) =>
    modules.flatMap((lessons, module) =>
      lessons.map((one, nth) => ({
        ...one,
        module_number: module + 1,
        lesson_number: nth + 1,
        lesson_id: `${module + 1}.${nth + 1}`,
      })),
    ),
  );

/** Course exports of every kind that the format allows. */
export const courseFile = fc
  .tuple(
    some({
      id: maybe(fc.stringMatching(/^cp_[a-z0-9]{4,8}$/)),
      type: fc.constant('course'),
      title,
      content: maybe(words),
      voice_fidelity_score: orNull(share),
      generation_execution_id: orNull(words),
      published_at: orNull(datetime),
      piece_slug: orNull(fc.constant('a-course')),
      persona_mind_id: orNull(fc.oneof(fc.nat(99), fc.constant('mind-1'))),
      keywords: orNull(asText(fc.array(words, { maxLength: 2 }))),
      status: orNull(fc.constantFrom('draft', 'published', 'archived')),
      metadata: orNull(
        some({
          course_brief: orNull(words),
          curriculum: orNull(
            asText(
              fc.record({
                modules: fc.array(fc.record({ number: fc.integer({ min: 1, max: 3 }), title }), { maxLength: 3 }),
              }),
            ),
          ),
          course_outline: orNull(words),
          icp_data: orNull(asText(fc.record({ pain_points: fc.array(words, { maxLength: 2 }) }))),
          learning_objectives: orNull(
            asText(
              fc.array(fc.oneof(title, fc.record({ title }), fc.record({ title, level: words })), { maxLength: 3 }),
            ),
          ),
          voice_profile: orNull(asText(fc.record({ tone: words }))),
          pedagogical_framework: orNull(words),
          total_modules: orNull(fc.nat(9)),
          total_lessons: orNull(fc.nat(9)),
          estimated_duration_hours: orNull(fc.nat(40)),
          course_type: orNull(fc.constantFrom('technical', 'mixed')),
          tool_name: orNull(words),
          knowledge_level: orNull(fc.constantFrom('beginner', 'advanced')),
          created_at: maybe(datetime),
        }),
      ),
      research: orNull(
        some({
          market_analysis: orNull(words),
          gap_analysis: orNull(words),
          research_summary: orNull(asText(fc.record({ pricing: words }))),
          competitors_analyzed: orNull(fc.nat(20)),
        }),
      ),
      performance: orNull(
        fc.uniqueArray(
          some({
            measured_on: fc.constantFrom('2024-01-01', '2024-01-02'),
            views: maybe(storable),
            avg_search_position: maybe(fc.oneof(fc.nat(), fc.constantFrom(-1, '3', null))),
            created_at: maybe(datetime),
            trail_slug: maybe(words),
            external_id: maybe(words),
            conversion_rate: orNull(share),
            key_learnings: maybe(storable),
          }),
          { maxLength: 2, selector: (row) => row.measured_on },
        ),
      ),
    }),
    courseLessons,
  )
  .map(([course, lessons]): Json => ({ ...course, lessons }));
