import {
  AudioLines,
  BookOpen,
  CircleQuestionMark,
  GraduationCap,
  ListChecks,
  ListTree,
  type LucideIcon,
  Megaphone,
  PenLine,
  SearchCheck,
  Sparkles,
  Telescope,
  UserSearch,
  Workflow,
} from 'lucide-react';
import type { JobKind } from '#lib/generation/core/job.ts';

const ICONS: Record<JobKind, LucideIcon> = {
  trail_outline: ListTree,
  spark_draft: BookOpen,
  exercise_bank: ListChecks,
  prerequisite_links: Workflow,
  course: GraduationCap,
  market_research: Telescope,
  spark_rewrite: PenLine,
  quiz: CircleQuestionMark,
  podcast_transcript: AudioLines,
  companion_piece: Megaphone,
  quality_review: SearchCheck,
  icp_extraction: UserSearch,
  voice_extraction: AudioLines,
  course_upgrade: Sparkles,
};

export function JobIcon({ kind, className }: { kind: JobKind; className?: string }) {
  const Icon = ICONS[kind];
  return <Icon aria-hidden className={className} />;
}
