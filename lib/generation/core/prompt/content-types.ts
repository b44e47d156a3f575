/** What a prompt can be for. private.prompt_content_types says the same. */
export const CONTENT_TYPES = [
  'trail_outline',
  'market_research',
  'curriculum',
  'spark_draft',
  'spark_rewrite',
  'exercise_bank',
  'quiz',
  'podcast_transcript',
  'prerequisite_links',
  'companion_blog',
  'companion_social',
  'companion_local',
  'quality_review',
  'icp_extraction',
  'voice_extraction',
  'course_upgrade',
] as const;
export type ContentType = (typeof CONTENT_TYPES)[number];

/** The reports of a piece of market research, by the columns that keep them. */
export const RESEARCH_REPORTS = [
  'market_analysis',
  'gap_analysis',
  'differentiation_strategy',
  'sources_list',
] as const;
export type ResearchReport = (typeof RESEARCH_REPORTS)[number];

export const LENGTHS = ['short', 'medium', 'long'] as const;
export type Length = (typeof LENGTHS)[number];

/** How long what is written may be, in words, where no strategy says otherwise. Five minutes of reading are about a thousand. */
const LESSON_WORDS: Record<Length, [number, number]> = { short: [200, 400], medium: [400, 800], long: [800, 1_400] };
const WORDS: Partial<Record<ContentType, Record<Length, [number, number]>>> = {
  companion_social: { short: [20, 60], medium: [50, 120], long: [100, 220] },
  companion_local: { short: [60, 120], medium: [100, 220], long: [200, 400] },
  podcast_transcript: { short: [500, 900], medium: [900, 1_500], long: [1_500, 2_500] },
  market_research: { short: [300, 600], medium: [600, 1_000], long: [1_000, 1_800] },
};

export const wordsFor = (content_type: ContentType, length: Length): [number, number] =>
  (WORDS[content_type] ?? LESSON_WORDS)[length];
