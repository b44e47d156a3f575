'use client';

import { Download } from 'lucide-react';
import { download } from '#components/base/download.ts';
import { Button } from '#components/ui/button.tsx';
import { toast } from '#components/ui/toast.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import { useExportFile } from '#lib/bundles/queries/exports.ts';
import { profilesText } from './text.ts';

export interface ExportFileProps {
  workspace: string;
  format: 'unit' | 'course';
  slug: string;
}

/** Writes a concept as a unit file, a trail as a course export. */
export function ExportFile({ workspace, format, slug }: ExportFileProps) {
  const file = useExportFile(workspace);
  const save = () =>
    file.mutate(
      { format, slug },
      {
        onSuccess: (text) => download(`${slug}.json`, text, 'application/json'),
        onError: (error) => toast.problem(profilesText.exportFailed, { detail: problemOf(error).message }),
      },
    );
  return (
    <Button size="sm" icon={<Download />} isPending={file.isPending} onPress={save}>
      {format === 'unit' ? profilesText.exportUnit : profilesText.exportCourse}
    </Button>
  );
}
