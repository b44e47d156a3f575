import type { ContentType } from '../content-types.ts';
import { declaredIn } from '../declared.ts';
import type { PromptTemplate, TemplateParts } from '../variables.ts';
import { companionBlog, companionLocal, companionSocial } from './companion.ts';
import { exerciseBank, quiz } from './exercises.ts';
import { podcastTranscript, sparkDraft, sparkRewrite } from './lesson.ts';
import { courseUpgrade, curriculum, trailOutline } from './outline.ts';
import { icpExtraction, marketResearch, voiceExtraction } from './research.ts';
import { prerequisiteLinks, qualityReview } from './review.ts';

/** Counts up with every change of a text below: prompts and figures name it. */
const VERSION = 1;

const PARTS: Record<ContentType, TemplateParts> = {
  trail_outline: trailOutline,
  market_research: marketResearch,
  curriculum,
  spark_draft: sparkDraft,
  spark_rewrite: sparkRewrite,
  exercise_bank: exerciseBank,
  quiz,
  podcast_transcript: podcastTranscript,
  prerequisite_links: prerequisiteLinks,
  companion_blog: companionBlog,
  companion_social: companionSocial,
  companion_local: companionLocal,
  quality_review: qualityReview,
  icp_extraction: icpExtraction,
  voice_extraction: voiceExtraction,
  course_upgrade: courseUpgrade,
};

/** What a prompt is made from where no workspace has a template of its own. */
export const builtinTemplate = (content_type: ContentType): PromptTemplate => ({
  content_type,
  owner: 'builtin',
  owner_name: 'Trailwright',
  version: VERSION,
  parts: PARTS[content_type],
  variables: declaredIn(PARTS[content_type]),
});
