'use client';

import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Select } from '#components/ui/select.tsx';
import { TextArea } from '#components/ui/text-area.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import type { ExerciseOf } from '#lib/exercises/core/exercise.ts';
import { fromLines, toLines } from './lines.ts';
import { MarkdownField } from './markdown-field.tsx';
import { RowButtons } from './row-buttons.tsx';
import { formText } from './text.ts';

const words = formText;

interface Fields<T> {
  exercise: T;
  onChange: (next: T) => void;
}

export function TrueFalseFields({ exercise, onChange }: Fields<ExerciseOf<'true_false'>>) {
  return (
    <>
      <fieldset className="flex flex-col gap-1">
        <legend className="mb-1 text-sm font-medium">{words.answer}</legend>
        <div className="flex gap-5">
          {[true, false].map((answer) => (
            <label key={String(answer)} className="flex items-center gap-1.5">
              <input
                type="radio"
                name={`answer ${exercise.id}`}
                checked={exercise.answer === answer}
                onChange={() => onChange({ ...exercise, answer })}
                className="size-4 accent-accent"
              />
              {answer ? words.isTrue : words.isFalse}
            </label>
          ))}
        </div>
        {exercise.answer === null && <p className="text-sm text-blocked">{words.undecided}</p>}
      </fieldset>
      <MarkdownField
        label={words.whyRight}
        value={exercise.rationale_right}
        onChange={(rationale_right) => onChange({ ...exercise, rationale_right })}
        rows={2}
      />
      <MarkdownField
        label={words.whyOther}
        value={exercise.rationale_wrong}
        onChange={(rationale_wrong) => onChange({ ...exercise, rationale_wrong })}
        rows={2}
      />
    </>
  );
}

export function ShortAnswerFields({ exercise, onChange }: Fields<ExerciseOf<'short_answer'>>) {
  const { wrong_answers } = exercise;
  return (
    <>
      <TextField
        label={words.canonical}
        value={exercise.canonical_answer}
        onChange={(canonical_answer) => onChange({ ...exercise, canonical_answer })}
      />
      <TextArea
        label={words.acceptable}
        help={words.acceptableHelp}
        rows={2}
        value={toLines(exercise.acceptable_answers)}
        onChange={(value) => onChange({ ...exercise, acceptable_answers: fromLines(value) })}
      />
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1 text-sm font-medium">{words.wrongAnswers}</legend>
        {wrong_answers.map((one, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: wrong answers have no ids, and are not moved.
          <div key={at} className="flex items-start gap-2">
            <div className="flex min-w-0 flex-1 flex-col gap-1.5">
              <TextField
                label={words.wrongAnswer(at + 1)}
                hideLabel
                value={one.answer}
                onChange={(answer) =>
                  onChange({ ...exercise, wrong_answers: wrong_answers.with(at, { ...one, answer }) })
                }
              />
              <div className="border-s-2 ps-2">
                <MarkdownField
                  label={words.wrongReason(at + 1)}
                  hideLabel
                  placeholder={words.addReason}
                  value={one.rationale}
                  onChange={(rationale) =>
                    onChange({ ...exercise, wrong_answers: wrong_answers.with(at, { ...one, rationale }) })
                  }
                />
              </div>
            </div>
            <RowButtons
              what={words.wrongAnswer(at + 1)}
              removeLabel={words.removeWrong(at + 1)}
              at={at}
              count={wrong_answers.length}
              onRemove={() => onChange({ ...exercise, wrong_answers: wrong_answers.toSpliced(at, 1) })}
            />
          </div>
        ))}
        <Button
          variant="quiet"
          icon={<Plus />}
          className="self-start"
          onPress={() => onChange({ ...exercise, wrong_answers: [...wrong_answers, { answer: '', rationale: '' }] })}
        >
          {words.addWrong}
        </Button>
      </fieldset>
      <MarkdownField
        label={words.whyRight}
        value={exercise.explanation_correct}
        onChange={(explanation_correct) => onChange({ ...exercise, explanation_correct })}
        rows={2}
      />
    </>
  );
}

const MODES = (['none', 'optional', 'required'] as const).map((id) => ({ id, label: words.unitModes[id] }));
const TOLERANCES = (['absolute', 'relative'] as const).map((id) => ({ id, label: words[id] }));

/** Digits without the noise of binary fractions: 0.1 + 0.2 is 0.3. */
const plain = (value: number) => String(Number(value.toPrecision(12)));

export function NumericFields({ exercise, onChange }: Fields<ExerciseOf<'numeric'>>) {
  const { value, tolerance, unit, unit_mode } = exercise;
  const width = tolerance.mode === 'relative' ? Math.abs(value) * tolerance.value : tolerance.value;
  const range =
    width > 0 ? words.rangeOf(plain(value - width), plain(value + width)) : Number.isFinite(value) ? plain(value) : '';
  const percent = tolerance.mode === 'relative';
  return (
    <>
      <div className="grid grid-cols-2 gap-3">
        <NumberText
          label={words.value}
          value={value}
          onChange={(next) => onChange({ ...exercise, value: next })}
          needed
        />
        <TextField label={words.unit} value={unit} onChange={(next) => onChange({ ...exercise, unit: next })} />
        <NumberText
          key={tolerance.mode}
          label={words.tolerance}
          value={percent ? tolerance.value * 100 : tolerance.value}
          onChange={(next) =>
            onChange({ ...exercise, tolerance: { ...tolerance, value: percent ? Number(plain(next / 100)) : next } })
          }
        />
        <Select
          label={words.toleranceMode}
          options={TOLERANCES}
          value={tolerance.mode}
          onChange={(mode) =>
            onChange({ ...exercise, tolerance: { ...tolerance, mode: mode === 'relative' ? 'relative' : 'absolute' } })
          }
        />
        <Select
          label={words.unitMode}
          options={MODES}
          value={unit_mode}
          onChange={(id) => onChange({ ...exercise, unit_mode: MODES.find((mode) => mode.id === id)?.id ?? 'none' })}
        />
      </div>
      {range && (
        <p role="status" className="text-sm text-muted">
          {words.rightNumbers(range, unit, unit_mode)}
        </p>
      )}
      <Explanation exercise={exercise} onChange={onChange} />
    </>
  );
}

interface NumberTextProps {
  label: string;
  value: number;
  onChange: (value: number) => void;
  needed?: boolean;
}

/** A number as it is typed: what is no number yet is not thrown away. */
function NumberText({ label, value, onChange, needed }: NumberTextProps) {
  const [typed, setTyped] = useState(Number.isFinite(value) ? plain(value) : '');
  const isNumber = typed.trim() !== '' && Number.isFinite(Number(typed.replace('−', '-')));
  return (
    <TextField
      label={label}
      inputMode="decimal"
      value={typed}
      error={isNumber || (typed.trim() === '' && !needed) ? undefined : words.valueError}
      onChange={(next) => {
        setTyped(next);
        const number = Number(next.replace('−', '-'));
        onChange(next.trim() === '' ? (needed ? Number.NaN : 0) : number);
      }}
    />
  );
}

interface Explained {
  explanation_correct?: string;
}

/** Why it is right, of types that may have it and need not. */
export function Explanation<T extends Explained>({ exercise, onChange }: Fields<T>) {
  return (
    <MarkdownField
      label={words.whyRight}
      value={exercise.explanation_correct ?? ''}
      onChange={(explanation_correct) => onChange({ ...exercise, explanation_correct })}
      rows={2}
    />
  );
}
