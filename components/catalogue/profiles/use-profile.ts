import { useRef, useState } from 'react';
import { problemOf } from '#lib/base/queries/result.ts';
import type { ProfiledKind, ProfileKind } from '#lib/catalogue/core/profiles.ts';
import type { ProfilePanel } from '#lib/catalogue/data/profiles.ts';
import { useSaveProfile } from '#lib/catalogue/queries/profiles.ts';

/** A field that somebody else changed while it was written here. */
export interface FieldConflict {
  kind: ProfileKind;
  field: string;
  mine: unknown;
  theirs: unknown;
}

/** What a field said when the writing began. Each save moves it on to what it made, so that the next one builds on that. */
export interface FieldBase {
  current: unknown;
}

export interface Profile {
  valueOf: (kind: ProfileKind, field: string) => unknown;
  /** Saves a field on top of what it says when the saves before have arrived. */
  save: (kind: ProfileKind, field: string, value: unknown, base: FieldBase) => Promise<boolean>;
  conflicts: readonly FieldConflict[];
  /** Ends a conflict: what the field is to say. */
  settle: (conflict: FieldConflict, choice: 'mine' | 'theirs') => Promise<boolean>;
  /** How often a conflict of a field was settled: each time it begins anew. */
  settled: (kind: ProfileKind, field: string) => number;
  /** What could not be saved of a field is not wanted any more: it says again what it said. */
  withdraw: (kind: ProfileKind, field: string) => void;
  /** Hears of a field whose text cannot be read, and is not sent. */
  unread?: (kind: ProfileKind, field: string, isUnread: boolean) => void;
  problems: Readonly<Record<string, string>>;
  failure: string | null;
  isSaving: boolean;
  savedAt: Date | null;
}

const keyOf = (kind: ProfileKind, field: string) => `${kind}.${field}`;

/** The same object where there is nothing to take away: nothing is drawn anew. */
function without(all: Readonly<Record<string, string>>, key: string): Readonly<Record<string, string>> {
  if (!(key in all)) return all;
  const { [key]: _, ...others } = all;
  return others;
}

/** The profile of something, saved field by field. */
export function useProfile(workspace: string, of: { kind: ProfiledKind; id: string }, panel: ProfilePanel): Profile {
  const mutation = useSaveProfile(workspace, of.kind, of.id);
  return useFieldSaves(
    mutation,
    (kind, field) => (kind === 'market_research' ? panel.research : panel.profile)?.[field] ?? null,
  );
}

type FieldMutation = Pick<ReturnType<typeof useSaveProfile>, 'mutateAsync' | 'isPending'>;

/** Saves field by field: what one person writes never keeps back or overwrites what another does. */
export function useFieldSaves(mutation: FieldMutation, now: Profile['valueOf']): Profile {
  const [conflicts, setConflicts] = useState<FieldConflict[]>([]);
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  // Field by field: that another one could be saved settles none.
  const [failures, setFailures] = useState<Readonly<Record<string, string>>>({});
  const [savedAt, setSavedAt] = useState<Date | null>(null);
  const [settled, setSettled] = useState<Readonly<Record<string, number>>>({});
  // One after the other: the second save of a field builds on what the first made of it.
  const queue = useRef<Promise<unknown>>(Promise.resolve());

  const forget = (key: string) => {
    setFailures((all) => without(all, key));
    setProblems((all) => without(all, key));
  };
  const send = async (kind: ProfileKind, field: string, value: unknown, base: FieldBase): Promise<boolean> => {
    const key = keyOf(kind, field);
    // A save before it has made it so.
    if (JSON.stringify(value) === JSON.stringify(base.current)) return true;
    try {
      const saved = await mutation.mutateAsync({ kind, base: { [field]: base.current }, patch: { [field]: value } });
      forget(key);
      if (!(field in saved.conflicts)) {
        base.current = saved.row && field in saved.row ? saved.row[field] : value;
        setSavedAt(new Date());
        return true;
      }
      const found = { kind, field, mine: value, theirs: saved.conflicts[field] };
      setConflicts((others) => [...others.filter((one) => one.field !== field || one.kind !== kind), found]);
    } catch (error) {
      const problem = problemOf(error);
      const told = problem.fields?.[field];
      if (told) setProblems((others) => ({ ...others, [key]: told }));
      else setFailures(({ [key]: _, ...others }) => ({ ...others, [key]: problem.message }));
    }
    return false;
  };
  const save: Profile['save'] = (kind, field, value, base) => {
    const sent = queue.current.then(() => send(kind, field, value, base));
    queue.current = sent;
    return sent;
  };

  return {
    valueOf: now,
    save,
    conflicts,
    settle: (conflict, choice) => {
      setConflicts((others) => others.filter((one) => one !== conflict));
      const key = keyOf(conflict.kind, conflict.field);
      setSettled((before) => ({ ...before, [key]: (before[key] ?? 0) + 1 }));
      if (choice === 'theirs') return Promise.resolve(true);
      return save(conflict.kind, conflict.field, conflict.mine, { current: conflict.theirs });
    },
    withdraw: (kind, field) => forget(keyOf(kind, field)),
    settled: (kind, field) => settled[keyOf(kind, field)] ?? 0,
    problems,
    failure: Object.values(failures).at(-1) ?? null,
    isSaving: mutation.isPending,
    savedAt,
  };
}
