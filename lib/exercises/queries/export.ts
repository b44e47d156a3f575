import { queryOptions } from '@tanstack/react-query';
import { keys } from '#lib/base/queries/keys.ts';
import { postRead } from '#lib/base/queries/read.ts';
import { leaveForSignIn, ProblemError, unwrap } from '#lib/base/queries/result.ts';
import type { ExportScope } from '../core/export.ts';
import type { FileFormat } from '../core/formats/file-formats.ts';
import type { exportPreviewRead } from '../reads/export.ts';

/** What exercises would lose in each format. Asked anew each time: somebody may have mended them. */
export const exportPreviewQuery = (workspace: string, scope: ExportScope) =>
  queryOptions({
    queryKey: keys.exportPreview(workspace, scope),
    queryFn: ({ signal }) => unwrap(postRead<typeof exportPreviewRead>(workspace, 'export-preview', { scope }, signal)),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });

interface FetchedFile {
  name: string;
  content: Blob;
}

/** The file itself, and what it is to be called. */
export const fetchExport = (
  workspace: string,
  asked: { scope: ExportScope; format: FileFormat; name: string },
): Promise<FetchedFile> => fetchWritten(workspace, asked, asked.name);

/** A file that the studio writes of what was asked for. */
export async function fetchWritten(workspace: string, asked: object, otherwise: string): Promise<FetchedFile> {
  const answer = await fetch(`/api/v1/${workspace}/exports`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(asked),
  });
  if (answer.status === 401) leaveForSignIn();
  if (!answer.ok) {
    const { code, detail } = (await answer.json().catch(() => ({}))) as { code?: 'invalid_input'; detail?: string };
    throw new ProblemError({ code: code ?? 'bug', message: detail ?? 'The file could not be made. Try again.' });
  }
  const said = answer.headers.get('content-disposition') ?? '';
  const name = /filename\*=UTF-8''([^;]+)/.exec(said)?.[1];
  return { name: name ? decodeURIComponent(name) : otherwise, content: await answer.blob() };
}
