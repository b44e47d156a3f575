'use client';

import { type ReactNode, useMemo, useState } from 'react';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { leaveField } from '#components/ui/leave-field.tsx';
import { TextArea } from '#components/ui/text-area.tsx';
import { EXERCISE_TYPES, type ExerciseType } from '#lib/exercises/core/exercise.ts';
import { type Given, newExercise, type Unsaved } from '#lib/exercises/core/write/new-exercise.ts';
import { type QuickReading, readQuickEntry } from '#lib/exercises/core/write/quick-entry.ts';
import { ICONS } from '../exercise-icons.tsx';
import { exercisesText } from '../text.ts';
import { formText } from './text.ts';

const words = formText;

interface QuickEntryProps {
  isFirst: boolean;
  given?: Given;
  /** What that is, in words: an objective and a level. */
  purpose?: string;
  /** Adds it, and opens it where the form was chosen. */
  onAdd: (exercise: Unsaved) => Promise<boolean>;
  isAdding: boolean;
  /** Back to the bank, where there is one. */
  onBack?: () => void;
}

/** An exercise out of a few typed lines, with what they are read as beside them; or one of the nine forms. */
export function QuickEntry({ isFirst, given = {}, purpose, onAdd, isAdding, onBack }: QuickEntryProps) {
  const [text, setText] = useState('');
  const reading = useMemo(() => readQuickEntry(text), [text]);
  const canAdd = reading !== null && reading.lacks === null;
  const add = async () => {
    if (canAdd && (await onAdd({ ...reading.exercise, ...given }))) setText('');
  };
  return (
    <section
      aria-labelledby="quick-entry"
      tabIndex={-1}
      onKeyDown={leaveField}
      className="outline-none mx-auto flex w-full max-w-3xl flex-col gap-5 px-4 py-8 md:px-6"
    >
      <header className="flex flex-col gap-1">
        <div className="flex items-center gap-3">
          <h2 id="quick-entry" className="flex-1 text-lg font-semibold">
            {isFirst ? words.firstTitle : words.nextTitle}
          </h2>
          {onBack && (
            <Button size="sm" variant="quiet" onPress={onBack}>
              {words.back}
            </Button>
          )}
        </div>
        {purpose && (
          <p className="flex items-baseline gap-1.5">
            {words.isFor} <strong dir="auto">{purpose}</strong>
          </p>
        )}
        <p className="text-muted">{words.firstHelp}</p>
      </header>
      <div className="grid overflow-hidden rounded-lg border sm:grid-cols-2">
        <TextArea
          label={words.quickField}
          hideLabel
          autoFocus
          rows={8}
          value={text}
          onChange={setText}
          className="p-1.5"
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
              event.preventDefault();
              void add();
            } else event.continuePropagation();
          }}
        />
        <div className="flex flex-col items-start gap-2 bg-sunken p-3 text-sm" role="status" aria-label={words.readAs}>
          <span className="text-muted">{words.readAs}</span>
          {reading ? <ReadAs reading={reading} /> : <p className="text-faint">{words.nothingYet}</p>}
        </div>
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <Button variant="primary" isDisabled={!canAdd} isPending={isAdding} onPress={() => void add()}>
          {words.add} <Kbd keys="Mod+Enter" />
        </Button>
        <span className="text-sm text-muted">{reading?.lacks ? words.lacks[reading.lacks] : words.thenReasons}</span>
      </div>
      <dl className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-muted">
        {words.examples.map(([typed, what]) => (
          <div key={typed} className="flex items-baseline gap-1.5">
            <dt>
              <code className="rounded-sm bg-sunken px-1 text-xs">{typed}</code>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <FormChoice
        onChoose={(type) => void onAdd({ ...newExercise(type), ...given } as Unsaved)}
        isDisabled={isAdding}
      />
    </section>
  );
}

function FormChoice({ onChoose, isDisabled }: { onChoose: (type: ExerciseType) => void; isDisabled: boolean }) {
  return (
    <section className="flex flex-col gap-2">
      <h3 className="text-sm font-medium">{words.orForm}</h3>
      <ul className="grid grid-cols-2 gap-2 sm:grid-cols-3">
        {EXERCISE_TYPES.map((type) => {
          const Icon = ICONS[type];
          return (
            <li key={type}>
              <Button
                className="w-full justify-start"
                icon={<Icon />}
                isDisabled={isDisabled}
                onPress={() => onChoose(type)}
              >
                {exercisesText.types[type]}
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** What the lines are read as: their type, the question, and the answers with what is right. */
function ReadAs({ reading: { exercise } }: { reading: QuickReading }) {
  const Icon = ICONS[exercise.exercise_type];
  return (
    <>
      <Badge tone="accent" size="sm" icon={<Icon aria-hidden />}>
        {exercisesText.types[exercise.exercise_type]}
      </Badge>
      <p dir="auto" className="font-medium">
        {exercise.stem}
      </p>
      <ul className="flex flex-col gap-1">
        {answersOf(exercise).map(({ text, note }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines as they are typed.
          <li key={at} dir="auto" className="flex flex-wrap items-baseline gap-x-2">
            <span>{text}</span>
            {note && <span className="text-published">{note}</span>}
          </li>
        ))}
      </ul>
    </>
  );
}

interface ReadAnswer {
  text: ReactNode;
  note?: string;
}

function answersOf(exercise: Unsaved): ReadAnswer[] {
  const right = (is: boolean) => (is ? { note: words.rightWord } : {});
  switch (exercise.exercise_type) {
    case 'mcq':
      return exercise.options.map(({ id, text }) => ({ text, ...right(id === exercise.answer_key.option_id) }));
    case 'multi_select':
      return exercise.options.map(({ id, text }) => ({ text, ...right(exercise.answer_key.option_ids.includes(id)) }));
    case 'true_false':
      return [true, false].map((is) => ({ text: is ? words.isTrue : words.isFalse, ...right(exercise.answer === is) }));
    case 'short_answer':
      return [
        { text: exercise.canonical_answer, ...right(exercise.canonical_answer !== '') },
        ...exercise.acceptable_answers.map((text) => ({ text, note: words.acceptedWord })),
      ];
    case 'numeric': {
      const { value, tolerance, unit } = exercise;
      const spread =
        tolerance.mode === 'relative'
          ? ` ± ${tolerance.value * 100} %`
          : tolerance.value
            ? ` ± ${tolerance.value}`
            : '';
      return [{ text: `${value}${spread} ${unit}`.trim(), ...right(true) }];
    }
    case 'cloze':
      return [
        { text: exercise.text },
        ...exercise.blanks.map(({ id, accepted }) => ({
          text: `${id}: ${accepted.join(', ')}`,
          note: words.acceptedWord,
        })),
      ];
    case 'matching':
      return exercise.pairs.map(({ left, right: other }) => ({ text: `${left} → ${other}` }));
    case 'ordering':
      return exercise.items.map(({ text }, at) => ({ text: `${at + 1}. ${text}` }));
    case 'open_response':
      return [];
  }
}
