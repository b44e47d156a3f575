'use client';

import { type ReactNode, useMemo, useState } from 'react';
import { useLatest } from '#components/ui/use-latest.ts';
import type { BankRow } from '#lib/exercises/data/bank.ts';
import { type CellField, CellMenu, type OpenCell } from './cell-menu.tsx';
import { StemField } from './stem-field.tsx';
import type { BankEdits } from './use-bank-edits.ts';

/** How rows of a bank are edited where they stand. */
export interface InlineRows {
  onCell: (cell: OpenCell) => void;
  /** The field of a question that is being written; null for every other row. */
  stemOf: (row: BankRow) => ReactNode | null;
}

interface InlineInput {
  workspace: string;
  edits: BankEdits;
  titles: ReadonlyMap<string, string>;
  /** Opens the form beside. */
  onForm: (row: BankRow) => void;
}

const keyOf = ({ spark_id, exercise_id, place }: BankRow) => `${spark_id} ${exercise_id ?? place}`;

/** Level, difficulty, objective and question of a bank, changed in their rows. `menu` goes on the page. */
export function useInline({ workspace, edits, titles, onForm }: InlineInput) {
  const [cell, setCell] = useState<OpenCell | null>(null);
  const [writing, setWriting] = useState<{ key: string; refused: string | null } | null>(null);
  const latest = useLatest(onForm);
  // Of the acts this one stays the same from drawing to drawing, and with it the columns of the table.
  const { rewrite } = edits;
  const rows = useMemo<InlineRows>(
    () => ({
      onCell: setCell,
      stemOf: (row) =>
        keyOf(row) === writing?.key ? (
          <StemField
            key={writing.refused}
            workspace={workspace}
            row={row}
            refused={writing.refused}
            rewrite={rewrite}
            onDone={() => setWriting(null)}
            onRefused={(text) => setWriting({ key: keyOf(row), refused: text })}
            onForm={() => latest.current(row)}
          />
        ) : null,
    }),
    [workspace, rewrite, writing],
  );
  return {
    rows,
    /** From a key of a row: the menu hangs on its cell, or on the row where the cell has no room. */
    openCell: (field: CellField, of: readonly BankRow[], row: HTMLElement) => {
      const named = of.filter(({ version }) => version !== null);
      if (named.length === 0 || (field === 'objective' && titles.size === 0)) return;
      setCell({ field, rows: named, anchor: row.querySelector<HTMLElement>(`[data-field="${field}"]`) ?? row });
    },
    writeStem: (row: BankRow) => {
      if (row.version !== null) setWriting({ key: keyOf(row), refused: null });
    },
    menu: cell && <CellMenu cell={cell} titles={titles} edits={edits} onClose={() => setCell(null)} />,
  };
}
