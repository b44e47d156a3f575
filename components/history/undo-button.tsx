'use client';

import type { ReactElement } from 'react';
import { AlertDialog } from '#components/ui/alert-dialog.tsx';
import { Button } from '#components/ui/button.tsx';
import { useNumber } from '#components/ui/number.tsx';

/** A change set over more things than this asks before it goes back. */
const MANY = 20;

const text = {
  undo: 'Undo',
  manyTitle: (title: string) => `Undo “${title}”`,
  over: (count: string) => `at least ${count}`,
  manyWhy: (count: string) =>
    `It touched ${count} things, which all go back to what they were before. The undoing can be undone.`,
  many: 'Undo all of it',
};

export interface UndoButtonProps {
  /** What screen readers hear: which change set is undone. */
  label: string;
  /** What the change set touched. */
  title: string;
  total: number;
  /** It touched more than that. */
  isMore?: boolean;
  variant?: 'quiet';
  icon?: ReactElement;
  isPending: boolean;
  onUndo: () => void;
}

/** A small change set goes back at a press; one over many things says first how many. */
export function UndoButton({ label, title, total, isMore, variant, icon, isPending, onUndo }: UndoButtonProps) {
  const write = useNumber();
  const isMany = total > MANY;
  const button = (
    <Button
      size="sm"
      variant={variant}
      icon={icon}
      aria-label={label}
      isPending={isPending}
      onPress={isMany ? undefined : onUndo}
    >
      {text.undo}
    </Button>
  );
  if (!isMany) return button;
  return (
    <AlertDialog title={text.manyTitle(title)} confirmLabel={text.many} trigger={button} onConfirm={onUndo}>
      {text.manyWhy(isMore ? text.over(write(total)) : write(total))}
    </AlertDialog>
  );
}
