import { useMutation } from '@tanstack/react-query';
import type { NamedKind } from '#lib/base/core/content-kinds.ts';
import { unwrap } from '#lib/base/queries/result.ts';
import { exportSelectionAction } from '../actions/exports.ts';

/** The text of a bundle with what was chosen and all below it. */
export const useExportSelection = (workspace: string) =>
  useMutation({
    mutationFn: (only: { kind: NamedKind; slug: string }[]) => unwrap(exportSelectionAction(workspace, { only })),
  });
