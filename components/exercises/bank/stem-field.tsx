'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { isObject } from '#lib/exercises/core/raw.ts';
import type { BankRow } from '#lib/exercises/data/bank.ts';
import { exerciseQuery } from '#lib/exercises/queries/bank.ts';
import { exercisesText } from '../text.ts';
import type { BankEdits } from './use-bank-edits.ts';

interface StemFieldProps {
  workspace: string;
  row: BankRow;
  /** What was typed before and refused, because somebody else had written meanwhile. */
  refused: string | null;
  rewrite: BankEdits['rewrite'];
  /** It is not written in any more. */
  onDone: () => void;
  onRefused: (text: string) => void;
  /** A question of several lines is written in the form. */
  onForm: () => void;
}

/** A question written in its row: Enter and leaving save it over the state that it began with, Escape gives up. */
export function StemField({ workspace, row, refused, rewrite, onDone, onRefused, onForm }: StemFieldProps) {
  const of = { exercise_id: row.exercise_id, place: row.place };
  // A list has the words alone, cut; what is written is the Markdown.
  const { data, error, isFetching } = useQuery(exerciseQuery(workspace, row.spark_id, of));
  const stem = isObject(data?.stored) && typeof data.stored.stem === 'string' ? data.stored.stem : '';
  // What has no room in a line, and what could not be read, is for the form, which shows either.
  const isForForm = error !== null || stem.includes('\n');
  const goToForm = useEffectEvent(() => {
    onDone();
    onForm();
  });
  useEffect(() => {
    if (isForForm) goToForm();
  }, [isForForm]);
  // What was refused is saved over what the other one wrote: that has to be read first.
  if (!data || isForForm || (refused !== null && isFetching))
    return <span className="truncate text-faint">{row.stem}</span>;
  const save = async (text: string, hash: string) => {
    const done = await rewrite(row, hash, text);
    if (!done || done.refused.length > 0) onRefused(text);
  };
  return (
    <Field stem={stem} typed={refused} hash={data.hash} onSave={(...what) => void save(...what)} onDone={onDone} />
  );
}

interface FieldProps {
  stem: string;
  typed: string | null;
  hash: string;
  onSave: (text: string, hash: string) => void;
  onDone: () => void;
}

function Field({ stem, typed, hash, onSave, onDone }: FieldProps) {
  // The exercise may be read again while somebody writes: what others wrote by then must not be overwritten unseen.
  const [begun] = useState({ stem, hash });
  const [text, setText] = useState(typed ?? stem);
  const hasEnded = useRef(false);
  const end = (field: HTMLElement, saves: boolean, goesBack: boolean) => {
    // Going back to the row takes the focus from the field, which is an end of its own.
    if (hasEnded.current) return;
    hasEnded.current = true;
    if (saves && text.trim() !== '' && text !== begun.stem) onSave(text, begun.hash);
    if (goesBack) field.closest<HTMLElement>('[data-index]')?.focus();
    onDone();
  };
  return (
    <input
      aria-label={exercisesText.acts.stem}
      dir="auto"
      // biome-ignore lint/a11y/noAutofocus: it was asked for, and Escape goes back.
      autoFocus
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={(event) => end(event.currentTarget, true, false)}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return;
        event.preventDefault();
        event.stopPropagation();
        end(event.currentTarget, event.key === 'Enter', true);
      }}
      className="h-6.5 w-full min-w-0 rounded-md border border-focus bg-surface px-2 outline-2 -outline-offset-1 outline-focus"
    />
  );
}
