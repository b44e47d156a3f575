'use client';

import { type ReactElement, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Popover } from '#components/ui/popover.tsx';
import { RadioGroup } from '#components/ui/radio-group.tsx';
import { type ShareShift, shiftOf } from '#lib/exercises/core/quiz/shift.ts';
import type { BankRow } from '#lib/exercises/data/bank.ts';
import { exercisesText } from '../text.ts';

const words = exercisesText.acts;

export type BulkField = 'level' | 'difficulty' | 'objective';

interface BulkSetProps {
  field: BulkField;
  icon: ReactElement;
  options: readonly { id: string; label: string }[];
  chosen: readonly BankRow[];
  /** The questions of the quiz that they are of; null where they are of several. */
  quiz: readonly BankRow[] | null;
  onSet: (id: string, label: string) => void;
}

/** One field of all that are chosen: what they have today, and what a value does to the quiz, before it is set. */
export function BulkSet({ field, icon, options, chosen, quiz, onSet }: BulkSetProps) {
  const [value, setValue] = useState<string | null>(null);
  const label = words.setField[field];
  const said = options.find(({ id }) => id === value)?.label ?? '';
  const names = new Map(options.map(({ id, label: name }) => [id, name]));
  const shifts = value === null || quiz === null ? [] : shiftOf(quiz, chosen, field, value);
  return (
    <Popover
      label={words.setOf(field, chosen.length)}
      placement="top end"
      trigger={<IconButton label={label}>{icon}</IconButton>}
      onOpenChange={(isOpen) => isOpen && setValue(null)}
      className="w-72"
    >
      {(close) => (
        <div className="flex flex-col gap-3">
          <h2 className="text-sm font-semibold">{words.setOf(field, chosen.length)}</h2>
          <RadioGroup
            label={label}
            hideLabel
            autoFocus
            value={value ?? ''}
            onChange={setValue}
            className="max-h-72 overflow-auto"
            options={options.map(({ id, label: name }) => ({ id, label: `${name}${today(chosen, field, id)}` }))}
          />
          {shifts.length > 0 && (
            <p role="status" className="text-sm text-muted">
              {words.inTheQuiz(chosen.filter((row) => row.quiz_place !== null).length)}{' '}
              {shifts.map((shift) => sentence(shift, names)).join('; ')}.
            </p>
          )}
          <Button
            size="sm"
            variant="primary"
            className="self-start"
            isDisabled={value === null}
            onPress={() => {
              if (value !== null) onSet(value, said);
              close();
            }}
          >
            {words.setCount(field, chosen.length)}
          </Button>
        </div>
      )}
    </Popover>
  );
}

/** How many of them have a value today. */
function today(chosen: readonly BankRow[], field: BulkField, id: string): string {
  const count = chosen.filter((row) => row[field] === id).length;
  if (count === 0) return '';
  return count === chosen.length ? ` (${words.allToday(count)})` : ` (${words.today(count)})`;
}

const sentence = ({ name, from, to }: ShareShift, names: ReadonlyMap<string, string>) =>
  words.shift(name === null ? words.notSet : (names.get(name) ?? name), Math.round(from * 100), Math.round(to * 100));
