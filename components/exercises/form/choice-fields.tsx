'use client';

import { Plus } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { cx } from '#components/ui/cx.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { type ChoiceOption, type ExerciseOf, optionLabel } from '#lib/exercises/core/exercise.ts';
import { freeId } from '#lib/exercises/core/write/new-exercise.ts';
import { swapped } from './lines.ts';
import { MarkdownField } from './markdown-field.tsx';
import { movesWithAlt, RowButtons } from './row-buttons.tsx';
import { ScoringField } from './scoring-field.tsx';
import { formText } from './text.ts';

const words = formText;

type Choice = ExerciseOf<'mcq'> | ExerciseOf<'multi_select'>;

interface ChoiceFieldsProps {
  exercise: Choice;
  onChange: (next: Choice) => void;
}

const rightIds = (exercise: Choice): string[] =>
  exercise.exercise_type === 'mcq' ? [exercise.answer_key.option_id] : exercise.answer_key.option_ids;

/** Options with the key that names the right ones; labels follow the order, and the key of one choice the label. */
function withOptions(exercise: Choice, options: ChoiceOption[], ids: string[]): Choice {
  const labelled = options.map((option, at) => ({
    ...option,
    label: optionLabel(at),
    // What is right has no reason to be wrong.
    rationale_wrong: ids.includes(option.id) ? null : option.rationale_wrong,
  }));
  if (exercise.exercise_type === 'multi_select') {
    const option_ids = labelled.flatMap(({ id }) => (ids.includes(id) ? [id] : []));
    return { ...exercise, options: labelled, answer_key: { ...exercise.answer_key, option_ids } };
  }
  const right = labelled.find(({ id }) => id === ids[0]);
  const answer_key = { ...exercise.answer_key, option_id: right?.id ?? '', label: right?.label ?? '' };
  return { ...exercise, options: labelled, answer_key };
}

/** Options of which one or several are right, each wrong one with its reason, and why the right one is right. */
export function ChoiceFields({ exercise, onChange }: ChoiceFieldsProps) {
  const { options } = exercise;
  const ids = rightIds(exercise);
  const list = useRef<HTMLOListElement>(null);
  const change = (next: ChoiceOption[], right = ids) => onChange(withOptions(exercise, next, right));
  const add = (at: number) => {
    const fresh = {
      id: freeId(
        'opt_',
        options.map(({ id }) => id),
      ),
      label: '',
      text: '',
      rationale_wrong: null,
    };
    change(options.toSpliced(at, 0, fresh));
    requestAnimationFrame(() => list.current?.children[at]?.querySelector('textarea')?.focus());
  };
  const choose = (id: string) => {
    if (exercise.exercise_type === 'mcq') change(options, [id]);
    else change(options, ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id]);
  };
  return (
    <>
      <fieldset className="flex min-w-0 flex-col gap-2">
        <legend className="mb-1 text-sm font-medium">
          {words.options}{' '}
          <span className="font-normal text-muted">
            {exercise.exercise_type === 'mcq' ? words.chooseOne : words.chooseSeveral}
          </span>
        </legend>
        <ol ref={list} className="flex flex-col gap-3">
          {options.map((option, at) => (
            <OptionRow
              key={option.id}
              option={option}
              at={at}
              count={options.length}
              isOne={exercise.exercise_type === 'mcq'}
              isRight={ids.includes(option.id)}
              group={exercise.id}
              onChoose={() => choose(option.id)}
              onChange={(next) => change(options.with(at, next))}
              onMove={(by) => change(swapped(options, at, by))}
              onRemove={() =>
                change(
                  options.toSpliced(at, 1),
                  ids.filter((id) => id !== option.id),
                )
              }
              onEnter={() => add(at + 1)}
            />
          ))}
        </ol>
        <div className="flex flex-wrap items-center gap-3">
          <Button variant="quiet" icon={<Plus />} onPress={() => add(options.length)}>
            {words.addOption}
          </Button>
          <span className="text-sm text-faint">{words.addOptionHelp}</span>
        </div>
      </fieldset>
      <MarkdownField
        label={words.whyRight}
        value={exercise.answer_key.rationale_right}
        onChange={(rationale_right) => {
          if (exercise.exercise_type === 'mcq')
            onChange({ ...exercise, answer_key: { ...exercise.answer_key, rationale_right } });
          else onChange({ ...exercise, answer_key: { ...exercise.answer_key, rationale_right } });
        }}
        rows={2}
      />
      {exercise.exercise_type === 'multi_select' && (
        <ScoringField
          scoring={exercise.scoring}
          onChange={(scoring) => onChange({ ...exercise, scoring })}
          partial={words.partialOptions(exercise.answer_key.option_ids.length)}
        />
      )}
    </>
  );
}

