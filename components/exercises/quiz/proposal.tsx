'use client';

import { useQuery } from '@tanstack/react-query';
import { Check, Shuffle, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { QueryProblem } from '#components/base/problem.tsx';
import { useShortcuts } from '#components/shell/shortcuts.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import { quizProposalQuery } from '#lib/exercises/queries/quiz.ts';
import type { QuizProposal } from '#lib/exercises/services/quiz.ts';
import type { BankEdits } from '../bank/use-bank-edits.ts';
import { quizText } from './text.ts';

const words = quizText;

interface ProposalProps {
  workspace: string;
  spark_id: string;
  length: number;
  pinned: string[];
  /** Whether it may ask what earlier quizzes ask. */
  repeats: boolean;
  /** The quiz that is there. */
  before: string[];
  edits: BankEdits;
  onDone: () => void;
}

/** A quiz that is proposed: each question with its reason, what could not be met and why. Nothing changes before it is used. */
export function Proposal({ workspace, spark_id, length, pinned, repeats, before, edits, onDone }: ProposalProps) {
  const [seed, setSeed] = useState(1);
  const { data, error, refetch } = useQuery(quizProposalQuery(workspace, { spark_id, seed, length, pinned, repeats }));
  const use = async () => {
    if (data && (await edits.makeQuiz(spark_id, data.quiz, noted(data), before))) onDone();
  };
  useShortcuts(words.assemble, [
    { keys: 'Mod+Enter', label: words.use, run: () => void use() },
    { keys: 'Escape', label: words.keepMine, run: onDone },
    { keys: 'S', label: words.otherSeed, run: () => setSeed((now) => now + 1) },
  ]);
  if (error) {
    return (
      <div className="p-6">
        <QueryProblem title={words.notAssembled} error={error} onRetry={() => void refetch()} />
      </div>
    );
  }
  return (
    <section
      aria-label={words.proposal(length)}
      className="flex min-h-0 flex-1 flex-col gap-4 overflow-auto px-4 py-4 md:px-6"
    >
      <div className="flex flex-wrap items-center gap-3">
        <h2 className="text-base font-semibold">{words.proposal(data?.quiz.length ?? length)}</h2>
        {data && (
          <Badge
            tone={data.is_best ? 'green' : 'amber'}
            size="sm"
            icon={data.is_best ? <Check aria-hidden /> : undefined}
          >
            {data.is_best ? words.best : words.found}
          </Badge>
        )}
        <span className="text-sm text-muted">{words.seed(seed)}</span>
        <Button size="sm" variant="quiet" icon={<Shuffle />} onPress={() => setSeed((now) => now + 1)}>
          {words.otherSeed}
        </Button>
        <span className="flex-1" />
        <Button variant="quiet" onPress={onDone}>
          {words.keepMine}
        </Button>
        <Button
          variant="primary"
          icon={<Check />}
          isDisabled={!data}
          isPending={edits.isPending}
          onPress={() => void use()}
        >
          {words.use}
        </Button>
      </div>
      {data ? <Proposed proposal={data} /> : <TextSkeleton lines={8} />}
    </section>
  );
}

/** What is kept with the quiz: why each question was taken, and what could not be met. */
const noted = ({ taken, gaps, objectives }: QuizProposal) => ({
  selection_rationale: taken.map(({ exercise_id, reason }) => ({
    exercise_id,
    reason: words.taken(reason, objectives),
  })),
  gaps_identified: gaps.map((gap) => words.gap(gap, objectives)),
});

function Proposed({ proposal: { taken, left_out, gaps, stems, objectives } }: { proposal: QuizProposal }) {
  return (
    <>
      {gaps.length > 0 && (
        <div role="status" className="flex gap-2.5 rounded-lg bg-draft-soft px-3 py-2.5 text-sm">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-draft" />
          <div>
            <p className="font-medium">{words.notMet}</p>
            <ul>
              {gaps.map((gap) => (
                <li key={JSON.stringify(gap)}>{words.gap(gap, objectives)}</li>
              ))}
            </ul>
          </div>
        </div>
      )}
      <ol className="border-t">
        {taken.map(({ exercise_id, reason, is_new }, at) => (
          <li
            key={exercise_id}
            className="grid grid-cols-[1.5rem_minmax(0,2fr)_minmax(0,1fr)_5rem] items-center gap-3 border-b py-2 text-sm"
          >
            <span className="text-end text-faint tabular-nums">{at + 1}</span>
            <span dir="auto" className="truncate">
              {stems[exercise_id]}
            </span>
            <span className="text-muted">{words.taken(reason, objectives)}</span>
            <span>
              {is_new ? (
                <Badge tone="green" size="sm">
                  {words.isNew}
                </Badge>
              ) : (
                <span className="text-muted">{words.stays}</span>
              )}
            </span>
          </li>
        ))}
      </ol>
      {left_out.length > 0 && (
        <section className="flex flex-col gap-1" aria-label={words.leftOut}>
          <h3 className="text-sm font-medium">{words.leftOut}</h3>
          <ul className="border-t">
            {left_out.map(({ exercise_id, reason }) => (
              <li
                key={exercise_id}
                className="grid grid-cols-[1.5rem_minmax(0,2fr)_minmax(0,1fr)_5rem] gap-3 border-b py-2 text-sm"
              >
                <span />
                <del dir="auto" className="truncate text-muted">
                  {stems[exercise_id] ?? exercise_id}
                </del>
                <span className="text-muted">{words.left[reason]}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
