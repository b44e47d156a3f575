'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { AlertDialog } from '#components/ui/alert-dialog.tsx';
import { Button } from '#components/ui/button.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { toast } from '#components/ui/toast.tsx';
import { useCleanUpSnapshots } from '#lib/snapshots/queries/snapshots.ts';
import { text } from './text.ts';

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
      title={text.cleanTitle}
      confirmLabel={text.cleanConfirm}
      danger
      trigger={<Button variant="quiet">{text.cleanUp}</Button>}
      onConfirm={async () => {
        const removed = await cleanUp.mutateAsync(keep);
        toast.done(removed === 0 ? text.cleanNone : text.cleanDone(removed));
      }}
    >
      <div className="flex flex-col gap-4">
        <p>{text.cleanLead}</p>
        <NumberField
          label={text.keep}
          help={text.keepHelp}
          minValue={1}
          maxValue={1000}
          value={keep}
          onChange={(value) => setKeep(Number.isNaN(value) ? 5 : value)}
        />
      </div>
    </AlertDialog>
  );
}
