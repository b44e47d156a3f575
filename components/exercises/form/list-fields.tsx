'use client';

import { Plus } from 'lucide-react';
import { useRef } from 'react';
import { Button } from '#components/ui/button.tsx';
import { TextArea } from '#components/ui/text-area.tsx';
import type { ExerciseOf } from '#lib/exercises/core/exercise.ts';
import { freeId } from '#lib/exercises/core/write/new-exercise.ts';
import { Explanation } from './answer-fields.tsx';
import { fromLines, swapped, toLines } from './lines.ts';
import { MarkdownField } from './markdown-field.tsx';
import { movesWithAlt, RowButtons } from './row-buttons.tsx';
import { ScoringField } from './scoring-field.tsx';
import { formText } from './text.ts';

const words = formText;

interface Fields<T> {
  exercise: T;
  onChange: (next: T) => void;
}

export function MatchingFields({ exercise, onChange }: Fields<ExerciseOf<'matching'>>) {
  const { pairs } = exercise;
  const change = (next: typeof pairs) => onChange({ ...exercise, pairs: next });
  return (
    <>
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1 text-sm font-medium">{words.pairs}</legend>
        <ol className="flex flex-col gap-2">
          {pairs.map((pair, at) => (
            <li
              // biome-ignore lint/suspicious/noArrayIndexKey: pairs have no ids; a field is the one at its place.
              key={at}
              className="flex items-start gap-2"
              onKeyDown={(event) => movesWithAlt(event, (by) => change(swapped(pairs, at, by)))}
            >
              <div className="grid min-w-0 flex-1 gap-2 sm:grid-cols-2">
                <MarkdownField
                  label={words.left(at + 1)}
                  hideLabel
                  value={pair.left}
                  onChange={(left) => change(pairs.with(at, { ...pair, left }))}
                />
                <MarkdownField
                  label={words.right(at + 1)}
                  hideLabel
                  value={pair.right}
                  onChange={(right) => change(pairs.with(at, { ...pair, right }))}
                />
              </div>
              <RowButtons
                what={words.left(at + 1)}
                removeLabel={words.removePair(at + 1)}
                at={at}
                count={pairs.length}
                onMove={(by) => change(swapped(pairs, at, by))}
                onRemove={() => change(pairs.toSpliced(at, 1))}
              />
            </li>
          ))}
        </ol>
        <Button
          variant="quiet"
          icon={<Plus />}
          className="self-start"
          onPress={() => change([...pairs, { left: '', right: '' }])}
        >
          {words.addPair}
        </Button>
      </fieldset>
      <TextArea
        label={words.distractors}
        help={words.distractorsHelp}
        rows={2}
        value={toLines(exercise.distractors)}
        onChange={(value) => onChange({ ...exercise, distractors: fromLines(value) })}
      />
      <ScoringField
        scoring={exercise.scoring}
        onChange={(scoring) => onChange({ ...exercise, scoring })}
        partial={words.partialPairs(pairs.length)}
      />
      <Explanation exercise={exercise} onChange={onChange} />
    </>
  );
}

export function OrderingFields({ exercise, onChange }: Fields<ExerciseOf<'ordering'>>) {
  const { items } = exercise;
  const list = useRef<HTMLOListElement>(null);
  const change = (next: typeof items) => onChange({ ...exercise, items: next });
  const add = (at: number) => {
    change(
      items.toSpliced(at, 0, {
        id: freeId(
          'step_',
          items.map(({ id }) => id),
        ),
        text: '',
      }),
    );
    requestAnimationFrame(() => list.current?.children[at]?.querySelector('textarea')?.focus());
  };
  return (
    <>
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1 text-sm font-medium">{words.steps}</legend>
        <ol ref={list} className="flex flex-col gap-2">
          {items.map((item, at) => (
            <li
              key={item.id}
              className="flex items-start gap-2"
              onKeyDown={(event) => movesWithAlt(event, (by) => change(swapped(items, at, by)))}
            >
              <span aria-hidden className="flex h-8 w-5 shrink-0 items-center justify-end text-faint tabular-nums">
                {at + 1}
              </span>
              <div className="min-w-0 flex-1">
                <MarkdownField
                  label={words.step(at + 1)}
                  hideLabel
                  value={item.text}
                  onChange={(text) => change(items.with(at, { ...item, text }))}
                  onEnter={() => add(at + 1)}
                />
              </div>
              <RowButtons
                what={words.step(at + 1)}
                removeLabel={words.removeStep(at + 1)}
                at={at}
                count={items.length}
                onMove={(by) => change(swapped(items, at, by))}
                onRemove={() => change(items.toSpliced(at, 1))}
              />
            </li>
          ))}
        </ol>
        <Button variant="quiet" icon={<Plus />} className="self-start" onPress={() => add(items.length)}>
          {words.addStep}
        </Button>
      </fieldset>
      <ScoringField
        scoring={exercise.scoring}
        onChange={(scoring) => onChange({ ...exercise, scoring })}
        partial={words.partialSteps}
      />
      <Explanation exercise={exercise} onChange={onChange} />
    </>
  );
}
