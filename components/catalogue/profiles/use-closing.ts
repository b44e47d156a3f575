import { useRef } from 'react';
import { useLatest } from '#components/ui/use-latest.ts';
import type { FieldConflict, Profile } from './use-profile.ts';

const keyOf = ({ kind, field }: Pick<FieldConflict, 'kind' | 'field'>) => `${kind}.${field}`;

/** Fields in a dialog: closing it saves what was typed last, and waits for all of it, so that a refusal or a conflict is seen. */
export function useClosing(saves: Profile, onClose: () => void): { profile: Profile; close: () => Promise<void> } {
  // How the last save of each field ends: a good one says nothing of the others.
  const ends = useRef(new Map<string, Promise<boolean>>());
  const unread = useRef(new Set<string>());
  const latest = useLatest(saves);
  const kept = (field: Parameters<typeof keyOf>[0], end: Promise<boolean>) => {
    ends.current.set(keyOf(field), end);
    return end;
  };
  const profile: Profile = {
    ...saves,
    save: (kind, field, ...what) => kept({ kind, field }, saves.save(kind, field, ...what)),
    settle: (conflict, choice) => kept(conflict, saves.settle(conflict, choice)),
    withdraw: (kind, field) => {
      ends.current.delete(keyOf({ kind, field }));
      saves.withdraw(kind, field);
    },
    unread: (kind, field, isUnread) => {
      if (isUnread) unread.current.add(keyOf({ kind, field }));
      else unread.current.delete(keyOf({ kind, field }));
    },
  };
  const close = async () => {
    // Whoever leaves a field has it saved, by the key that closes a dialog as well.
    const field = document.activeElement;
    if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.blur();
    const areSaved = (await Promise.all(ends.current.values())).every((isSaved) => isSaved);
    // A refusal is told once; whoever closes it all the same has seen it, and may have no other way out.
    ends.current.clear();
    if (areSaved && unread.current.size === 0 && latest.current.conflicts.length === 0) onClose();
  };
  return { profile, close };
}
