'use client';

import { useQuery } from '@tanstack/react-query';
import { usePersonName } from '#components/people/person.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { exerciseVersionsQuery } from '#lib/exercises/queries/bank.ts';
import { exercisesText } from '../text.ts';

const words = exercisesText;

interface ExerciseHistoryProps {
  workspace: string;
  spark_id: string;
  exercise_id: string;
}

/** The newest versions of an exercise: who saved them, and when. */
export function ExerciseHistory({ workspace, spark_id, exercise_id }: ExerciseHistoryProps) {
  const { data: versions } = useQuery(exerciseVersionsQuery(workspace, spark_id, exercise_id));
  const nameOf = usePersonName(workspace);
  if (!versions || versions.length === 0) return null;
  return (
    <section className="flex flex-col gap-1 border-t pt-3">
      <h4 className="text-sm font-medium">{words.history}</h4>
      <ol className="flex flex-col gap-0.5 text-sm text-muted">
        {versions.map((one) => (
          <li key={one.version} className="flex flex-wrap gap-x-2">
            <span className="text-ink">{one.exercise === null ? words.removed : words.version(one.version)}</span>
            <span>{nameOf(one.author)}</span>
            <RelativeTime value={one.created_at} />
          </li>
        ))}
      </ol>
    </section>
  );
}
