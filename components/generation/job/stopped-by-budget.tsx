'use client';

import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { NumberField } from '#components/ui/number-field.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { toast } from '#components/ui/toast.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import { type ShownJob, useResumeJob } from '#lib/generation/queries/jobs.ts';
import { generationText } from '../text.ts';

const words = generationText.job;
const DOLLAR = 1_000_000;

/** Why a job has stopped whose next call would break a budget, and how it goes on. */
export function StoppedByBudget({ workspace, job }: { workspace: string; job: ShownJob }) {
  const resume = useResumeJob(workspace);
  const [cap, setCap] = useState(job.budget_micros === null ? Number.NaN : (job.budget_micros * 2) / DOLLAR);
  const go = () =>
    resume.mutate(
      { job_id: job.id, budget_micros: Number.isNaN(cap) ? null : Math.round(cap * DOLLAR) },
      { onError: (error) => toast.problem(generationText.notDone, { detail: problemOf(error).message }) },
    );
  return (
    <div className="flex flex-col gap-3">
      <ProblemNotice title={words.stoppedTitle} why={job.problem?.message} next={words.kept(job.made.length)} />
      {job.may_decide && (
        <div className="flex flex-wrap items-end gap-3">
          <NumberField
            label={words.newCap}
            unit="USD"
            minValue={0}
            step={0.01}
            value={cap}
            onChange={setCap}
            className="w-40"
          />
          <Button variant="primary" isPending={resume.isPending} onPress={go}>
            {words.raise}
          </Button>
        </div>
      )}
    </div>
  );
}
