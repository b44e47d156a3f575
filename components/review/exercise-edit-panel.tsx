'use client';

import { Check } from 'lucide-react';
import { useState } from 'react';
import { ExerciseForm } from '#components/exercises/form/exercise-form.tsx';
import { Button } from '#components/ui/button.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import type { Raw } from '#lib/exercises/core/raw.ts';
import { readExercise } from '#lib/exercises/core/read-exercise.ts';
import { overlay } from '#lib/exercises/core/write/overlay.ts';
import { reviewText } from './text.ts';

const words = reviewText;

interface ExerciseEditPanelProps {
  workspace: string;
  spark_id: string;
  /** As it would be written. */
  exercise: Raw;
  onApprove: (exercise: Raw) => void;
  onBack: () => void;
}

/** An exercise of a draft to be put right before it is approved, in the form in which exercises are written. */
export function ExerciseEditPanel({ workspace, spark_id, exercise, onApprove, onBack }: ExerciseEditPanelProps) {
  const [before] = useState(() => readExercise(exercise));
  const [now, setNow] = useState(before);
  if (!before || !now) return null;
  const approve = () => onApprove(overlay(exercise, before, now));
  return (
    <section
      aria-label={words.editTitle}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onBack();
        else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) approve();
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
      className="flex h-full min-h-0 flex-col bg-surface"
    >
      <div className="flex flex-wrap items-center gap-3 border-b px-4 py-2.5 md:px-6">
        <div className="flex min-w-0 basis-80 grow flex-col">
          <h2 className="font-medium">{words.editTitle}</h2>
          <p className="text-sm text-muted">{words.exercisePart.editHelp}</p>
        </div>
        <Button variant="quiet" onPress={onBack}>
          {words.back}
          <Kbd keys="Escape" />
        </Button>
        <Button variant="primary" icon={<Check />} onPress={approve}>
          {words.approveEdited}
          <Kbd keys="Mod+Enter" inverted />
        </Button>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto w-full max-w-[38rem] px-5 py-6">
          <ExerciseForm
            workspace={workspace}
            spark_id={spark_id}
            // Nothing of it is saved before it is approved.
            open={{ exercise_id: null, place: 0, hash: '', version: null, stored: null, objectives: [], problems: [] }}
            draft={{
              exercise: now,
              change: setNow,
              status: 'unsaved',
              savedAt: undefined,
              failure: null,
              conflicts: [],
              decide: () => {},
              save: async () => false,
            }}
          />
        </div>
      </div>
    </section>
  );
}
