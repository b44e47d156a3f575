'use client';

import { useState } from 'react';
import { SaveState } from '#components/shell/save-state.tsx';
import { Button } from '#components/ui/button.tsx';
import { ComboBox } from '#components/ui/combo-box.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { Select } from '#components/ui/select.tsx';
import {
  COGNITIVE_LEVELS,
  DIFFICULTIES,
  EXERCISE_TYPES,
  type Exercise,
  type ExerciseType,
} from '#lib/exercises/core/exercise.ts';
import { changeType, type LostPart } from '#lib/exercises/core/write/convert.ts';
import type { OpenExercise } from '#lib/exercises/services/bank.ts';
import { ICONS } from '../exercise-icons.tsx';
import { exercisesText } from '../text.ts';
import { NumericFields, ShortAnswerFields, TrueFalseFields } from './answer-fields.tsx';
import { ChoiceFields } from './choice-fields.tsx';
import { ClozeFields } from './cloze-fields.tsx';
import { ConflictPanel } from './conflict-panel.tsx';
import { FormProvider } from './form-context.tsx';
import { MatchingFields, OrderingFields } from './list-fields.tsx';
import { MarkdownField } from './markdown-field.tsx';
import { OpenResponseFields } from './rubric-fields.tsx';
import { formText } from './text.ts';
import type { ExerciseDraft } from './use-exercise-draft.ts';

const words = formText;

export interface ObjectiveChoice {
  objective: string;
  title: string;
}

interface ExerciseFormProps {
  workspace: string;
  spark_id: string;
  open: OpenExercise;
  draft: ExerciseDraft;
}

/** An exercise as it is written: its question, what its type has, and where it belongs. It is saved by itself. */
export function ExerciseForm({ workspace, spark_id, open, draft }: ExerciseFormProps) {
  const { exercise, change, status, savedAt, failure, conflicts, decide, save } = draft;
  const asked = exercise.exercise_type;
  return (
    <FormProvider workspace={workspace} spark_id={spark_id} open={open}>
      <form
        aria-label={words.thisExercise}
        className="flex flex-col gap-4"
        onSubmit={(event) => event.preventDefault()}
      >
        <div className="flex items-end gap-3">
          <TypeField exercise={exercise} onChange={change} />
          <SaveState status={status} savedAt={savedAt} onPress={status === 'failed' ? () => void save() : undefined} />
        </div>
        {failure && <ProblemNotice title={words.notSaved} why={failure} />}
        {conflicts.length > 0 && <ConflictPanel exercise={exercise} conflicts={conflicts} onDecide={decide} />}
        <MarkdownField
          label={words.question}
          hasBar
          rows={2}
          value={exercise.stem}
          autoFocus={exercise.stem === ''}
          onChange={(stem) => change({ ...exercise, stem })}
        />
        <PartsOf key={asked} exercise={exercise} onChange={change} />
        <PlaceFields exercise={exercise} onChange={change} objectives={open.objectives} />
      </form>
    </FormProvider>
  );
}

interface Fields {
  exercise: Exercise;
  onChange: (next: Exercise) => void;
}

/** What only this type has. */
function PartsOf({ exercise, onChange }: Fields) {
  switch (exercise.exercise_type) {
    case 'mcq':
    case 'multi_select':
      return <ChoiceFields exercise={exercise} onChange={onChange} />;
    case 'true_false':
      return <TrueFalseFields exercise={exercise} onChange={onChange} />;
    case 'short_answer':
      return <ShortAnswerFields exercise={exercise} onChange={onChange} />;
    case 'numeric':
      return <NumericFields exercise={exercise} onChange={onChange} />;
    case 'cloze':
      return <ClozeFields exercise={exercise} onChange={onChange} />;
    case 'matching':
      return <MatchingFields exercise={exercise} onChange={onChange} />;
    case 'ordering':
      return <OrderingFields exercise={exercise} onChange={onChange} />;
    case 'open_response':
      return <OpenResponseFields exercise={exercise} onChange={onChange} />;
  }
}

const TYPES = EXERCISE_TYPES.map((id) => {
  const Icon = ICONS[id];
  return { id, label: exercisesText.types[id] ?? id, icon: <Icon aria-hidden /> };
});

/** The type; before a part would be lost it says so and asks. */
function TypeField({ exercise, onChange }: Fields) {
  const [asked, setAsked] = useState<{ type: ExerciseType; lost: LostPart[] } | null>(null);
  const become = (type: ExerciseType) => {
    onChange({ ...changeType(exercise, type).exercise, id: exercise.id });
    setAsked(null);
  };
  const choose = (id: string) => {
    const type = EXERCISE_TYPES.find((one) => one === id);
    if (!type || type === exercise.exercise_type) return setAsked(null);
    const { lost } = changeType(exercise, type);
    if (lost.length === 0) become(type);
    else setAsked({ type, lost });
  };
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-2">
      <Select
        label={words.type}
        options={TYPES}
        value={asked?.type ?? exercise.exercise_type}
        onChange={choose}
        className="max-w-56"
      />
      {asked && (
        <div role="alert" className="flex flex-col gap-2 rounded-lg bg-draft-soft px-3 py-2.5 text-sm">
          <p>{words.losing(asked.lost.map((part) => words.lost[part]).join(', '))}</p>
          <div className="flex flex-wrap gap-2">
            <Button size="sm" onPress={() => become(asked.type)}>
              {words.change}
            </Button>
            <Button size="sm" variant="quiet" onPress={() => setAsked(null)}>
              {words.keep}
            </Button>
          </div>
        </div>
      )}
    </div>
  );
}

const NOT_SET = { id: '', label: words.notSet };
const choices = (known: readonly string[], names: Record<string, string>, now: string | undefined) => [
  NOT_SET,
  // What an importer brought stays what it is until somebody chooses.
  ...[...known, ...(now && !known.includes(now) ? [now] : [])].map((id) => ({ id, label: names[id] ?? id })),
];

/** Where it belongs: level, difficulty, objective. */
function PlaceFields({ exercise, onChange, objectives }: Fields & { objectives: readonly ObjectiveChoice[] }) {
  const set = (field: 'cognitive_level' | 'difficulty' | 'aligned_learning_objective', value: string | null) => {
    const { [field]: _, ...others } = exercise;
    // What is not set is absent.
    onChange(value ? { ...exercise, [field]: value } : (others as Exercise));
  };
  const { cognitive_level, difficulty, aligned_learning_objective: objective } = exercise;
  const titles = Object.fromEntries(objectives.map((one) => [one.objective, one.title]));
  const known = objectives.map((one) => one.objective);
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Select
        label={words.cognitiveLevel}
        options={choices(COGNITIVE_LEVELS, exercisesText.levels, cognitive_level)}
        value={cognitive_level ?? ''}
        onChange={(value) => set('cognitive_level', value)}
      />
      <Select
        label={words.difficulty}
        options={choices(DIFFICULTIES, exercisesText.difficulties, difficulty)}
        value={difficulty ?? ''}
        onChange={(value) => set('difficulty', value)}
      />
      {known.length > 12 ? (
        <ComboBox
          label={words.objective}
          options={choices(known, titles, objective)}
          value={objective ?? ''}
          onChange={(value) => set('aligned_learning_objective', value)}
          className="sm:col-span-2"
        />
      ) : (
        <Select
          label={words.objective}
          options={choices(known, titles, objective)}
          value={objective ?? ''}
          onChange={(value) => set('aligned_learning_objective', value)}
          className="sm:col-span-2"
        />
      )}
    </div>
  );
}
