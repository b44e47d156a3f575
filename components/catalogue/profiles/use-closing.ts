import { useRef } from 'react';
import type { Profile } from './use-profile.ts';

/** Fields in a dialog: closing it saves what was typed last, and waits for it, so that a refusal or a conflict is seen. */
export function useClosing(saves: Profile, onClose: () => void): { profile: Profile; close: () => Promise<void> } {
  // Saves go one after the other: once the last has arrived, all have.
  const last = useRef<Promise<boolean>>(Promise.resolve(true));
  const save: Profile['save'] = (...what) => {
    last.current = saves.save(...what);
    return last.current;
  };
  const close = async () => {
    // Whoever leaves a field has it saved, by the key that closes a dialog as well.
    const field = document.activeElement;
    if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.blur();
    const isSaved = await last.current;
    // Told once; whoever closes it all the same has seen it.
    last.current = Promise.resolve(true);
    if (isSaved) onClose();
  };
  return { profile: { ...saves, save }, close };
}
