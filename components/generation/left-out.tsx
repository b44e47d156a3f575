'use client';

import { useNumber } from '#components/ui/number.tsx';
import type { LeftOut } from '#lib/generation/core/prompt/fit.ts';
import { leftOutText } from './text.ts';

const words = leftOutText;

/** So many are named; a course may have a hundred. */
const MOST_NAMED = 3;

/** Says which material did not fit the model that is asked, in a sentence; nothing where all of it did. */
export function LeftOutNote({ left_out, className }: { left_out: readonly LeftOut[]; className?: string }) {
  const number = useNumber();
  if (left_out.length === 0) return null;
  const named = left_out.slice(0, MOST_NAMED).map(({ name, characters, left_out: missing }) => {
    const share = missing === characters ? words.whole : words.part(number(missing), number(characters));
    return `${name} (${share})`;
  });
  const more = left_out.length - named.length;
  return (
    <p dir="auto" className={className}>
      {words.said(left_out.length, number(left_out.length))} {named.join(', ')}
      {more > 0 && ` ${words.more(number(more))}`}. {words.order}
    </p>
  );
}
