import { useMutation } from '@tanstack/react-query';
import type { NamedKind } from '#lib/base/core/content-kinds.ts';
import { postRead } from '#lib/base/queries/read.ts';
import { unwrap } from '#lib/base/queries/result.ts';
import { fetchWritten } from '#lib/exercises/queries/export.ts';
import type { WrittenFormat } from '../core/outside-format.ts';
import type { exportRead } from '../reads/exports.ts';

/** The text of a bundle with what was chosen and all below it. */
export const useExportSelection = (workspace: string) =>
  useMutation({
    mutationFn: (only: { kind: NamedKind; slug: string }[]) =>
      unwrap(postRead<typeof exportRead>(workspace, 'export', { only }, undefined)),
  });

/** What is to be written as a file of another system. */
export interface ExportedFile {
  format: WrittenFormat;
  slug: string;
}

/** A unit file, a course export or a packed course folder. */
export const useExportFile = (workspace: string) =>
  useMutation({
    mutationFn: (file: ExportedFile) => fetchWritten(workspace, file, file.slug),
  });
