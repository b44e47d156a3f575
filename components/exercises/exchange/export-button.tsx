'use client';

import { Download } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import type { ExportScope } from '#lib/exercises/core/export.ts';
import type { BankRow } from '#lib/exercises/data/bank.ts';
import { exchangeText } from './text.ts';

// Few who come to a bank export it.
const ExportDialog = dynamic(() => import('./export-dialog.tsx').then((module) => module.ExportDialog));

/** Opens the export of exercises. */
export function ExportButton({ workspace, scope, name }: { workspace: string; scope: ExportScope; name: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" variant="quiet" icon={<Download />} aria-haspopup="dialog" onPress={() => setOpen(true)}>
        {exchangeText.exportWord}
      </Button>
      {isOpen && <ExportDialog workspace={workspace} scope={scope} name={name} onClose={() => setOpen(false)} />}
    </>
  );
}

/** Opens the export of the exercises that are chosen in a list. One without an id of its own cannot be named, and stays. */
export function ExportChosen({ workspace, chosen }: { workspace: string; chosen: readonly BankRow[] }) {
  const [isOpen, setOpen] = useState(false);
  const bySpark = Map.groupBy(chosen, ({ spark_id }) => spark_id);
  const scope = [...bySpark].map(([spark_id, rows]) => ({
    spark_id,
    exercise_ids: rows.flatMap(({ exercise_id }) => exercise_id ?? []),
  }));
  const [first] = chosen;
  const name = scope.length === 1 && first ? first.spark_slug : 'exercises';
  return (
    <>
      <IconButton label={exchangeText.exportWord} aria-haspopup="dialog" onPress={() => setOpen(true)}>
        <Download aria-hidden />
      </IconButton>
      {isOpen && <ExportDialog workspace={workspace} scope={scope} name={name} onClose={() => setOpen(false)} />}
    </>
  );
}
