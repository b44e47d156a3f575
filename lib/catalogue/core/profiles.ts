import { BLOOM_LEVELS, COURSE_TYPES, DIFFICULTIES, type NamedKind, STAGES } from '#lib/base/core/content-kinds.ts';

// What the panels of units, lessons and courses show and edit.

export const PROFILED_KINDS = ['concept', 'spark', 'trail'] as const satisfies readonly NamedKind[];
export type ProfiledKind = (typeof PROFILED_KINDS)[number];

/** What is saved field by field: profiles, and in the same way personas and what a day says of how a course did. */
export const PROFILE_KINDS = [
  'unit_profile',
  'lesson_profile',
  'course_profile',
  'market_research',
  'persona',
  'trail_performance',
] as const;
export type ProfileKind = (typeof PROFILE_KINDS)[number];

/**
 * How a field is edited. `number`: a whole one. `share`: a part of one, in percent. `known`: the usual values; another one
 * that is there stays to be chosen. `record`: an object of JSON, key by key; `keys`: those that one usually has.
 */
export type ProfileField = { name: string } & (
  | {
      as:
        | 'text'
        | 'long'
        | 'code'
        | 'list'
        | 'number'
        | 'decimal'
        | 'share'
        | 'switch'
        | 'person'
        | 'persona'
        | 'curriculum';
    }
  | { as: 'record'; keys: readonly string[] }
  | { as: 'choice'; known: readonly string[] }
);

export interface ProfileSection {
  id: string;
  kind: ProfileKind;
  fields: readonly ProfileField[];
}

/** What an ideal customer and a voice are usually told by: offered while they are missing. `...[]`: a list. */
const CUSTOMER_KEYS = ['who', 'goals[]', 'pain_points[]', 'objections[]'] as const;
const VOICE_KEYS = ['tone', 'style', 'phrases[]', 'avoid[]'] as const;

/** The fields of a persona, in the order in which one thinks of them. */
export const PERSONA_FIELDS = [
  { name: 'display_name', as: 'text' },
  { name: 'slug', as: 'code' },
  { name: 'voice_profile', as: 'record', keys: VOICE_KEYS },
] as const satisfies readonly ProfileField[];

/** The sections of each panel, in the order in which one thinks of them. */
export const PROFILE_SECTIONS: Record<ProfiledKind, readonly ProfileSection[]> = {
  concept: [
    {
      id: 'facts',
      kind: 'unit_profile',
      fields: [
        { name: 'learner_level', as: 'choice', known: DIFFICULTIES },
        { name: 'target_lesson_count', as: 'number' },
        { name: 'owner_id', as: 'person' },
        { name: 'status', as: 'text' },
        { name: 'flow_type', as: 'text' },
        { name: 'generated_from_topic', as: 'switch' },
      ],
    },
    { id: 'source', kind: 'unit_profile', fields: [{ name: 'source_material', as: 'long' }] },
    { id: 'art', kind: 'unit_profile', fields: [{ name: 'art_image_description', as: 'long' }] },
    {
      id: 'podcast',
      kind: 'unit_profile',
      fields: [
        { name: 'podcast_voice', as: 'text' },
        { name: 'podcast_transcript', as: 'long' },
      ],
    },
  ],
  spark: [
    {
      id: 'lesson',
      kind: 'lesson_profile',
      fields: [
        { name: 'lesson_id', as: 'code' },
        { name: 'status', as: 'choice', known: STAGES },
        { name: 'lesson_type', as: 'text' },
        { name: 'learner_level', as: 'choice', known: DIFFICULTIES },
        { name: 'bloom_level', as: 'choice', known: BLOOM_LEVELS },
        { name: 'key_concepts', as: 'list' },
      ],
    },
    { id: 'source', kind: 'lesson_profile', fields: [{ name: 'source_material', as: 'long' }] },
    {
      id: 'podcast',
      kind: 'lesson_profile',
      fields: [
        { name: 'podcast_voice', as: 'text' },
        { name: 'podcast_audio_object_id', as: 'code' },
        { name: 'podcast_transcript', as: 'long' },
      ],
    },
  ],
  trail: [
    {
      id: 'facts',
      kind: 'course_profile',
      fields: [
        { name: 'status', as: 'choice', known: STAGES },
        { name: 'course_type', as: 'choice', known: COURSE_TYPES },
        { name: 'knowledge_level', as: 'choice', known: DIFFICULTIES },
        { name: 'persona_id', as: 'persona' },
        { name: 'pedagogical_framework', as: 'text' },
        { name: 'tool_name', as: 'text' },
        { name: 'keywords', as: 'list' },
      ],
    },
    { id: 'brief', kind: 'course_profile', fields: [{ name: 'course_brief', as: 'long' }] },
    { id: 'curriculum', kind: 'course_profile', fields: [{ name: 'curriculum', as: 'curriculum' }] },
    { id: 'outline', kind: 'course_profile', fields: [{ name: 'course_outline', as: 'long' }] },
    { id: 'customer', kind: 'course_profile', fields: [{ name: 'icp_data', as: 'record', keys: CUSTOMER_KEYS }] },
    { id: 'voice', kind: 'course_profile', fields: [{ name: 'voice_profile', as: 'record', keys: VOICE_KEYS }] },
  ],
};

