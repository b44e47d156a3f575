import { useEffect, useId } from 'react';
import { useLatest } from '#components/ui/use-latest.ts';

/** Something on screen that would be lost by leaving. */
export interface Unsaved {
  /** What it is: the title of the spark or the form. */
  title: string;
  /** Saves it; false when it could not be saved, and the reader stays. */
  save: () => Promise<boolean>;
  discard?: () => void;
}

// What the router of the page knows nothing of: one list a browser tab.
const unsaved = new Map<string, () => Unsaved>();
let ask: ((go: () => void) => void) | null = null;

export const listUnsaved = (): Unsaved[] => [...unsaved.values()].map((read) => read());

/** The dialog that asks registers here; there is one. */
export function setAsker(asker: typeof ask) {
  ask = asker;
}

/** Goes at once, or after the reader has said what becomes of unsaved work. */
export function leave(go: () => void) {
  if (unsaved.size === 0 || !ask) go();
  else ask(go);
}

/** Guards unsaved work for as long as `work` is not null. */
export function useUnsaved(work: Unsaved | null) {
  const id = useId();
  // No effect event: the dialog that asks lists what is unsaved while it is drawn.
  const latest = useLatest(work);
  const isUnsaved = work !== null;
  useEffect(() => {
    if (!isUnsaved) return;
    unsaved.set(id, () => latest.current ?? { title: '', save: async () => true });
    return () => {
      unsaved.delete(id);
    };
  }, [id, isUnsaved]);
}
