'use client';

import { ExercisesFrame } from '#components/exercises/exercises-frame.tsx';
import { WorkspaceBank } from '#components/exercises/workspace-bank.tsx';
import { ResultLine } from './result-line.tsx';
import { ResultsView } from './results-view.tsx';

/** What learners' answers say of the exercises of all sparks. */
export function ResultsPage({ workspace }: { workspace: string }) {
  return (
    <ExercisesFrame workspace={workspace} selected="results">
      <ResultsView workspace={workspace} spark={null} />
    </ExercisesFrame>
  );
}

/** The exercises of all sparks, each with what learners answered. */
export function BankWithResults({ workspace }: { workspace: string }) {
  return <WorkspaceBank workspace={workspace} answered={(row) => <ResultLine workspace={workspace} row={row} />} />;
}
