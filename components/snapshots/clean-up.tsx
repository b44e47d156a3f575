'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { AlertDialog } from '#components/ui/alert-dialog.tsx';
import { Button } from '#components/ui/button.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { toast } from '#components/ui/toast.tsx';
import { useCleanUpSnapshots } from '#lib/snapshots/queries/snapshots.ts';
import { snapshotsText } from './text.ts';

const NumberField = dynamic(() => import('#components/ui/number-field.tsx').then((module) => module.NumberField), {
  ssr: false,
  loading: () => <Skeleton className="h-15 w-full" />,
});

/** Deletes older archived snapshots; the person says how many stay. */
export function CleanUp({ workspace }: { workspace: string }) {
  const [keep, setKeep] = useState(5);
  const cleanUp = useCleanUpSnapshots(workspace);
  return (
    <AlertDialog
      title={snapshotsText.cleanTitle}
      confirmLabel={snapshotsText.cleanConfirm}
      danger
      trigger={<Button variant="quiet">{snapshotsText.cleanUp}</Button>}
      onConfirm={async () => {
        const removed = await cleanUp.mutateAsync(keep);
        toast.done(removed === 0 ? snapshotsText.cleanNone : snapshotsText.cleanDone(removed));
      }}
    >
      <div className="flex flex-col gap-4">
        <p>{snapshotsText.cleanLead}</p>
        <NumberField
          label={snapshotsText.keep}
          help={snapshotsText.keepHelp}
          minValue={1}
          maxValue={1000}
          value={keep}
          onChange={(value) => setKeep(Number.isNaN(value) ? 5 : value)}
        />
      </div>
    </AlertDialog>
  );
}
