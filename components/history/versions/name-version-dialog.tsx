'use client';

import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { toast } from '#components/ui/toast.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import { VERSION_NAME_LENGTH, versionName } from '#lib/history/core/version-name.ts';
import type { VersionLine } from '#lib/history/data/versions.ts';
import { useNameVersion } from '#lib/history/queries/versions.ts';
import { sittingText } from './sitting-text.ts';

export interface NameVersionDialogProps {
  workspace: string;
  line: VersionLine;
  onClose: () => void;
}

/** Gives a version a name, another one, or none. */
export function NameVersionDialog({ workspace, line, onClose }: NameVersionDialogProps) {
  const [said, setSaid] = useState(line.name ?? '');
  const naming = useNameVersion(workspace);
  const name = versionName(said);
  const keep = (next: string | null) =>
    naming.mutate(
      { revision_id: line.id, name: next },
      {
        onSuccess: (kept) => {
          toast.done(next === null ? sittingText.nameRemoved(kept) : sittingText.named(kept));
          onClose();
        },
      },
    );
  const save = () => {
    if (name !== null && !naming.isPending) keep(name);
  };
  return (
    <Dialog
      size="sm"
      title={line.name ? sittingText.renameTitle : sittingText.nameTitle}
      isOpen
      onOpenChange={(open) => !open && onClose()}
      footer={(close) => (
        <>
          {line.name && (
            <Button variant="quiet" isDisabled={naming.isPending} onPress={() => keep(null)} className="me-auto">
              {sittingText.removeName}
            </Button>
          )}
          <Button onPress={close}>{sittingText.cancel}</Button>
          <Button variant="primary" isDisabled={name === null} isPending={naming.isPending} onPress={save}>
            {sittingText.saveName}
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
        <p className="text-muted">{sittingText.nameWhy}</p>
        <TextField label={sittingText.field} value={said} onChange={setSaid} limit={VERSION_NAME_LENGTH} autoFocus />
        {naming.error && <ProblemNotice title={sittingText.notNamed} why={problemOf(naming.error).message} />}
      </form>
    </Dialog>
  );
}
