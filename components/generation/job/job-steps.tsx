'use client';

import { CircleCheck, CircleDashed, CircleSlash, Loader, type LucideIcon, OctagonX, UserCheck } from 'lucide-react';
import { useLocale } from 'react-aria-components/I18nProvider';
import { cx } from '#components/ui/cx.tsx';
import { numberFormat } from '#components/ui/formats.ts';
import { type NumberWriter, useNumber } from '#components/ui/number.tsx';
import type { RunStatus } from '#lib/generation/core/job.ts';
import type { OpenJob } from '#lib/generation/core/job-json.ts';
import { LeftOutNote } from '../left-out.tsx';
import { generationText } from '../text.ts';
import { secondsOf } from './job-times.tsx';

type Step = OpenJob['steps'][number];
const words = generationText.job;

const ICONS: Record<RunStatus, LucideIcon> = {
  pending: CircleDashed,
  in_progress: Loader,
  completed: CircleCheck,
  failed: OctagonX,
  cancelled: CircleSlash,
};

/** The steps of a job under each other, each with what came of it. */
export function JobSteps({ steps }: { steps: readonly Step[] }) {
  const number = useNumber();
  const { locale } = useLocale();
  const seconds = numberFormat(locale, { maximumFractionDigits: 1 });
  return (
    <ol aria-label={words.stepsLabel} className="flex flex-col">
      {steps.map((step, at) => {
        const Icon = step.kind === 'approval' && step.status === 'pending' ? UserCheck : ICONS[step.status];
        const took = secondsOf(step.started_at, step.status === 'completed' ? step.completed_at : null);
        return (
          <li
            key={step.id}
            aria-current={step.status === 'in_progress' ? 'step' : undefined}
            className={cx(
              'relative flex gap-2.5 rounded-lg px-2 pb-4',
              step.status === 'in_progress' && 'bg-accent-soft pt-2',
            )}
          >
            {at < steps.length - 1 && <span aria-hidden className="absolute start-4 top-6 bottom-0 w-px bg-line" />}
            <Icon
              aria-hidden
              className={cx(
                'z-10 mt-0.5 size-4 shrink-0 bg-canvas',
                step.status === 'completed' && 'text-published',
                step.status === 'failed' && 'text-blocked',
                step.status === 'in_progress' && 'bg-transparent text-accent-text motion-safe:animate-spin',
                ['pending', 'cancelled'].includes(step.status) && 'text-faint',
              )}
            />
            <div className="flex min-w-0 flex-col">
              <span className={cx('font-medium', step.status === 'pending' && 'font-normal text-muted')}>
                {stepName(step)}
              </span>
              <span className="text-sm text-muted">
                {[
                  noteOf(step, number),
                  took !== null && step.kind !== 'approval' && words.seconds(seconds.format(took)),
                ]
                  .filter(Boolean)
                  .join(', ')}
              </span>
              <LeftOutNote left_out={step.left_out ?? []} className="text-sm text-draft" />
            </div>
          </li>
        );
      })}
    </ol>
  );
}

/** What a step does, in words; of a lesson its title. */
export const stepName = ({ kind, step_name }: Step): string =>
  words.stepWords[kind === 'ask' ? step_name : kind] ?? step_name;

/** What is to be said of a step: what came of it, or where it stands. */
function noteOf({ kind, status, summary, problem }: Step, number: NumberWriter): string {
  // A lesson that no model could write ends its step and not the job.
  if (status === 'failed' || (status === 'completed' && problem)) return problem?.message ?? '';
  if (status === 'pending') return kind === 'approval' ? words.stepNotes.yours : words.stepNotes.waiting;
  if (status === 'in_progress') return words.stepNotes.running;
  if (status === 'cancelled') return words.stepNotes.cancelled;
  // In the order of the words: JSON in the database keeps none.
  return (
    Object.entries(words.summary)
      .flatMap(([name, say]) => (summary?.[name] === undefined ? [] : say(summary[name], number(summary[name]))))
      .join(', ') || words.stepNotes.done
  );
}
