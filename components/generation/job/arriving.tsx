'use client';

import { useQuery } from '@tanstack/react-query';
import type { OpenJob } from '#lib/generation/core/job-json.ts';
import { jobTextQuery } from '#lib/generation/queries/jobs.ts';
import { generationText } from '../text.ts';

/** The text of a step that a model is writing, as it arrives. */
export function Arriving({ workspace, step }: { workspace: string; step: Pick<OpenJob['steps'][number], 'id'> }) {
  const { data } = useQuery(jobTextQuery(workspace, step.id));
  const text = data?.pieces.map(({ delta }) => delta).join('') ?? '';
  if (text === '') return <p className="text-muted">{generationText.job.working}</p>;
  return (
    <section className="flex flex-col gap-2">
      <p className="text-sm text-muted">{generationText.job.arriving}</p>
      <div dir="auto" className="max-w-prose font-serif whitespace-pre-wrap">
        {text}
      </div>
    </section>
  );
}
