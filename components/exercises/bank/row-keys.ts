import type { KeyboardEvent } from 'react';
import type { BankRow } from '#lib/exercises/data/bank.ts';
import type { BankEdits } from './use-bank-edits.ts';
import type { useInline } from './use-inline.tsx';

interface RowKeys {
  rows: readonly BankRow[];
  chosen: readonly BankRow[];
  edits: BankEdits;
  /** All of the bank is shown in its order, so that a place among the rows is a place in the bank. */
  canMove: boolean;
  onTransfer: (rows: readonly BankRow[]) => void;
  inline: Pick<ReturnType<typeof useInline>, 'openCell' | 'writeStem'>;
}

/** The keys of a row: they act on those that are chosen, or else on the one that has the focus. */
export const rowKeys = (input: RowKeys) => (event: KeyboardEvent<HTMLElement>) => {
  const target = event.target as HTMLElement;
  if (!target.matches('[data-index]') || event.ctrlKey || event.metaKey) return;
  const act = actOf(input, target, event.altKey, event.key);
  if (!act) return;
  event.preventDefault();
  event.stopPropagation();
  act();
};

function actOf(input: RowKeys, target: HTMLElement, alt: boolean, key: string) {
  const { rows, chosen, edits, canMove, onTransfer, inline } = input;
  const at = Number(target.dataset.index);
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
    case 'l':
      return () => inline.openCell('level', all, target);
    case 'i':
      return () => inline.openCell('difficulty', all, target);
    case 'o':
      return () => inline.openCell('objective', all, target);
    case 'F2':
      return () => inline.writeStem(row);
    case 'm':
      return () => onTransfer(all);
    case 'Delete':
      return () => edits.remove(all);
  }
}
