'use client';

import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { QueryProblem } from '#components/base/problem.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import type { Raw } from '#lib/exercises/core/raw.ts';
import { renderedDraftQuery } from '#lib/exercises/queries/rendering.ts';
import { reviewText } from './text.ts';

const Player = dynamic(() => import('#components/exercises/player/player.tsx').then(({ Player }) => Player), {
  loading: () => <TextSkeleton lines={6} />,
});
const words = reviewText.exercisePart;

/** An exercise of a draft as a learner meets it. Nothing is recorded. */
export function PlayedExercise({ workspace, exercise }: { workspace: string; exercise: Raw }) {
  const { data, error, refetch } = useQuery(renderedDraftQuery(workspace, exercise));
  if (error) return <QueryProblem title={words.notPlayed} error={error} onRetry={() => void refetch()} />;
  if (!data) return <TextSkeleton lines={6} />;
  return (
    <section aria-label={words.played} className="overflow-hidden rounded-lg border">
      <Player title={words.played} items={[{ key: 'draft', rendered: data }]} version={0} language="" isPreview />
    </section>
  );
}
