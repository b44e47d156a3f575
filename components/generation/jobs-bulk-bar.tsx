'use client';

import { RotateCcw, X } from 'lucide-react';
import { useState } from 'react';
import { useShortcuts } from '#components/shell/shortcuts.tsx';
import { AlertDialog } from '#components/ui/alert-dialog.tsx';
import { Button } from '#components/ui/button.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { toast } from '#components/ui/toast.tsx';
import type { Problem } from '#lib/base/core/problem.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import { isOpen, type Job } from '#lib/generation/core/job.ts';
import { useCancelJob, useRetryJob } from '#lib/generation/queries/jobs.ts';
import { bulkText } from './bulk-text.ts';
import { generationText } from './text.ts';

const words = bulkText;

interface JobsBulkBarProps {
  workspace: string;
  jobs: readonly Job[];
  selected: ReadonlySet<string>;
  onClear: () => void;
}

/** What can be done with the chosen jobs; it says how many it was done to, and why not to the others. */
export function JobsBulkBar({ workspace, jobs, selected, onClear }: JobsBulkBarProps) {
  const number = useNumber();
  const cancelling = useCancelJob(workspace);
  const retrying = useRetryJob(workspace);
  const chosen = jobs.filter(({ id }) => selected.has(id));
  const [running, setRunning] = useState(false);
  const each = async (
    fits: (job: Job) => boolean,
    act: (id: string) => Promise<unknown>,
    said: (done: number, of: number) => string,
  ) => {
    if (running) return;
    setRunning(true);
    const fitting = chosen.filter(fits);
    const refused: Problem[] = [];
    for (const { id } of fitting) await act(id).catch((error: unknown) => refused.push(problemOf(error)));
    setRunning(false);
    const done = fitting.length - refused.length;
    const left = chosen.length - fitting.length;
    const detail = refused[0]?.message ?? (left > 0 ? words.rest(left) : undefined);
    if (done === 0) toast.problem(said(done, chosen.length), { detail });
    else toast.done(said(done, chosen.length), { detail });
    if (refused.length === 0) onClear();
  };
  const open = chosen.filter(isOpen);
  const runningJobs = open.filter(({ status, held }) => status === 'in_progress' && held === null).length;
  const [isAsked, setAsked] = useState(false);
  // Where there is nothing to cancel there is nothing to ask: the answer says why.
  const cancel = () => (open.length > 0 ? setAsked(true) : void each(isOpen, cancelling.mutateAsync, words.cancelled));
  const retry = () =>
    void each(({ status }) => status === 'failed' || status === 'cancelled', retrying.mutateAsync, words.retried);
  const may = chosen.length > 0 && !running && !isAsked;
  useShortcuts(generationText.keys.label, [
    { keys: 'X', label: words.cancel, run: may ? cancel : undefined },
    { keys: 'R', label: words.retry, run: may ? retry : undefined },
    { keys: 'Escape', label: words.clear, run: may ? onClear : undefined },
  ]);
  if (chosen.length === 0) return <p role="status" className="sr-only" />;
  return (
    <section
      aria-label={words.label}
      className="floats sticky bottom-4 z-10 flex max-w-full flex-wrap items-center gap-2 self-center rounded-lg px-4 py-2"
    >
      <p role="status" className="me-2 text-sm font-medium tabular-nums">
        {words.chosen(chosen.length, number(chosen.length))}
      </p>
      <Button size="sm" icon={<RotateCcw />} isPending={running} onPress={retry}>
        {words.retry}
        <Kbd keys="R" />
      </Button>
      <Button size="sm" icon={<X />} isPending={running} onPress={cancel}>
        {words.cancel}
        <Kbd keys="X" />
      </Button>
      <Button size="sm" variant="quiet" onPress={onClear}>
        {words.clear}
        <Kbd keys="Esc" />
      </Button>
      <AlertDialog
        title={words.sure(open.length, number(open.length))}
        confirmLabel={words.cancel}
        danger
        isOpen={isAsked}
        onOpenChange={setAsked}
        onConfirm={() => each(isOpen, cancelling.mutateAsync, words.cancelled)}
      >
        {words.lost(runningJobs, open.length - runningJobs)}
      </AlertDialog>
    </section>
  );
}
