'use client';

import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { toast } from '#components/ui/toast.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import { SUMMARY_LENGTH } from '#lib/snapshots/core/course-versions.ts';
import { useNameCourseVersion } from '#lib/snapshots/queries/course-versions.ts';
import { courseVersionsText } from './text.ts';

export interface NameDialogProps {
  workspace: string;
  trail_id: string;
  /** The version that gets a name; null for the course as it is now. */
  nth: number | null;
  summary: string;
  onClose: () => void;
}

/** Keeps the course as it is now under a name, or names a version. */
export function NameDialog({ workspace, trail_id, nth, summary: known, onClose }: NameDialogProps) {
  const [summary, setSummary] = useState(known);
  const name = useNameCourseVersion(workspace, trail_id);
  const isReady = summary.trim() !== '' && summary.trim().length <= SUMMARY_LENGTH;
  const save = () => {
    if (!isReady || name.isPending) return;
    name.mutate(
      { summary: summary.trim(), nth },
      {
        onSuccess: (made) => {
          toast.done(nth === null ? courseVersionsText.named(made) : courseVersionsText.renamed(made));
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      size="sm"
      title={nth === null ? courseVersionsText.nameTitle : courseVersionsText.nameVersion(nth)}
      isOpen
      onOpenChange={(open) => !open && onClose()}
      footer={(close) => (
        <>
          <Button onPress={close}>{courseVersionsText.cancel}</Button>
          <Button variant="primary" isDisabled={!isReady} isPending={name.isPending} onPress={save}>
            {nth === null ? courseVersionsText.save : courseVersionsText.saveName}
          </Button>
        </>
      )}
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <TextField
          label={courseVersionsText.summary}
          help={courseVersionsText.summaryHelp}
          value={summary}
          onChange={setSummary}
          limit={SUMMARY_LENGTH}
          autoFocus
        />
        {name.error && <ProblemNotice title={courseVersionsText.notNamed} why={problemOf(name.error).message} />}
      </form>
    </Dialog>
  );
}
