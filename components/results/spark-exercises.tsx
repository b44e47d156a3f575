'use client';

import dynamic from 'next/dynamic';
import { ExercisesTab } from '#components/exercises/exercises-tab.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import { ResultLine } from './result-line.tsx';

// Read when somebody asks for it.
const ResultsView = dynamic(() => import('./results-view.tsx').then((module) => module.ResultsView), {
  loading: () => (
    <div className="p-6">
      <TextSkeleton lines={8} />
    </div>
  ),
});

interface SparkExercisesProps {
  workspace: string;
  spark: { id: string; slug: string };
}

/** The exercises of a spark, and what learners answered. */
export function SparkExercises({ workspace, spark }: SparkExercisesProps) {
  return (
    <ExercisesTab
      workspace={workspace}
      spark={spark}
      results={{
        view: (views) => (
          <ResultsView workspace={workspace} spark={spark}>
            {views}
          </ResultsView>
        ),
        line: (row) => <ResultLine workspace={workspace} row={row} />,
      }}
    />
  );
}
