import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Problem } from '#lib/base/core/problem.ts';
import { keys } from '#lib/base/queries/keys.ts';
import { fetchRead } from '#lib/base/queries/read.ts';
import { leaveForSignIn, ProblemError, unwrap } from '#lib/base/queries/result.ts';
import { makeStale } from '#lib/base/queries/stale.ts';
import { describeAssetAction, trashAssetAction } from './actions.ts';
import { type AssetFilter, LARGEST_FILE, mostBytes, tooLargeSentence, typeByName } from './core/asset.ts';
import type { AddedAsset } from './data/assets.ts';
import type { assetProblemsRead, assetsRead } from './reads.ts';

export interface AssetView {
  filter: AssetFilter;
  search?: string;
}

export const assetsQuery = (workspace: string, view: AssetView) =>
  infiniteQueryOptions({
    queryKey: keys.assetList(workspace, view),
    queryFn: ({ pageParam, signal }) =>
      unwrap(fetchRead<typeof assetsRead>(workspace, 'assets', { ...view, before: pageParam }, signal)),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => (page.has_more ? page.items.at(-1)?.ordinal : undefined),
  });

export const assetProblemsQuery = (workspace: string) =>
  queryOptions({
    queryKey: keys.assetProblems(workspace),
    queryFn: ({ signal }) => unwrap(fetchRead<typeof assetProblemsRead>(workspace, 'asset-problems', {}, signal)),
  });

/** A file that was taken, and where lessons find it. */
export type UploadedAsset = AddedAsset & { address: string };

export interface UploadRequest {
  file: File;
  alt_text?: string;
  /** Share of the file that is on its way, from 0 to 1. */
  onProgress?: (sent: number) => void;
  signal?: AbortSignal;
}

/** Sends a file to the workspace; its refusal is thrown as a problem. Only this old interface tells how much has been sent. */
function uploadFile(workspace: string, { file, alt_text, onProgress, signal }: UploadRequest): Promise<UploadedAsset> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const asked = new URLSearchParams({ file_name: file.name, ...(alt_text && { alt_text }) });
    const refuse = (problem: Problem) => reject(new ProblemError(problem));
    const type = typeByName(file.name);
    if (file.size > (type ? mostBytes(type) : LARGEST_FILE)) {
      return refuse({ code: 'invalid_input', message: tooLargeSentence(file.name, file.size) });
    }
    request.open('POST', `/api/v1/${workspace}/assets?${asked}`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.responseType = 'json';
    request.upload.onprogress = (event) => onProgress?.(event.lengthComputable ? event.loaded / event.total : 0);
    request.onload = () => {
      const answer = request.response as (UploadedAsset & { code?: Problem['code']; detail?: string }) | null;
      if (answer?.address) return resolve(answer);
      if (request.status === 401) leaveForSignIn();
      refuse({
        code: answer?.code ?? 'bug',
        message: answer?.detail ?? 'The studio could not take this file. Try again; if it stays, tell your admin.',
      });
    };
    request.onerror = () =>
      refuse({ code: 'unavailable', message: 'The connection was lost on the way. Try again in a moment.' });
    request.onabort = () => reject(new DOMException('The upload was stopped.', 'AbortError'));
    signal?.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

/** Uploads, and lets the list of files know. */
export function useUploadFile(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (request: UploadRequest) => uploadFile(workspace, request),
    onSuccess: () => void makeStale(queries, workspace, 'asset'),
  });
}

export function useDescribeAsset(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (asset: { id: string; version: number; alt_text: string }) =>
      unwrap(describeAssetAction(workspace, asset)),
    onSettled: () => makeStale(queries, workspace, 'asset', { until: 'assets' }),
  });
}

export function useTrashAsset(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => unwrap(trashAssetAction(workspace, { id })),
    onSuccess: () => void makeStale(queries, workspace, 'trash'),
  });
}
