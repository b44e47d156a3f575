import { z } from 'zod';
import { BLOOM_LEVELS, COURSE_TYPES, DIFFICULTIES, STAGES, VALIDATION_STATUSES } from './content-kinds.ts';
import { dateText, dayText, defineEntity, slugSchema, text } from './entity.ts';

// A concept is also a unit, a spark is also a lesson, a trail is also a course: what unit files, course folders and course exports
// know of them, a row each beside the entity (docs/decisions/095-profiles-are-kinds.md). Fields are spelled as those files do.

const anyText = z.string().nullish();
/** Whatever JSON can say. */
const anything = z.unknown().optional();
const count = z.number().int().min(0).max(2_147_483_647).nullish();
const amount = z.number().min(0).nullish();
const share = z.number().min(0).max(1).nullish();
const flag = z.boolean().nullish();
const orderIndex = z.number().int().min(0).max(2_147_483_647).optional();
const fileForm = z.looseObject({}).nullish();

/** The id that something has elsewhere, and which system it has it in. */
const external = { external_id: text(1, 200).nullish(), external_system: text(1, 100).nullish() };

export const trail_objective = defineEntity('trail_objective', {
  list: 'trail_objectives',
  refs: [{ column: 'trail_id', field: 'trail_slug', kind: 'trail' }],
  key: 'id',
  fields: {
    id: text(1, 100),
    title: text(1, 500),
    description: text(0, 2000).nullish(),
    order_index: orderIndex,
  },
  notes: { id: { column: 'objective_id' }, order_index: { initial: 0 } },
});

export const persona = defineEntity('persona', {
  list: 'personas',
  refs: [],
  key: 'slug',
  fields: {
    slug: slugSchema,
    display_name: text(2, 100),
    voice_profile: z.looseObject({}).nullish(),
    ...external,
  },
});

export const course_profile = defineEntity('course_profile', {
  list: 'course_profiles',
  refs: [
    { column: 'trail_id', field: 'trail_slug', kind: 'trail' },
    { column: 'persona_id', field: 'persona_slug', kind: 'persona', is_optional: true },
  ],
  fields: {
    ...external,
    course_brief: anyText,
    curriculum: anything,
    course_outline: anyText,
    icp_data: anything,
    voice_profile: anything,
    pedagogical_framework: anyText,
    course_type: z.enum(COURSE_TYPES).nullish(),
    tool_name: anyText,
    knowledge_level: z.enum(DIFFICULTIES).nullish(),
    estimated_duration_hours: amount,
    keywords: z.array(z.string()).nullish(),
    status: z.enum(STAGES).optional(),
    voice_fidelity: share,
    generation_execution_id: anyText,
    published_at: dateText.nullish(),
    file_form: fileForm,
  },
  notes: { status: { initial: 'draft' } },
});

export const market_research = defineEntity('market_research', {
  list: 'market_research',
  refs: [{ column: 'trail_id', field: 'trail_slug', kind: 'trail' }],
  fields: {
    market_analysis: anyText,
    gap_analysis: anyText,
    differentiation_strategy: anyText,
    sources_list: anyText,
    research_summary: anything,
    competitors_analyzed: count,
    pricing_recommendation: anyText,
    positioning_strategy: anyText,
    file_form: fileForm,
  },
});

/** Whole numbers of any size that JavaScript can hold. */
const total = z.number().int().min(0).nullish();

export const trail_performance = defineEntity('trail_performance', {
  list: 'trail_performance',
  refs: [{ column: 'trail_id', field: 'trail_slug', kind: 'trail' }],
  key: 'measured_on',
  fields: {
    measured_on: dayText,
    views: total,
    unique_visitors: total,
    avg_engagement_rate: share,
    conversion_rate: share,
    search_impressions: total,
    avg_search_position: amount,
    key_learnings: anything,
    suggested_improvements: anything,
    file_form: fileForm,
  },
});

export const unit_profile = defineEntity('unit_profile', {
  list: 'unit_profiles',
  refs: [{ column: 'concept_id', field: 'concept_slug', kind: 'concept' }],
  fields: {
    ...external,
    learner_level: anyText,
    target_lesson_count: count,
    source_material: anyText,
    generated_from_topic: flag,
    flow_type: anyText,
    status: anyText,
    is_global: flag,
    owner_key: anyText,
    owner_id: z
      .string()
      .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
      .nullish(),
    art_image_description: anyText,
    art_image: anything,
    podcast_transcript: anyText,
    podcast_voice: anyText,
    file_form: fileForm,
  },
});

export const resource = defineEntity('resource', {
  list: 'resources',
  refs: [{ column: 'concept_id', field: 'concept_slug', kind: 'concept' }],
  key: 'id',
  fields: {
    id: text(1, 200),
    resource_type: anyText,
    filename: anyText,
    source_url: z
      .string()
      .regex(/^https?:\/\//i)
      .nullish(),
    extracted_text: anyText,
    extraction_metadata: anything,
    file_size: z.number().int().min(0).nullish(),
    object_store_document_id: anyText,
    object_store_image_id: anyText,
    document: anything,
    image: anything,
    order_index: orderIndex,
  },
  notes: { id: { column: 'resource_key' }, order_index: { initial: 0 } },
});

export const lesson_profile = defineEntity('lesson_profile', {
  list: 'lesson_profiles',
  refs: [{ column: 'spark_id', field: 'spark_slug', kind: 'spark' }],
  fields: {
    ...external,
    lesson_id: z
      .string()
      .regex(/^[0-9]+\.[0-9]+$/)
      .nullish(),
    learner_level: anyText,
    lesson_type: anyText,
    source_material: anyText,
    podcast_transcript: anyText,
    podcast_voice: anyText,
    podcast_duration_seconds: amount,
    podcast_generated_at: dateText.nullish(),
    podcast_audio_object_id: anyText,
    package_version: z.number().int().min(-2_147_483_648).max(2_147_483_647).nullish(),
    flow_run_id: anyText,
    word_count: count,
    bloom_level: z.enum(BLOOM_LEVELS).nullish(),
    learning_objectives: anything,
    key_concepts: anything,
    gps_valid: flag,
    gps_score: share,
    didatica_score: share,
    validation_status: z.enum(VALIDATION_STATUSES).nullish(),
    validation_issues: anything,
    generation_duration_seconds: amount,
    generation_cost_usd: amount,
    retry_count: count,
    status: z.enum(STAGES).nullish(),
    voice_fidelity: share,
    file_path: anyText,
    file_form: fileForm,
  },
});
