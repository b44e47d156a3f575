import type { ContentType } from '../prompt/content-types.ts';
import type { Ask } from './ask.ts';
import { exerciseBank, quiz } from './exercises.ts';
import { prerequisiteLinks } from './links.ts';
import { curriculum, upgrade } from './outlines.ts';
import { piece, profile, review, sparkDraft, sparkRewrite } from './texts.ts';

/** How each answer has to look and what comes of it. */
export const ASKS: Record<ContentType, Ask> = {
  trail_outline: curriculum,
  market_research: piece('market_research'),
  curriculum,
  spark_draft: sparkDraft,
  spark_rewrite: sparkRewrite,
  exercise_bank: exerciseBank,
  quiz,
  podcast_transcript: piece('podcast_transcript'),
  prerequisite_links: prerequisiteLinks,
  companion_blog: piece('blog'),
  companion_social: piece('social'),
  companion_local: piece('local'),
  quality_review: review,
  icp_extraction: profile('icp'),
  voice_extraction: profile('voice'),
  course_upgrade: upgrade,
};
