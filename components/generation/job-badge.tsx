import {
  CircleCheck,
  CircleDashed,
  CirclePause,
  CircleSlash,
  Loader,
  type LucideIcon,
  OctagonX,
  UserCheck,
} from 'lucide-react';
import { Badge, type Tone } from '#components/ui/badge.tsx';
import type { JobState } from '#lib/generation/core/job.ts';
import { generationText } from './text.ts';

const LOOKS: Record<JobState, { tone: Tone; icon: LucideIcon }> = {
  waiting: { tone: 'grey', icon: CircleDashed },
  running: { tone: 'accent', icon: Loader },
  approval: { tone: 'violet', icon: UserCheck },
  budget: { tone: 'amber', icon: CirclePause },
  paused: { tone: 'amber', icon: CirclePause },
  failed: { tone: 'red', icon: OctagonX },
  cancelled: { tone: 'grey', icon: CircleSlash },
  done: { tone: 'green', icon: CircleCheck },
};

/** The state of a job, in a word with its icon. */
export function JobBadge({ state }: { state: JobState }) {
  const { tone, icon: Icon } = LOOKS[state];
  return (
    <Badge
      tone={tone}
      icon={<Icon aria-hidden className={state === 'running' ? 'motion-safe:animate-spin' : undefined} />}
    >
      {generationText.states[state]}
    </Badge>
  );
}
