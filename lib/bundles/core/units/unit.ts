import type { Json } from '../outside.ts';

/** The system under which ids of unit files are kept. */
export const UNIT_SYSTEM = 'unit-file';

/** Members of a unit that go elsewhere than into its profile. */
export const UNIT_PARTS = [
  'id',
  'title',
  'description',
  'learning_objectives',
  'lessons',
  'resources',
  'learning_conversations',
] as const;

/** Fields of the profile that unit files are known to have. */
export const UNIT_FIELDS = [
  'learner_level',
  'target_lesson_count',
  'source_material',
  'generated_from_topic',
  'flow_type',
  'status',
  'is_global',
  'owner_key',
  'art_image_description',
  'art_image',
  'podcast_transcript',
  'podcast_voice',
] as const;

export const LESSON_FIELDS = [
  'learner_level',
  'lesson_type',
  'source_material',
  'podcast_transcript',
  'podcast_voice',
  'podcast_duration_seconds',
  'podcast_generated_at',
  'podcast_audio_object_id',
  'package_version',
  'flow_run_id',
] as const;

/** Facts of a spark that unit files do not know, and give back where they have them. */
export const SPARK_FACTS = ['content_md', 'summary', 'estimated_mins', 'difficulty', 'is_published'] as const;

/** The text of a lesson that has none of its own: its source material, else what its podcast says, else nothing. */
export function textOfLesson({ source_material, podcast_transcript }: Json): {
  text: string;
  from: 'source_material' | 'podcast_transcript' | null;
} {
  const has = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';
  if (has(source_material)) return { text: source_material, from: 'source_material' };
  if (has(podcast_transcript)) return { text: podcast_transcript, from: 'podcast_transcript' };
  return { text: '', from: null };
}
