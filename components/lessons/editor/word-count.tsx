'use client';

import type { Editor } from '@tiptap/core';
import { TriangleAlert } from 'lucide-react';
import { cx } from '#components/ui/cx.tsx';
import { countWords } from '#lib/lessons/core/editor/outline.ts';
import { readingMinutes } from '#lib/lessons/core/markdown.ts';
import { editorText } from './text.ts';
import { useQuietValue } from './use-quiet-value.ts';

// Reading is a part of learning: less than a fifth of the time planned is worth a word, more than all of it even more.
const LEAST_SHARE = 0.2;

/** How long the lesson is, against the time that is planned for it. */
export function WordCount({ editor, plannedMins }: { editor: Editor; plannedMins: number }) {
  const words = useQuietValue(editor, ({ state }) => countWords(state.doc));
  const minutes = readingMinutes(words);
  const isLong = minutes > plannedMins;
  const isShort = words > 0 && minutes < plannedMins * LEAST_SHARE;
  const hint = isLong ? editorText.tooLong : isShort ? editorText.tooShort : undefined;
  return (
    <>
      <span className="tabular-nums">{editorText.words(words)}</span>
      <span className={cx('tabular-nums max-sm:hidden', isLong && 'text-draft')} title={hint}>
        {editorText.reading(minutes, plannedMins)}
      </span>
      {hint && (
        <span className={cx('flex min-w-0 items-center gap-1 max-lg:sr-only', isLong && 'text-draft')}>
          <TriangleAlert aria-hidden className="size-3.5 shrink-0" />
          <span className="truncate">{hint}</span>
        </span>
      )}
    </>
  );
}
