import { useMutation } from '@tanstack/react-query';
import { exportSelectionAction } from '#lib/actions/exports';
import type { NamedKind } from '#lib/core/content-kinds';
import { unwrap } from './result.ts';

/** The text of a bundle with what was chosen and all below it. */
export const useExportSelection = (workspace: string) =>
  useMutation({
    mutationFn: (only: { kind: NamedKind; slug: string }[]) => unwrap(exportSelectionAction(workspace, { only })),
  });
