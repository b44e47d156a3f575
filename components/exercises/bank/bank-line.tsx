'use client';

import { Lightbulb, OctagonX } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { Link } from '#components/ui/link.tsx';
import { useNumber } from '#components/ui/number.tsx';
import type { BankHint } from '#lib/exercises/core/bank-hints.ts';
import { exercisesText } from '../text.ts';

const words = exercisesText.bankHints;
const MOST = 2;

interface BankLineProps {
  hints: readonly BankHint[];
  titles: ReadonlyMap<string, string>;
  /** The number of an exercise in the bank, by its id. */
  numberOf: (exercise_id: string) => number | undefined;
  /** Where pairs that ask the same are decided about. */
  duplicates: string;
}

function sentence(hint: BankHint, titles: BankLineProps['titles'], numberOf: BankLineProps['numberOf']): string {
  switch (hint.code) {
    case 'right_place':
      return words.rightPlace(hint.label, hint.count, hint.of);
    case 'longest_is_right':
      return words.longestIsRight(hint.count, hint.of, Math.round(hint.expected));
    case 'near_duplicates': {
      const [first] = hint.pairs;
      const pair = first && [numberOf(first.one), numberOf(first.other)];
      return words.nearDuplicates(hint.pairs.length, pair?.join(' and ') ?? '');
    }
    case 'recall_only': {
      const [first = ''] = hint.objectives;
      return words.recallOnly(titles.get(first) ?? first, hint.objectives.length - 1);
    }
  }
}

/** What is to be said of the bank as a whole: two hints at most, gone when there is none. */
export function BankLine({ hints, titles, numberOf, duplicates }: BankLineProps) {
  if (hints.length === 0) return null;
  return (
    <section aria-label={words.label} className="flex items-start gap-2.5 px-4 pb-3 text-sm md:px-6">
      <Lightbulb aria-hidden className="mt-0.5 size-4 shrink-0 text-draft" />
      <ul className="flex min-w-0 flex-col gap-0.5">
        {hints.slice(0, MOST).map((hint) => (
          <li key={hint.code}>
            {sentence(hint, titles, numberOf)}
            {hint.code === 'near_duplicates' && (
              <>
                {' '}
                <Link href={duplicates}>{words.decide}</Link>
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

interface BlockingLineProps {
  count: number;
  /** Only those that block are shown. */
  isOnly: boolean;
  onOnly: (only: boolean) => void;
}

/** How many exercises keep the lesson back, and the way to them. */
export function BlockingLine({ count, isOnly, onOnly }: BlockingLineProps) {
  const number = useNumber();
  if (count === 0) return null;
  return (
    <p className="flex items-start gap-2.5 px-4 pb-3 text-sm text-blocked md:px-6">
      <OctagonX aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span className="min-w-0">{exercisesText.blocking(number(count), count)}</span>
      <Button size="sm" variant="quiet" onPress={() => onOnly(!isOnly)}>
        {isOnly ? exercisesText.all : exercisesText.onlyBlocking}
      </Button>
    </p>
  );
}
