import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Problem } from '#lib/base/core/problem.ts';
import { keys } from '#lib/base/queries/keys.ts';
import { fetchRead, postRead } from '#lib/base/queries/read.ts';
import { leaveForSignIn, ProblemError, unwrap } from '#lib/base/queries/result.ts';
import { makeStale } from '#lib/base/queries/stale.ts';
import { idOutcome, useFollow } from '#lib/tasks/queries.ts';
import {
  applyImportAction,
  discardImportAction,
  promoteImportAction,
  stageImportAction,
  undoImportAction,
} from '../actions/imports.ts';
import type { ConflictChoice, PlanLine } from '../data/imports.ts';
import type { importLinesRead, importPlanRead, importRead, importsRead } from '../reads/imports.ts';
import type { ImportPlan } from '../services/imports.ts';
import type { PlannedQuestions } from '../services/questions.ts';

export const importsQuery = (workspace: string) =>
  queryOptions({
    queryKey: keys.imports(workspace),
    queryFn: ({ signal }) => unwrap(postRead<typeof importsRead>(workspace, 'imports', {}, signal)),
  });

export const importQuery = (workspace: string, import_id: string) =>
  queryOptions({
    queryKey: keys.import(workspace, import_id),
    queryFn: ({ signal }) => unwrap(postRead<typeof importRead>(workspace, 'import', { import_id }, signal)),
  });

export const importPlanQuery = (workspace: string, import_id: string) =>
  queryOptions({
    queryKey: keys.importPlan(workspace, import_id),
    queryFn: ({ signal }) => unwrap(postRead<typeof importPlanRead>(workspace, 'import-plan', { import_id }, signal)),
    // Applying looks again in any case; a plan that is being read stays as it is.
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });

const LINES_A_PAGE = 200;

export const importLinesQuery = (workspace: string, import_id: string, actions: PlanLine['action'][]) =>
  infiniteQueryOptions({
    queryKey: keys.importLines(workspace, import_id, actions),
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        fetchRead<typeof importLinesRead>(workspace, 'import-lines', { import_id, actions, after: pageParam }, signal),
      ),
    initialPageParam: 0,
    getNextPageParam: (page) => (page.length < LINES_A_PAGE ? null : page.at(-1)?.nth),
    staleTime: Number.POSITIVE_INFINITY,
  });

interface Upload {
  file: File;
  /** Share of the file that is on its way, from 0 to 1. */
  onProgress: (sent: number) => void;
  signal: AbortSignal;
}

/**
 * Sends a file and gives the plan of it. A bundle with problems gives a plan that cannot be applied; questions of another tool have a
 * report of their own, which their page reads.
 */
export function useUploadBundle(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (upload: Upload) => send(workspace, upload),
    onSuccess: (plan) => {
      if (!('state' in plan)) queries.setQueryData(keys.importPlan(workspace, plan.import_id), plan);
    },
    onSettled: () => void makeStale(queries, workspace, 'import.log'),
  });
}

/** Only this old interface tells how much of a body has been sent. */
function send(workspace: string, { file, onProgress, signal }: Upload): Promise<ImportPlan | PlannedQuestions> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const refuse = (problem: Problem) => reject(new ProblemError(problem));
    request.open('POST', `/api/v1/${workspace}/imports?plan=1&file_name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.responseType = 'json';
    request.upload.onprogress = (event) => onProgress(event.lengthComputable ? event.loaded / event.total : 0);
    request.onload = () => {
      const answer = request.response as
        | ((ImportPlan | PlannedQuestions) & { code?: Problem['code']; detail?: string })
        | null;
      if (answer?.import_id) return resolve(answer);
      if (request.status === 401) leaveForSignIn();
      refuse({
        code: answer?.code ?? 'bug',
        message: answer?.detail ?? 'The studio could not read this file. Try again; if it stays, tell your admin.',
      });
    };
    request.onerror = () =>
      refuse({ code: 'unavailable', message: 'The connection was lost on the way. Nothing was imported; try again.' });
    request.onabort = () => reject(new DOMException('The upload was stopped.', 'AbortError'));
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

export function useApplyImport(workspace: string, import_id: string) {
  const queries = useQueryClient();
  const follow = useFollow(workspace);
  return useMutation({
    mutationFn: (conflicts: ConflictChoice) =>
      follow(applyImportAction(workspace, { import_id, conflicts }), async () =>
        (await import('../core/applied.ts')).appliedJson(import_id),
      ),
    onSettled: async () => {
      // The record first: once it says that the import is done, nobody looks at the plan any more.
      await makeStale(queries, workspace, 'import.applied', { until: 'import' });
      queries.removeQueries({ queryKey: keys.importPlan(workspace, import_id) });
    },
  });
}

export function useAbandonImport(workspace: string, import_id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => unwrap(discardImportAction(workspace, { import_id })),
    onSettled: () => void makeStale(queries, workspace, 'import.log'),
  });
}

export function useUndoImport(workspace: string, import_id: string) {
  const queries = useQueryClient();
  const follow = useFollow(workspace);
  return useMutation({
    mutationFn: () => follow(undoImportAction(workspace, { import_id }), idOutcome),
    onSuccess: () => void makeStale(queries, workspace, 'undo'),
  });
}

export function useStageImport(workspace: string, import_id: string) {
  const queries = useQueryClient();
  const follow = useFollow(workspace);
  return useMutation({
    mutationFn: () =>
      follow(
        stageImportAction(workspace, { import_id }),
        async () => (await import('#lib/snapshots/core/outcomes.ts')).stagedJson,
      ),
    onSuccess: () => void makeStale(queries, workspace, 'snapshot.staged'),
  });
}

export function usePromoteImport(workspace: string, import_id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => unwrap(promoteImportAction(workspace, { import_id })),
    onSettled: () => void makeStale(queries, workspace, 'snapshot.promoted'),
  });
}
