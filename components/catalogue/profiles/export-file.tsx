'use client';

import { Download } from 'lucide-react';
import { download } from '#components/base/download.ts';
import { Button } from '#components/ui/button.tsx';
import { Menu } from '#components/ui/menu.tsx';
import { toast } from '#components/ui/toast.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import { type ExportedFile, useExportFile } from '#lib/bundles/queries/exports.ts';
import { profilesText } from './text.ts';

export interface ExportFileProps {
  workspace: string;
  kind: 'concept' | 'trail';
  slug: string;
}

/** Writes a concept as a unit file, a trail as a course export or a course folder. */
export function ExportFile({ workspace, kind, slug }: ExportFileProps) {
  const file = useExportFile(workspace);
  const save = (format: ExportedFile['format']) =>
    file.mutate(
      { format, slug },
      {
        onSuccess: ({ name, content }) => download(name, content, content.type),
        onError: (error) => toast.problem(profilesText.exportFailed, { detail: problemOf(error).message }),
      },
    );
  const look = { size: 'sm', icon: <Download />, isPending: file.isPending } as const;
  if (kind === 'concept')
    return (
      <Button {...look} onPress={() => save('unit')}>
        {profilesText.exportUnit}
      </Button>
    );
  const items = [
    { id: 'course', label: profilesText.exportCourseFile, onAction: () => save('course') },
    { id: 'course-folder', label: profilesText.exportCourseFolder, onAction: () => save('course-folder') },
  ];
  return (
    <Menu
      label={profilesText.exportCourse}
      placement="bottom end"
      trigger={<Button {...look}>{profilesText.exportCourse}</Button>}
      groups={[{ id: 'formats', items }]}
    />
  );
}
