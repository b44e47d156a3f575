import type { KeyboardEvent } from 'react';
import type { BankRow } from '#lib/exercises/data/bank.ts';
import type { BankEdits } from './use-bank-edits.ts';

interface RowKeys {
  rows: readonly BankRow[];
  chosen: readonly BankRow[];
  edits: BankEdits;
  /** All of the bank is shown in its order, so that a place among the rows is a place in the bank. */
  canMove: boolean;
  onTransfer: (rows: readonly BankRow[]) => void;
}

/** The keys of a row: they act on those that are chosen, or else on the one that has the focus. */
export const rowKeys = (input: RowKeys) => (event: KeyboardEvent<HTMLElement>) => {
  const target = event.target as HTMLElement;
  if (!target.matches('[data-index]') || event.ctrlKey || event.metaKey) return;
  const act = actOf(input, Number(target.dataset.index), event.altKey, event.key);
  if (!act) return;
  event.preventDefault();
  event.stopPropagation();
  act();
};

function actOf({ rows, chosen, edits, canMove, onTransfer }: RowKeys, at: number, alt: boolean, key: string) {
  const row = rows[at];
  if (!row) return;
  if (alt) {
    if (!canMove) return;
    if (key === 'ArrowUp' && at > 0) return () => edits.move(row, rows[at - 2]?.exercise_id ?? null);
    if (key === 'ArrowDown' && at < rows.length - 1) return () => edits.move(row, rows[at + 1]?.exercise_id ?? null);
    return;
  }
  const all = chosen.length > 0 ? chosen : [row];
  switch (key) {
    case 'd':
      return () => edits.duplicate(all);
    case 'q':
      return () =>
        all.every(({ quiz_place }) => quiz_place !== null) ? edits.removeFromQuiz(all) : edits.addToQuiz(all);
    case 'm':
      return () => onTransfer(all);
    case 'Delete':
      return () => edits.remove(all);
  }
}
