import { useEffect, useRef, useState } from 'react';
import { useUnsaved } from '#components/shell/leave.tsx';
import { useLatest } from '#components/ui/use-latest.ts';
import type { ProfileKind } from '#lib/catalogue/core/profiles.ts';
import type { Read } from './field-value.ts';
import type { Profile } from './use-profile.ts';

/** Whoever stops typing for so long has it saved. */
const PAUSE = 1200;

/** What is being written, and what the field said when that began. */
interface Kept<Draft> {
  draft: Draft;
  base: unknown;
}

interface FieldDraftOptions<Draft> {
  kind: ProfileKind;
  field: string;
  label: string;
  profile: Profile;
  /** What the field says while nobody writes in it. */
  written: (value: unknown) => Draft;
  /** The inverse; what cannot be read is not sent. */
  read: (draft: Draft) => Read;
}

export interface FieldDraft<Draft> {
  value: Draft;
  /** Whether it is being written. */
  isOpen: boolean;
  change: (next: Draft) => void;
  /** Changes it and sends that at once: what was pressed and not typed. */
  commit: (next: Draft) => void;
  /** Sends it at once. */
  save: () => Promise<boolean>;
  problem: Extract<Read, { ok: false }>['why'] | null;
}

/** Writing in a field: it is saved when one leaves it or stops, on top of what it said when the writing began. */
export function useFieldDraft<Draft>(options: FieldDraftOptions<Draft>): FieldDraft<Draft> {
  const { kind, field, label, profile, written, read } = options;
  const [kept, setKept] = useState<Kept<Draft> | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const told = profile.valueOf(kind, field);
  // What was saved counts at once: the panel hears of it a moment later, and who goes on writing in between builds on it.
  const [saved, setSaved] = useState<{ value: unknown; over: unknown } | null>(null);
  const value = saved && Object.is(saved.over, told) ? saved.value : told;
  const latest = useLatest(told);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once the panel says something else, that counts.
  useEffect(() => setSaved(null), [told]);
  const typed = kept && read(kept.draft);

  const save = async (now: Kept<Draft> | null = kept): Promise<boolean> => {
    clearTimeout(timer.current);
    const meant = now && read(now.draft);
    if (!now || !meant) return true;
    if (!meant.ok) return false;
    if (JSON.stringify(now.draft) === JSON.stringify(written(now.base))) {
      setKept(null);
      return true;
    }
    const is_saved = await profile.save(kind, field, meant.value, now.base);
    // What was typed in the meantime goes on from what is saved now.
    if (!is_saved) return false;
    setSaved({ value: meant.value, over: latest.current });
    setKept((later) => (later === now || !later ? null : { ...later, base: meant.value }));
    return true;
  };
  useUnsaved(kept ? { title: label, save: () => save(), discard: () => setKept(null) } : null);
  const settled = profile.settled(kind, field);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a settled conflict is where the field begins anew.
  useEffect(() => setKept(null), [settled]);
  useEffect(() => () => clearTimeout(timer.current), []);

  return {
    value: kept ? kept.draft : written(value),
    isOpen: kept !== null,
    change: (draft) => {
      const now = { draft, base: kept ? kept.base : value };
      setKept(now);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void save(now), PAUSE);
    },
    commit: (draft) => {
      const now = { draft, base: kept ? kept.base : value };
      setKept(now);
      void save(now);
    },
    save: () => save(),
    problem: typed && !typed.ok ? typed.why : null,
  };
}
