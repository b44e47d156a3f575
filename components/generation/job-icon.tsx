import { BookOpen, ListChecks, ListTree, type LucideIcon, Workflow } from 'lucide-react';
import type { JobKind } from '#lib/generation/core/job.ts';

const ICONS: Record<JobKind, LucideIcon> = {
  trail_outline: ListTree,
  spark_draft: BookOpen,
  exercise_bank: ListChecks,
  prerequisite_links: Workflow,
};

export function JobIcon({ kind, className }: { kind: JobKind; className?: string }) {
  const Icon = ICONS[kind];
  return <Icon aria-hidden className={className} />;
}
