'use client';

import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { exercisesText } from '../text.ts';
import type { BankQuestion } from './use-bank.ts';

const words = exercisesText;

/** In place of rows that none of the exercises has: what was asked for, and the way back to all of them. */
export function NothingFits({ text, onText, onFilter }: Pick<BankQuestion, 'text' | 'onText' | 'onFilter'>) {
  const clear = () => {
    onText('');
    onFilter({});
  };
  return (
    <EmptyState
      compact
      title={text ? words.nothingFound(text) : words.noneFits}
      action={<Button onPress={clear}>{words.filters.clear}</Button>}
    >
      {text && words.nothingFoundHelp}
    </EmptyState>
  );
}
