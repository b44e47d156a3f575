'use client';

import { startTransition, useCallback, useEffect, useRef, useState } from 'react';
import { LONGEST_LESSON } from '#lib/base/core/content-kinds.ts';
import type { RenderedLesson } from '#lib/lessons/core/html/html.ts';
import { fetchPreview } from '#lib/lessons/queries.ts';

export type Preview = Pick<RenderedLesson, 'html' | 'words' | 'minutes'>;

const DELAY = 300;

/** A preview that follows the typing at a distance: one request at a time, and always the newest text next. */
export function usePreview(workspace: string, initial: Preview) {
  const [preview, setPreview] = useState(initial);
  const [state, setState] = useState<'current' | 'updating' | 'failed'>('current');
  const wanted = useRef<string | null>(null);
  const busy = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const held = useRef(false);
  const asking = useRef<AbortController>(undefined);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      asking.current?.abort();
    },
    [],
  );

  const run = useCallback(async () => {
    if (busy.current || wanted.current === null) return;
    busy.current = true;
    while (wanted.current !== null) {
      const text: string = wanted.current;
      wanted.current = null;
      asking.current = new AbortController();
      try {
        if (text.length > LONGEST_LESSON) throw new Error('There is no preview of what cannot be saved.');
        const { html, words, minutes } = await fetchPreview(workspace, text, asking.current.signal);
        startTransition(() => setPreview({ html, words, minutes }));
        setState(wanted.current === null ? 'current' : 'updating');
      } catch {
        if (asking.current.signal.aborted) break;
        setState('failed');
      }
    }
    busy.current = false;
  }, [workspace]);

  const follow = useCallback(
    (text: string, now = false) => {
      wanted.current = text;
      if (held.current) return;
      setState('updating');
      clearTimeout(timer.current);
      if (now) void run();
      else timer.current = setTimeout(() => void run(), DELAY);
    },
    [run],
  );
  /** While nobody sees the preview, the newest text waits; it is asked for when the preview is seen again. */
  const hold = useCallback(
    (isHeld: boolean) => {
      held.current = isHeld;
      if (!isHeld) void run();
    },
    [run],
  );
  return { preview, state, follow, hold };
}