export interface ResearchCard {
  id: string;
  fields: readonly string[];
}

/** The reports of market research, in the order in which they are read. */
export const RESEARCH_CARDS: readonly ResearchCard[] = [
  { id: 'market', fields: ['market_analysis'] },
  { id: 'gap', fields: ['gap_analysis'] },
  { id: 'differentiation', fields: ['differentiation_strategy'] },
  { id: 'pricing', fields: ['pricing_recommendation', 'positioning_strategy'] },
  { id: 'sources', fields: ['sources_list'] },
];

/** What the reports come to, in short. */
export const RESEARCH_FACTS: readonly ProfileField[] = [
  { name: 'competitors_analyzed', as: 'number' },
  { name: 'research_summary', as: 'record', keys: ['key_findings[]', 'pricing'] },
];

/** Fields that are decided once: they are never without a value. */
const ALWAYS_SAID = ['course_profile.status', 'persona.display_name', 'persona.slug'];

export const mayBeEmpty = (kind: ProfileKind, field: string): boolean => !ALWAYS_SAID.includes(`${kind}.${field}`);

/** Columns that are no field of the format, and are not shown among what was kept. */
const OWN_COLUMNS = /^(id|extras|version|(created|updated)_(at|by)|(concept|spark|trail)_id)$/;

/** What came with the file and has no place on the panel: fields nobody edits, and those without a column. */
export function keptFields(kind: ProfiledKind, profile: Record<string, unknown> | null): [string, unknown][] {
  return keptBeside(
    profile,
    PROFILE_SECTIONS[kind].flatMap(({ fields }) => fields.map(({ name }) => name)),
  );
}

/** The same of market research. */
export const keptResearch = (research: Record<string, unknown> | null): [string, unknown][] =>
  keptBeside(research, [...RESEARCH_CARDS.flatMap(({ fields }) => fields), ...RESEARCH_FACTS.map(({ name }) => name)]);

function keptBeside(profile: Record<string, unknown> | null, names: readonly string[]): [string, unknown][] {
  if (!profile) return [];
  const shown = new Set(names);
  const extras = Object.entries((profile.extras ?? {}) as Record<string, unknown>);
  return [...Object.entries(profile), ...extras].filter(
    ([name, value]) =>
      !shown.has(name) && !OWN_COLUMNS.test(name) && !COUNTED.has(name) && !TOLD_ELSEWHERE.has(name) && value !== null,
  );
}

/** What the panel tells in a place of its own: of a recording beside its player, of a course below its facts. */
const TOLD_ELSEWHERE: ReadonlySet<string> = new Set([
  'podcast_duration_seconds',
  'podcast_generated_at',
  'published_at',
]);

/** Figures of a lesson that validators and generators measured. */
export const COUNTED: ReadonlySet<string> = new Set([
  'word_count',
  'gps_score',
  'gps_valid',
  'didatica_score',
  'validation_status',
  'generation_duration_seconds',
  'generation_cost_usd',
  'retry_count',
  'voice_fidelity',
]);
