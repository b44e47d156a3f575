'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Badge, type Tone } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import { isMoving } from '#lib/generation/core/job.ts';
import type { JobCall } from '#lib/generation/data/providers.ts';
import { callTextQuery, jobRequestsQuery, type ShownJob } from '#lib/generation/queries.ts';
import { useMoney } from '../money.ts';
import { generationText } from '../text.ts';

const words = generationText.job;
const TONES: Record<JobCall['book'], Tone> = { sent: 'accent', settled: 'green', unknown: 'amber', cached: 'grey' };

/** The calls of a job in their order, each with its prompt, its answer and what it cost. */
export function JobCalls({ workspace, job }: { workspace: string; job: ShownJob }) {
  const { data } = useQuery(jobRequestsQuery(workspace, job.id, isMoving(job)));
  const [opened, setOpened] = useState<JobCall | null>(null);
  const money = useMoney();
  const number = useNumber();
  if (!data || data.length === 0) return null;
  return (
    <section aria-label={words.calls} className="flex flex-col rounded-lg border bg-surface">
      <h2 className="border-b px-4 py-2.5 font-medium">{words.calls}</h2>
      <ol className="flex flex-col divide-y">
        {data.map((call) => (
          <li key={call.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2 text-sm">
            <span className="w-6 text-faint tabular-nums">{call.nth}</span>
            <span className="flex min-w-40 flex-1 flex-col">
              <span className="truncate">
                <span className="font-mono">{call.model}</span>{' '}
                <span className="text-muted">{words.callRoles[call.role] ?? call.role}</span>
              </span>
              {call.error_message && <span className="text-muted">{call.error_message}</span>}
            </span>
            {call.input_tokens !== null && call.output_tokens !== null && (
              <span className="text-muted tabular-nums">
                {words.tokens(number(call.input_tokens), number(call.output_tokens))}
              </span>
            )}
            <Badge tone={TONES[call.book]}>
              {call.outcome && call.book === 'settled' ? words.callOutcomes[call.outcome] : words.callBooks[call.book]}
            </Badge>
            <span className="w-20 text-end tabular-nums">
              {money(call.book === 'sent' ? call.reserved_micros : call.cost_micros)}
            </span>
            <Button size="sm" variant="quiet" aria-label={words.showText(call.nth)} onPress={() => setOpened(call)}>
              {words.prompt}
            </Button>
          </li>
        ))}
      </ol>
      {opened && (
        <Dialog
          isOpen
          size="xl"
          onOpenChange={(isOpen) => !isOpen && setOpened(null)}
          title={words.showText(opened.nth)}
        >
          <CallText workspace={workspace} call={opened} />
        </Dialog>
      )}
    </section>
  );
}

function CallText({ workspace, call }: { workspace: string; call: JobCall }) {
  const { data } = useQuery(callTextQuery(workspace, call.id));
  if (data === undefined) return <TextSkeleton lines={8} />;
  return (
    <div className="flex flex-col gap-4">
      {data?.prompt?.map(({ role, content }) => (
        <Passage key={`${role} ${content.length}`} title={`${words.prompt}, ${role}`} text={content} />
      ))}
      {data?.answer && <Passage title={words.answer} text={data.answer} />}
    </div>
  );
}

const Passage = ({ title, text }: { title: string; text: string }) => (
  <section className="flex flex-col gap-1">
    <h3 className="text-sm font-medium">{title}</h3>
    <pre dir="auto" className="rounded-lg border bg-sunken px-3 py-2 text-sm whitespace-pre-wrap">
      {text}
    </pre>
  </section>
);
