'use client';

import {
  BookOpen,
  CircleDashed,
  FileText,
  ListChecks,
  ListTree,
  type LucideIcon,
  SearchCheck,
  UserSearch,
  Workflow,
} from 'lucide-react';
import { Badge } from '#components/ui/badge.tsx';
import { Link } from '#components/ui/link.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import type { OpenJob } from '#lib/generation/core/job-json.ts';
import type { ProposalKind } from '#lib/generation/core/proposal.ts';
import { generationText } from '../text.ts';

const words = generationText;
const ICONS: Record<ProposalKind, LucideIcon> = {
  outline: ListTree,
  spark: BookOpen,
  exercises: ListChecks,
  links: Workflow,
  quiz: ListChecks,
  piece: FileText,
  profile: UserSearch,
  review: SearchCheck,
  draft: FileText,
};

interface MadeProps {
  workspace: string;
  made: OpenJob['made'];
  onOpen: (id: string) => void;
}

/** The proposals of a job, each opened in its place. */
export function Made({ workspace, made, onOpen }: MadeProps) {
  const waits = made.find(({ status }) => status === 'pending' || status === 'stale');
  return (
    <section aria-label={words.job.made} className="flex flex-col rounded-lg border bg-surface">
      <header className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 border-b px-4 py-2.5">
        <h2 className="font-medium">{words.job.made}</h2>
        {waits ? (
          <Link href={inWorkspace(workspace).review({ id: waits.id, show: 'all' })} className="text-sm">
            {words.job.review}
          </Link>
        ) : (
          <p className="text-sm text-muted">{words.job.allDecided}</p>
        )}
      </header>
      <ul className="flex flex-col divide-y">
        {made.map(({ id, kind, title, status }) => {
          const Icon = ICONS[kind];
          return (
            <li key={id} className="flex items-center gap-3 px-4 py-2">
              <Icon aria-hidden className="size-4 shrink-0 text-muted" />
              <button
                type="button"
                dir="auto"
                onClick={() => onOpen(id)}
                className="min-w-0 flex-1 cursor-default truncate text-start text-accent-text underline decoration-1 underline-offset-3"
              >
                {title}
              </button>
              <span className="text-sm text-muted max-sm:hidden">{words.proposal.kinds[kind]}</span>
              <Badge tone="amber" icon={<CircleDashed aria-hidden />}>
                {words.job.statuses[status] ?? status}
              </Badge>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