interface OptionRowProps {
  option: ChoiceOption;
  at: number;
  count: number;
  isOne: boolean;
  isRight: boolean;
  /** Radio buttons of one exercise belong together. */
  group: string;
  onChoose: () => void;
  onChange: (option: ChoiceOption) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
  onEnter: () => void;
}

function OptionRow(props: OptionRowProps) {
  const { option, at, count, isOne, isRight, group, onChoose, onChange, onMove, onRemove, onEnter } = props;
  const { label } = option;
  return (
    <li className="flex items-start gap-2" onKeyDown={(event) => movesWithAlt(event, onMove)}>
      <label className="flex h-8 shrink-0 items-center gap-1.5 font-medium">
        <input
          type={isOne ? 'radio' : 'checkbox'}
          name={`right ${group}`}
          checked={isRight}
          onChange={onChoose}
          aria-label={words.isRight(label)}
          className="size-4 accent-accent"
        />
        <span aria-hidden>{label}</span>
      </label>
      <div className="flex min-w-0 flex-1 flex-col gap-1.5">
        <div className={cx('rounded-lg', isRight && 'bg-published-soft')}>
          <MarkdownField
            label={words.option(label)}
            hideLabel
            value={option.text}
            onChange={(text) => onChange({ ...option, text })}
            onEnter={onEnter}
          />
        </div>
        {!isRight && <Reason option={option} onChange={onChange} />}
      </div>
      <RowButtons
        what={words.option(label)}
        removeLabel={words.removeOption(label)}
        at={at}
        count={count}
        onMove={onMove}
        onRemove={onRemove}
      />
    </li>
  );
}

/** Why an option is wrong, and what somebody who takes it believes: out of the way until they are wanted. */
function Reason({ option, onChange }: { option: ChoiceOption; onChange: (option: ChoiceOption) => void }) {
  const { label, rationale_wrong, misconception_ids = [] } = option;
  const [isOpen, setOpen] = useState(rationale_wrong !== null || misconception_ids.length > 0);
  if (!isOpen) {
    return (
      <Button size="sm" variant="quiet" icon={<Plus />} onPress={() => setOpen(true)} className="self-start text-muted">
        {words.addReason}
      </Button>
    );
  }
  return (
    <div className="flex flex-col gap-1.5 border-s-2 ps-2">
      <MarkdownField
        label={words.whyWrong(label)}
        hideLabel
        autoFocus={rationale_wrong === null && misconception_ids.length === 0}
        placeholder={words.whyWrongHelp}
        value={rationale_wrong ?? ''}
        onChange={(text) => onChange({ ...option, rationale_wrong: text === '' ? null : text })}
      />
      <Misconceptions
        label={label}
        names={misconception_ids}
        onChange={(names) => {
          const { misconception_ids: _, ...others } = option;
          onChange(names.length > 0 ? { ...others, misconception_ids: names } : others);
        }}
      />
    </div>
  );
}

interface MisconceptionsProps {
  label: string;
  names: readonly string[];
  onChange: (names: string[]) => void;
}

function Misconceptions({ label, names, onChange }: MisconceptionsProps) {
  // A semicolon that was just typed begins the next one.
  const [typed, setTyped] = useState(names.join('; '));
  return (
    <TextField
      size="sm"
      label={words.misconceptions(label)}
      hideLabel
      placeholder={words.addMisconception}
      value={typed}
      onChange={(value) => {
        setTyped(value);
        onChange(
          value
            .split(';')
            .map((one) => one.trim())
            .filter((one) => one !== ''),
        );
      }}
      help={typed ? words.misconceptionsHelp : undefined}
    />
  );
}
