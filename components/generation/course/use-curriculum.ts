'use client';

import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useUnsaved } from '#components/shell/leave.tsx';
import { toast } from '#components/ui/toast.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import type { OpenJob } from '#lib/generation/core/job-json.ts';
import { useCourseChanges } from '#lib/generation/queries/jobs.ts';
import { courseText } from './text.ts';

type Kept = NonNullable<OpenJob['curriculum']>;
const SAVE_AFTER_MS = 700;

/**
 * A curriculum as it is edited here and kept for all: saved a moment after the last change, under the version it was made of. Where somebody
 * else saved one before, nothing more is saved until whoever edits has said which one counts. `isDecided`: it is being approved, or was.
 */
export function useCurriculum(workspace: string, job_id: string, kept: Kept, isDecided: boolean) {
  const { saveOutline } = useCourseChanges(workspace);
  const [outline, setOutline] = useState(kept.outline);
  // What is here stands on this version; `saved` is what it was when it was last the same here and there.
  const [base, setBase] = useState({ version: kept.version, outline: kept.outline });
  // What was refused is refused again: it is sent once more when it was changed.
  const [refused, setRefused] = useState<Kept['outline'] | null>(null);
  const running = useRef<Promise<number | null> | null>(null);
  const isEdited = outline !== base.outline;
  const isWhole =
    outline.title.trim() !== '' &&
    outline.modules.every((one) => one.title.trim() !== '' && one.lessons.every(({ title }) => title.trim() !== ''));
  const conflict = !saveOutline.isPending && kept.version > base.version ? kept : null;

  const save = useEffectEvent(() => {
    const saved = outline;
    running.current = saveOutline
      .mutateAsync({ job_id, outline: saved, version: base.version })
      .then((answer) => {
        const version = Number(answer);
        setBase({ version, outline: saved });
        return version;
      })
      .catch((error: unknown) => {
        setRefused(saved);
        // Whoever saved before is seen with the next look at the job, which a settled change asks for.
        const { code, message } = problemOf(error);
        if (code !== 'stale') toast.problem(courseText.notDone, { detail: message });
        return null;
      })
      .finally(() => {
        running.current = null;
      });
  });
  const maySave = isEdited && isWhole && !conflict && !saveOutline.isPending && !isDecided && refused !== outline;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change begins the wait anew.
  useEffect(() => {
    if (!maySave) return;
    const timer = setTimeout(save, SAVE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [maySave, outline]);
  // Whoever turns to another step of the course has not lost the last word they typed.
  const leave = useEffectEvent(() => {
    if (maySave) save();
  });
  useEffect(() => () => leave(), []);
  // A title is missing, somebody else changed it as well, or it was refused: it is for whoever edits to settle that.
  const isStuck = isEdited && !isDecided && !maySave && !saveOutline.isPending;
  useUnsaved(isStuck ? { title: kept.outline.title, save: async () => false } : null);

  return {
    outline,
    setOutline,
    version: base.version,
    /** The version that what is here stands on, once a save that is under way has ended. */
    settled: async (): Promise<number> => (await running.current) ?? base.version,
    isEdited,
    isWhole,
    isSaving: saveOutline.isPending || maySave,
    conflict,
    takeTheirs: () => {
      setOutline(kept.outline);
      setBase(kept);
    },
    /** What is here is saved over theirs. */
    keepMine: () => {
      setBase(kept);
      setRefused(null);
    },
  };
}
