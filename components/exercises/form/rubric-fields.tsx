'use client';

import { Plus } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { NumberField } from '#components/ui/number-field.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import type { ExerciseOf } from '#lib/exercises/core/exercise.ts';
import { MarkdownField } from './markdown-field.tsx';
import { RowButtons } from './row-buttons.tsx';
import { formText } from './text.ts';

const words = formText;

type Open = ExerciseOf<'open_response'>;
type Criterion = Open['rubric'][number];

interface OpenResponseFieldsProps {
  exercise: Open;
  onChange: (next: Open) => void;
}

/** What an open answer is judged by: criteria, each with levels and their points, and an answer as a model. */
export function OpenResponseFields({ exercise, onChange }: OpenResponseFieldsProps) {
  const { rubric } = exercise;
  const change = (next: Criterion[]) => onChange({ ...exercise, rubric: next });
  return (
    <>
      <MarkdownField
        label={words.model}
        value={exercise.model_answer}
        onChange={(model_answer) => onChange({ ...exercise, model_answer })}
        rows={4}
      />
      <fieldset className="flex flex-col gap-4">
        <legend className="mb-1 text-sm font-medium">{words.rubric}</legend>
        {rubric.map((criterion, at) => (
          <CriterionFields
            // biome-ignore lint/suspicious/noArrayIndexKey: criteria have no ids, and are not moved.
            key={at}
            criterion={criterion}
            number={at + 1}
            count={rubric.length}
            onChange={(next) => change(rubric.with(at, next))}
            onRemove={() => change(rubric.toSpliced(at, 1))}
          />
        ))}
        <Button
          variant="quiet"
          icon={<Plus />}
          className="self-start"
          onPress={() => change([...rubric, { criterion: '', levels: [{ label: '', points: 1, description: '' }] }])}
        >
          {words.addCriterion}
        </Button>
      </fieldset>
    </>
  );
}

interface CriterionFieldsProps {
  criterion: Criterion;
  number: number;
  count: number;
  onChange: (next: Criterion) => void;
  onRemove: () => void;
}

function CriterionFields({ criterion, number, count, onChange, onRemove }: CriterionFieldsProps) {
  const { levels } = criterion;
  const change = (next: typeof levels) => onChange({ ...criterion, levels: next });
  return (
    <div data-row className="flex flex-col gap-2 border-s-2 ps-3">
      <div className="flex items-start gap-2">
        <TextField
          label={words.criterion(number)}
          className="flex-1"
          value={criterion.criterion}
          onChange={(next) => onChange({ ...criterion, criterion: next })}
        />
        <RowButtons
          what={words.criterion(number)}
          removeLabel={words.removeCriterion(number)}
          at={number - 1}
          count={count}
          onRemove={onRemove}
        />
      </div>
      {levels.map((level, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: levels have no ids, and are not moved.
        <div key={at} data-row className="flex items-start gap-2">
          <TextField
            size="sm"
            label={words.level(at + 1, number)}
            hideLabel
            className="w-24 shrink-0"
            value={level.label}
            onChange={(label) => change(levels.with(at, { ...level, label }))}
          />
          <NumberField
            label={words.points(at + 1, number)}
            hideLabel
            className="w-28 shrink-0"
            value={level.points}
            onChange={(points) => change(levels.with(at, { ...level, points }))}
          />
          <div className="min-w-0 flex-1">
            <MarkdownField
              label={words.description(at + 1, number)}
              hideLabel
              value={level.description}
              onChange={(description) => change(levels.with(at, { ...level, description }))}
            />
          </div>
          <RowButtons
            what={words.level(at + 1, number)}
            removeLabel={words.removeLevel(at + 1, number)}
            at={at}
            count={levels.length}
            onRemove={() => change(levels.toSpliced(at, 1))}
          />
        </div>
      ))}
      <Button
        size="sm"
        variant="quiet"
        icon={<Plus />}
        className="self-start"
        onPress={() => change([...levels, { label: '', points: 0, description: '' }])}
      >
        {words.addLevel}
      </Button>
    </div>
  );
}
