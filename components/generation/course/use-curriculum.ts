'use client';

import { useEffect, useEffectEvent, useState } from 'react';
import { toast } from '#components/ui/toast.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import type { OpenJob } from '#lib/generation/core/job-json.ts';
import { useCourseChanges } from '#lib/generation/queries/jobs.ts';
import { courseText } from './text.ts';

type Kept = NonNullable<OpenJob['curriculum']>;
const SAVE_AFTER_MS = 700;

/**
 * A curriculum as it is edited here and kept for all: saved a moment after the last change, under the version it was made of. Where somebody
 * else saved one before, nothing more is saved until whoever edits has said which one counts.
 */
export function useCurriculum(workspace: string, job_id: string, kept: Kept) {
  const { saveOutline } = useCourseChanges(workspace);
  const [outline, setOutline] = useState(kept.outline);
  // What is here stands on this version; `saved` is what it was when it was last the same here and there.
  const [base, setBase] = useState({ version: kept.version, outline: kept.outline });
  const isEdited = outline !== base.outline;
  const isWhole =
    outline.title.trim() !== '' &&
    outline.modules.every((one) => one.title.trim() !== '' && one.lessons.every(({ title }) => title.trim() !== ''));
  const conflict = !saveOutline.isPending && kept.version > base.version ? kept : null;

  const save = useEffectEvent(() => {
    const saved = outline;
    saveOutline.mutate(
      { job_id, outline: saved, version: base.version },
      {
        onSuccess: (version) => setBase({ version: Number(version), outline: saved }),
        // Whoever saved before is seen with the next look at the job, which a settled change asks for.
        onError: (error) =>
          problemOf(error).code !== 'stale' && toast.problem(courseText.notDone, { detail: problemOf(error).message }),
      },
    );
  });
  const maySave = isEdited && isWhole && !conflict && !saveOutline.isPending;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change begins the wait anew.
  useEffect(() => {
    if (!maySave) return;
    const timer = setTimeout(save, SAVE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [maySave, outline]);

  return {
    outline,
    setOutline,
    version: base.version,
    isEdited,
    isWhole,
    isSaving: saveOutline.isPending || maySave,
    conflict,
    takeTheirs: () => {
      setOutline(kept.outline);
      setBase(kept);
    },
    /** What is here is saved over theirs. */
    keepMine: () => setBase(kept),
  };
}
