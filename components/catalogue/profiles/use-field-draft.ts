import { useEffect, useRef, useState } from 'react';
import { useUnsaved } from '#components/shell/leave.tsx';
import { useLatest } from '#components/ui/use-latest.ts';
import type { ProfileKind } from '#lib/catalogue/core/profiles.ts';
import { labelOf, type ProfileFieldProps } from './field-props.ts';
import type { Read } from './field-value.ts';
import type { FieldBase, Profile } from './use-profile.ts';

/** Whoever stops typing for so long has it saved. */
const PAUSE = 1200;

/** What is being written, and what it is written over. */
interface Kept<Draft> {
  draft: Draft;
  base: FieldBase;
  /** What the field says since this draft was saved; the writer has not left it yet. */
  said?: { value: unknown };
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

interface FieldDraftOptions<Draft> {
  kind: ProfileKind;
  field: string;
  label: string;
  profile: Profile;
  /** What the field says while nobody writes in it. */
  written: (value: unknown) => Draft;
  /** The inverse; what cannot be read is not sent. */
  read: (draft: Draft) => Read;
  /** What could not be saved is not kept: a choice is made again at once, a text is not. */
  forgets?: boolean;
}

export interface FieldDraft<Draft> {
  value: Draft;
  change: (next: Draft) => void;
  /** Changes it and sends that at once: what was pressed and not typed. */
  commit: (next: Draft) => void;
  /** Sends it at once: one has left the field. */
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
  // A draft that is saved stays as it was typed (a new line, a space at its end), until somebody else writes the field.
  const open = kept && (!kept.said || same(kept.said.value, value)) ? kept : null;
  const typed = open && read(open.draft);
  // Saves on their way: until they have arrived, nobody knows what the field says.
  const sending = useRef(0);

  const save = async (now: Kept<Draft> | null, isLeft: boolean): Promise<boolean> => {
    clearTimeout(timer.current);
    const meant = now && read(now.draft);
    if (!now || !meant) return true;
    if (!meant.ok) return false;
    const isNew = !same(now.draft, written(now.base.current)) && !same(meant.value, now.base.current);
    if (isNew || sending.current > 0) {
      sending.current += 1;
      const is_saved = await profile.save(kind, field, meant.value, now.base).finally(() => {
        sending.current -= 1;
      });
      if (!is_saved) {
        if (options.forgets) setKept((later) => (later && Object.is(later.draft, now.draft) ? null : later));
        return false;
      }
      setSaved({ value: now.base.current, over: latest.current });
    } else profile.withdraw(kind, field);
    const said = { value: now.base.current };
    setKept((later) => {
      // What was typed in the meantime goes on from what is saved now.
      if (!later || !Object.is(later.draft, now.draft)) return later;
      return isLeft ? null : { ...later, said };
    });
    return true;
  };
  const begin = (draft: Draft): Kept<Draft> => ({ draft, base: open ? open.base : { current: value } });
  useUnsaved(open && !open.said ? { title: label, save: () => save(open, true), discard: () => setKept(null) } : null);
  const settled = profile.settled(kind, field);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a settled conflict is where the field begins anew.
  useEffect(() => setKept(null), [settled]);
  const isUnread = Boolean(typed && !typed.ok);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the profile is another one each time it is drawn.
  useEffect(() => {
    profile.unread?.(kind, field, isUnread);
    return () => profile.unread?.(kind, field, false);
  }, [isUnread]);
  useEffect(() => () => clearTimeout(timer.current), []);

  return {
    value: open ? open.draft : written(value),
    change: (draft) => {
      const now = begin(draft);
      setKept(now);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void save(now, false), PAUSE);
    },
    commit: (draft) => {
      const now = begin(draft);
      setKept(now);
      void save(now, true);
    },
    save: () => save(open, true),
    problem: typed && !typed.ok ? typed.why : null,
  };
}

/** A choice: it is saved as it is made, and counts from then on. */
export function useChoiceDraft({ kind, field, profile }: Pick<ProfileFieldProps, 'kind' | 'field' | 'profile'>) {
  return useFieldDraft<unknown>({
    kind,
    field: field.name,
    label: labelOf(field),
    profile,
    written: (value) => value,
    read: (value) => ({ ok: true, value }),
    forgets: true,
  });
}
