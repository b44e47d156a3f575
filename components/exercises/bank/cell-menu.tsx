'use client';

import { useMemo, useRef } from 'react';
import { MenuList } from '#components/ui/menu-list.tsx';
import { COGNITIVE_LEVELS, DIFFICULTIES } from '#lib/exercises/core/exercise.ts';
import type { BankRow } from '#lib/exercises/data/bank.ts';
import { exercisesText } from '../text.ts';
import type { BankEdits } from './use-bank-edits.ts';

const words = exercisesText;

/** What is set from a cell of a bank, and the field of the exercise that it is. */
export const CELL_FIELDS = {
  level: 'cognitive_level',
  difficulty: 'difficulty',
  objective: 'aligned_learning_objective',
} as const;
export type CellField = keyof typeof CELL_FIELDS;

/** A cell whose menu is open: of which exercises, and where it hangs. */
export interface OpenCell {
  field: CellField;
  rows: readonly BankRow[];
  anchor: HTMLElement;
}

interface CellMenuProps {
  cell: OpenCell;
  /** Objectives to choose from, by their ids. */
  titles: ReadonlyMap<string, string>;
  edits: BankEdits;
  onClose: () => void;
}

/** One menu for all cells of a bank: what the level, difficulty or objective is to be. Those that are chosen are set together. */
export function CellMenu({ cell: { field, rows, anchor }, titles, edits, onClose }: CellMenuProps) {
  const button = useRef<HTMLElement | null>(anchor);
  const options = useMemo(() => {
    if (field === 'level') return COGNITIVE_LEVELS.map((id) => [id, words.levels[id] ?? id] as const);
    if (field === 'difficulty') return DIFFICULTIES.map((id) => [id, words.difficulties[id] ?? id] as const);
    return [...titles];
  }, [field, titles]);
  const items = options.map(([id, label]) => ({
    id,
    label,
    checked: rows.every((row) => row[field] === id),
    onAction: () => void edits.set(rows, CELL_FIELDS[field], id, words.acts.set(label, rows.length)),
  }));
  return (
    <MenuList
      label={words.acts.setField[field]}
      button={button}
      focus="first"
      isOpen
      onClose={onClose}
      groups={[{ id: field, items }]}
    />
  );
}

interface CellButtonProps {
  field: CellField;
  row: BankRow;
  /** What it says now. */
  text: string | null | undefined;
  onOpen: (cell: OpenCell) => void;
}

/** A value in a row that a press changes. By keyboard the row has a key for it, so Tab passes by. */
export function CellButton({ field, row, text, onOpen }: CellButtonProps) {
  return (
    <button
      type="button"
      tabIndex={-1}
      data-field={field}
      aria-label={words.acts.cell(field, text)}
      onClick={({ currentTarget }) => {
        // The menu gives the focus back to where it was: to the row, whose keys then go on.
        currentTarget.closest<HTMLElement>('[data-index]')?.focus();
        onOpen({ field, rows: [row], anchor: currentTarget });
      }}
      className="-mx-1.5 max-w-[calc(100%+0.75rem)] cursor-default truncate rounded-sm px-1.5 text-start align-middle hover:bg-pressed"
    >
      {text || (
        <span aria-hidden className="text-faint">
          –
        </span>
      )}
    </button>
  );
}
