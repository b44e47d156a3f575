'use client';

import { useQuery } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import { useState } from 'react';
import { QueryProblem } from '#components/base/problem.tsx';
import { ExerciseOutline } from '#components/exercises/exchange/exercise-outline.tsx';
import { LessonView } from '#components/lessons/reading/lesson-view.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import { readExercise } from '#lib/exercises/core/read-exercise.ts';
import type { OpenJob } from '#lib/generation/core/job-json.ts';
import { proposalQuery } from '#lib/generation/queries/jobs.ts';
import type { ShownProposal } from '#lib/generation/services/proposals.ts';
import { generationText } from '../text.ts';
import { Extracted } from './extracted.tsx';
import { Opinion } from './opinion.tsx';
import { OutlineView } from './outline-view.tsx';
import { SourceText } from './source-text.tsx';

const words = generationText.proposal;

/** What of a source is shown beside. */
export interface ShownPassage {
  source_id: string;
  from: number;
  to: number;
}

interface ProposalViewProps {
  workspace: string;
  proposal_id: string;
  sources: OpenJob['sources'];
  onBack: () => void;
}

/** A proposal to be read, with the way from its words to where they stand in the source. */
export function ProposalView({ workspace, proposal_id, sources, onBack }: ProposalViewProps) {
  const { data, error, refetch } = useQuery(proposalQuery(workspace, proposal_id));
  const [passage, setPassage] = useState<ShownPassage | null>(null);
  const source = passage && sources.find(({ id }) => id === passage.source_id);
  return (
    <article className="flex min-w-0 flex-col gap-4">
      <Button variant="quiet" size="sm" icon={<ArrowLeft />} onPress={onBack} className="self-start">
        {words.back}
      </Button>
      {error ? (
        <QueryProblem title={words.notRead} error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <TextSkeleton lines={8} />
      ) : (
        <>
          <h2
            dir="auto"
            tabIndex={-1}
            // Whoever opened it reads on from here.
            ref={(heading) => heading?.focus()}
            className="text-xl font-semibold text-pretty outline-none"
          >
            {data.title}
          </h2>
          <Body proposal={data} sources={sources} onShow={setPassage} />
        </>
      )}
      {passage && source && (
        <SourceText workspace={workspace} name={source.name} passage={passage} onClose={() => setPassage(null)} />
      )}
    </article>
  );
}

interface BodyProps {
  proposal: ShownProposal;
  sources: OpenJob['sources'];
  onShow: (passage: ShownPassage) => void;
}

function Body({ proposal, sources, onShow }: BodyProps) {
  const { body } = proposal;
  switch (body.kind) {
    case 'spark':
      return <Spark proposal={proposal} sources={sources} onShow={onShow} />;
    case 'exercises':
    case 'quiz':
      return (
        <ol className="flex flex-col divide-y rounded-lg border bg-surface">
          {body.exercises.map((part, at) => {
            const read = readExercise(part.do === 'remove' ? part.before : part.exercise);
            const [at_source] = [proposal.evidence[at]];
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: a proposal never changes.
              <li key={at} className="flex flex-col gap-2 px-4 py-3">
                {part.do !== 'add' && (
                  <Badge tone={part.do === 'change' ? 'amber' : 'red'}>{words.does[part.do]}</Badge>
                )}
                {read && <ExerciseOutline exercise={read} />}
                {part.do === 'remove' && <p dir="auto">{part.why}</p>}
                <div className="flex flex-wrap items-center gap-2">
                  {part.do === 'add' && part.needs_distractors && (
                    <Badge tone="amber" title={words.needsDistractorsHelp}>
                      {words.needsDistractors}
                    </Badge>
                  )}
                  {at_source && (
                    <Button size="sm" variant="quiet" onPress={() => onShow(at_source)}>
                      {words.source}
                    </Button>
                  )}
                </div>
              </li>
            );
          })}
        </ol>
      );
    case 'links':
      return (
        <ul className="flex flex-col divide-y rounded-lg border bg-surface">
          {body.links.map(({ source, target, reason, confidence }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a proposal never changes, and lessons may be called alike.
            <li key={at} className="flex flex-col gap-1 px-4 py-3">
              <span dir="auto" className="font-medium">
                {words.before(source.title, target.title)}
              </span>
              <span dir="auto" className="text-sm">
                {reason}
              </span>
              <span className="text-sm text-muted">{words.confidence(confidence.toFixed(1))}</span>
            </li>
          ))}
        </ul>
      );
    case 'piece':
      return <LessonView html={proposal.html ?? ''} className="max-w-prose" />;
    case 'profile':
    case 'review':
      return <Opinion body={body} />;
    case 'outline':
      return <OutlineView body={body} />;
  }
}

function Spark({ proposal, sources, onShow }: BodyProps) {
  const [view, setView] = useState<'rendered' | 'extracted'>('rendered');
  return (
    <>
      <Segmented
        label={words.views}
        size="sm"
        value={view}
        onChange={setView}
        className="self-start"
        items={[
          { id: 'rendered', label: words.rendered },
          { id: 'extracted', label: words.extracted },
        ]}
      />
      {view === 'rendered' ? (
        <LessonView html={proposal.html ?? ''} className="max-w-prose" />
      ) : (
        <Extracted proposal={proposal} sources={sources} onShow={onShow} />
      )}
    </>
  );
}
