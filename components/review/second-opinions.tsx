'use client';

import { useQuery } from '@tanstack/react-query';
import { Check, X } from 'lucide-react';
import { useState } from 'react';
import { QueryProblem } from '#components/base/problem.tsx';
import { LessonView } from '#components/lessons/reading/lesson-view.tsx';
import { Button, LinkButton } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import { TextArea } from '#components/ui/text-area.tsx';
import { toast } from '#components/ui/toast.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import { LONGEST_REASON_TEXT } from '#lib/review/core/proposal.ts';
import { secondOpinionsQuery, useSecondOpinion } from '#lib/review/queries/attention.ts';
import type { ShownJudged } from '#lib/review/services/second-opinions.ts';
import { attentionText } from './attention-text.ts';
import { ChangeView } from './change-view.tsx';
import { PartsView } from './parts-view.tsx';
import { useExerciseMerge } from './use-exercise-merge.ts';

const words = attentionText.second;
const NO_LOOPS: ReadonlySet<number> = new Set();
const NOTHING: never[] = [];
const NOBODY = { user_id: '' };

/** Drafts that somebody else has decided about, one after the other, without what was decided. */
export function SecondOpinions({ workspace }: { workspace: string }) {
  const found = useQuery(secondOpinionsQuery(workspace));
  if (found.error && !found.data)
    return <QueryProblem title={words.notRead} error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <TextSkeleton lines={12} />;
  const { first, total } = found.data;
  if (!first)
    return (
      <EmptyState
        drawing="pages"
        title={words.empty}
        action={<LinkButton href={inWorkspace(workspace).review()}>{words.openDesk}</LinkButton>}
      >
        {words.emptyWhy}
      </EmptyState>
    );
  return <Judging key={first.id} workspace={workspace} draft={first} total={total} />;
}

function Judging({ workspace, draft, total }: { workspace: string; draft: ShownJudged; total: number }) {
  const [reason, setReason] = useState('');
  const give = useSecondOpinion(workspace);
  const say = (what: 'approve' | 'reject') =>
    // By its own promise: the next draft takes the place of this one, and what is told to `mutate` leaves with it.
    give.mutateAsync({ proposal_id: draft.id, opinion: { do: what, ...(reason.trim() && { reason }) } }).then(
      ({ is_alike, first }) => toast.done(is_alike ? words.alike : words.otherwise[first]),
      (error) => toast.problem(words.notGiven, { detail: problemOf(error).message }),
    );
  return (
    <article className="mx-auto flex w-full max-w-[38rem] flex-col gap-5">
      <header className="flex flex-col gap-1">
        <p className="flex justify-between gap-4 text-sm text-muted">
          <span>{words.title}</span>
          <span className="tabular-nums">{words.left(total)}</span>
        </p>
        <h1 dir="auto" className="text-lg font-semibold text-balance">
          {draft.title}
        </h1>
        <p className="text-sm text-muted">{words.help}</p>
      </header>
      <Body workspace={workspace} draft={draft} />
      <TextArea label={words.reason} value={reason} onChange={setReason} limit={LONGEST_REASON_TEXT} />
      <div className="sticky bottom-0 flex flex-wrap gap-2 border-t bg-canvas py-3">
        <Button variant="primary" icon={<Check />} isPending={give.isPending} onPress={() => say('approve')}>
          {words.approve}
        </Button>
        <Button icon={<X />} isDisabled={give.isPending} onPress={() => say('reject')}>
          {words.reject}
        </Button>
      </div>
    </article>
  );
}

interface BodyProps {
  workspace: string;
  draft: ShownJudged;
}

function Body({ workspace, draft }: BodyProps) {
  const { difference, html } = draft;
  const [isUnfolded, setUnfolded] = useState(false);
  if (difference)
    return <ChangeView stretches={difference} at={-1} isUnfolded={isUnfolded} onUnfold={() => setUnfolded(true)} />;
  if (html !== null) return <LessonView html={html} />;
  return <Parts workspace={workspace} draft={draft} />;
}

/** Exercises or links as they were drafted: whoever judges them sees nothing of what became of them. */
function Parts({ workspace, draft: { id, body } }: BodyProps) {
  const [at, setAt] = useState(0);
  const merge = useExerciseMerge({ id, body, exercises_now: NOTHING }, NOBODY, setAt);
  if (body.kind !== 'exercises' && body.kind !== 'quiz' && body.kind !== 'links') return null;
  return (
    <PartsView
      workspace={workspace}
      body={body}
      at={at}
      parts={NOTHING}
      loops={NO_LOOPS}
      onGo={setAt}
      now={NOTHING}
      merge={merge}
      isPlayed={false}
    />
  );
}
