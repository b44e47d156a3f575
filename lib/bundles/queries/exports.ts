import { useMutation } from '@tanstack/react-query';
import type { NamedKind } from '#lib/base/core/content-kinds.ts';
import { postRead } from '#lib/base/queries/read.ts';
import { unwrap } from '#lib/base/queries/result.ts';
import type { exportFileRead, exportRead } from '../reads/exports.ts';

/** The text of a bundle with what was chosen and all below it. */
export const useExportSelection = (workspace: string) =>
  useMutation({
    mutationFn: (only: { kind: NamedKind; slug: string }[]) =>
      unwrap(postRead<typeof exportRead>(workspace, 'export', { only }, undefined)),
  });

/** The text of a unit file or course export. */
export const useExportFile = (workspace: string) =>
  useMutation({
    mutationFn: (file: { format: 'unit' | 'course'; slug: string }) =>
      unwrap(postRead<typeof exportFileRead>(workspace, 'export-file', file, undefined)),
  });
