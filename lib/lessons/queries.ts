import { postRead } from '#lib/base/queries/read.ts';
import { unwrap } from '#lib/base/queries/result.ts';
import type { previewRead } from './reads.ts';

/** A text as readers would see it. Not kept: no two keystrokes ask for the same. */
export const fetchPreview = (workspace: string, content_md: string, signal: AbortSignal) =>
  unwrap(postRead<typeof previewRead>(workspace, 'preview', { content_md }, signal));
