import { useCallback, useEffect, useState } from 'react';
import type { PaletteAnswer } from './palette-item.ts';

/** Asks the server for content. Earlier questions are aborted. */
export type PaletteSearch = (typed: string, signal: AbortSignal) => Promise<PaletteAnswer>;

const DELAY = 120;
const AGAIN = 3_000;
const NOTHING: PaletteAnswer = { titles: [], texts: [], isComplete: true };

interface Answer extends PaletteAnswer {
  typed: string;
  hasFailed: boolean;
}

const NONE: Answer = { ...NOTHING, typed: '', hasFailed: false };

/**
 * Asks a moment after the last letter. Until it answers, what was found for the letters before stays. While an import is being read
 * in, it asks again.
 */
export function useAnswer(search: PaletteSearch | undefined, typed: string) {
  const [answer, setAnswer] = useState<Answer>(NONE);
  const [tries, setTries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked anew at every try.
  useEffect(() => {
    if (!search || typed === '') return;
    const abort = new AbortController();
    const ask = async () => {
      try {
        const found = await search(typed, abort.signal);
        if (abort.signal.aborted) return;
        setAnswer({ ...found, typed, hasFailed: false });
        if (!found.isComplete) timer = setTimeout(ask, AGAIN);
      } catch {
        if (!abort.signal.aborted) setAnswer({ ...NOTHING, typed, hasFailed: true });
      }
    };
    let timer = setTimeout(ask, DELAY);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [search, typed, tries]);
  const again = useCallback(() => {
    setAnswer(NONE);
    setTries((before) => before + 1);
  }, []);
  const isCurrent = answer.typed === typed;
  return {
    answer: typed === '' ? NONE : answer,
    isCurrent,
    isAsking: search !== undefined && typed !== '' && !isCurrent,
    again,
  };
}
