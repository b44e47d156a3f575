'use client';

import { Download } from 'lucide-react';
import { useState } from 'react';
import { download } from '#components/base/download.ts';
import { Button } from '#components/ui/button.tsx';
import { toast } from '#components/ui/toast.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import { coursesText } from './text.ts';

interface CsvButtonProps {
  /** Of the file, without its ending. */
  name: string;
  /** The whole table as CSV, however much of it is on screen. */
  write: () => Promise<string> | string;
  isDisabled?: boolean;
}

/** Hands over a table as a file for spreadsheets. */
export function CsvButton({ name, write, isDisabled }: CsvButtonProps) {
  const [isPending, setPending] = useState(false);
  const save = async () => {
    setPending(true);
    try {
      download(`${name}.csv`, await write(), 'text/csv');
    } catch (error) {
      toast.problem(coursesText.notDownloaded, { detail: problemOf(error).message });
    } finally {
      setPending(false);
    }
  };
  return (
    <Button size="sm" icon={<Download />} isPending={isPending} isDisabled={isDisabled} onPress={() => void save()}>
      {coursesText.download}
    </Button>
  );
}
