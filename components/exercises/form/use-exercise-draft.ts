import { useCallback, useEffect, useRef, useState } from 'react';
import { useUnsaved } from '#components/shell/leave.tsx';
import type { SaveStatus } from '#components/shell/save-state.tsx';
import { useLatest } from '#components/ui/use-latest.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import type { Exercise } from '#lib/exercises/core/exercise.ts';
import { changeOf, type FieldConflict, mergeExercise, sameJson } from '#lib/exercises/core/merge.ts';
import { isObject, type Raw } from '#lib/exercises/core/raw.ts';
import { readExercise } from '#lib/exercises/core/read-exercise.ts';
import { overlay } from '#lib/exercises/core/write/overlay.ts';
import { useEditExercises } from '#lib/exercises/queries/bank.ts';
import type { OpenExercise } from '#lib/exercises/services/bank.ts';
import { formText } from './text.ts';

/** So long after the last key what was typed is saved. */
const PAUSE_MS = 800;

export interface ExerciseDraft {
  exercise: Exercise;
  change: (next: Exercise) => void;
  status: SaveStatus;
  savedAt: string | undefined;
  /** What could not be saved, and why. */
  failure: string | null;
  /** Fields that somebody else changed as well, in another way. */
  conflicts: FieldConflict[];
  /** Decides a conflict: my value is saved over theirs, or theirs is taken. */
  decide: (conflict: FieldConflict, choice: 'mine' | 'theirs') => void;
  save: () => Promise<boolean>;
}

/** What the form shows, and the state of the exercise that it began with. */
interface Held {
  draft: Exercise;
  stored: Raw;
  hash: string;
  read: Exercise;
  /** States that this form made itself: read late, they say nothing new. */
  own: readonly string[];
}

const holdOf = (open: OpenExercise): Held | null => {
  const read = readExercise(open.stored);
  return read && isObject(open.stored) ? { draft: read, stored: open.stored, hash: open.hash, read, own: [] } : null;
};

const asExercise = (raw: Raw, otherwise: Exercise): Exercise => readExercise(raw) ?? otherwise;

/** An exercise that is being written: saved by itself, field by field, over what others save meanwhile. Null where it has no form. */
export function useExerciseDraft(workspace: string, spark_id: string, open: OpenExercise): ExerciseDraft | null {
  const [held, setHeld] = useState(() => holdOf(open));
  const [conflicts, setConflicts] = useState<FieldConflict[]>([]);
  const [isGone, setGone] = useState(false);
  const [savedAt, setSavedAt] = useState<string>();
  const { mutateAsync, isPending, error } = useEditExercises(workspace);
  const underWay = useRef<Promise<boolean> | null>(null);

  // Somebody else saved: what was typed since goes on top of it.
  const [seen, setSeen] = useState(open.hash);
  if (open.hash !== seen) {
    setSeen(open.hash);
    if (held && open.hash !== held.hash && !held.own.includes(open.hash)) setHeld(rebased(held, open));
  }

  const isChanged = held !== null && !sameJson({ ...held.draft }, { ...held.read });
  const isHeldBack = conflicts.length > 0 || isGone;
  const latest = useLatest({ held, isChanged, isHeldBack });

  const save = useCallback(async (): Promise<boolean> => {
    // One after the other: the next one is over the state that this one makes.
    if (underWay.current) await underWay.current;
    const { held: now, isChanged: hasChanges, isHeldBack: waits } = latest.current;
    if (!now || !hasChanges) return true;
    if (waits) return false;
    const next = overlay(now.stored, now.read, now.draft);
    const { fields, drop } = changeOf(now.stored, next);
    const { exercise_id } = open;
    const run = mutateAsync({ edits: [{ do: 'set', spark_id, exercise_id, hash: now.hash, fields, drop }] }).then(
      ({ refused: [refused], written: [written] }) => {
        if (refused) {
          // Without fields to decide about there is nothing left to write into.
          setConflicts(refused.fields);
          setGone(refused.fields.length === 0);
          return false;
        }
        setSavedAt(new Date().toISOString());
        // The next save is over this state, whether it was read again by then or not.
        setHeld((still) => {
          if (!still || !written) return still;
          return { ...still, stored: next, read: now.draft, hash: written.hash, own: [...still.own, written.hash] };
        });
        return true;
      },
      () => false,
    );
    underWay.current = run;
    const isSaved = await run;
    underWay.current = null;
    return isSaved;
  }, [mutateAsync, open, spark_id]);

  const { draft } = held ?? {};
  useEffect(() => {
    if (!isChanged || isHeldBack || !draft) return;
    const timer = setTimeout(() => void save(), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [draft, isChanged, isHeldBack, save]);

  // Another exercise is opened a moment after the last key: what was typed is saved all the same.
  const flush = useLatest(save);
  useEffect(() => () => void flush.current(), []);

  useUnsaved(
    isChanged
      ? { title: formText.thisExercise, save, discard: () => setHeld((now) => now && { ...now, draft: now.read }) }
      : null,
  );

  if (!held) return null;
  return {
    exercise: held.draft,
    change: (next) => setHeld((now) => now && { ...now, draft: next }),
    status:
      conflicts.length > 0
        ? 'conflict'
        : isGone
          ? 'failed'
          : isPending
            ? 'saving'
            : error
              ? 'failed'
              : isChanged
                ? 'unsaved'
                : 'saved',
    savedAt,
    failure: isGone ? formText.gone : error ? problemOf(error).message : null,
    conflicts,
    decide(conflict, choice) {
      setConflicts((all) => all.filter((one) => one.field !== conflict.field));
      setHeld((now) => now && decided(now, open, conflict, choice));
    },
    save,
  };
}

/** The form over a newer state: what was changed in the form stays, all else is as it is now. */
function rebased(held: Held, open: OpenExercise): Held | null {
  const now = holdOf(open);
  if (!now) return null;
  const { merged, conflicts } = mergeExercise({ ...held.read }, { ...held.draft }, { ...now.read });
  for (const { field, mine } of conflicts) merged[field] = mine;
  return { ...now, draft: asExercise(merged, now.draft) };
}

/** A field as one of both has it, over what is stored by now. */
function decided(held: Held, open: OpenExercise, { field, theirs }: FieldConflict, choice: 'mine' | 'theirs'): Held {
  const stored = { ...held.stored };
  if (theirs === undefined) delete stored[field];
  else stored[field] = theirs;
  const read = asExercise(stored, held.read);
  const draft: Raw = { ...held.draft };
  if (choice === 'theirs') draft[field] = ({ ...read } as Raw)[field];
  return { draft: asExercise(draft, held.draft), stored, read, hash: open.hash, own: held.own };
}
