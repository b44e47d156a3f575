import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Problem } from '#lib/base/core/problem.ts';
import { keys } from '#lib/base/queries/keys.ts';
import { fetchRead } from '#lib/base/queries/read.ts';
import { leaveForSignIn, ProblemError, unwrap } from '#lib/base/queries/result.ts';
import { makeStale } from '#lib/base/queries/stale.ts';
import { removeResultsAction } from './actions.ts';
import type { ColumnRole } from './core/columns.ts';
import type { exerciseResultsRead, resultImportsRead, resultsRead } from './reads.ts';
import type { ResultRun } from './services/import.ts';

/** The figures of a spark's exercises, or of all of the workspace, the worst first. */
export const resultsQuery = (workspace: string, spark_id: string | null) =>
  queryOptions({
    queryKey: keys.results(workspace, spark_id),
    queryFn: ({ signal }) => unwrap(fetchRead<typeof resultsRead>(workspace, 'results', { spark_id }, signal)),
    placeholderData: keepPreviousData,
  });

/** What one exercise was answered, by what it asked. */
export const exerciseResultsQuery = (workspace: string, of: { spark_id: string; exercise_id: string }) =>
  queryOptions({
    queryKey: keys.exerciseResults(workspace, of),
    queryFn: ({ signal }) => unwrap(fetchRead<typeof exerciseResultsRead>(workspace, 'exercise-results', of, signal)),
  });

export const resultImportsQuery = (workspace: string) =>
  queryOptions({
    queryKey: keys.resultImports(workspace),
    queryFn: ({ signal }) => unwrap(fetchRead<typeof resultImportsRead>(workspace, 'result-imports', {}, signal)),
  });

export interface SentResults {
  file: File;
  /** The slug of the spark that the import is for. */
  spark: string | null;
  columns: ColumnRole[] | null;
  names: Record<string, string>;
  dry_run: boolean;
}

/** Sends a file of answers: for its plan, or to be imported. */
export function useSendResults(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (sent: SentResults) => send(workspace, sent),
    onSuccess: (run) => {
      if (run.state === 'added') void makeStale(queries, workspace, 'results');
    },
  });
}

async function send(workspace: string, { file, spark, columns, names, dry_run }: SentResults): Promise<ResultRun> {
  const asked = new URLSearchParams({ file_name: file.name });
  if (dry_run) asked.set('dry_run', '1');
  if (spark) asked.set('spark', spark);
  if (columns) asked.set('columns', columns.join(','));
  if (Object.keys(names).length > 0) asked.set('names', JSON.stringify(names));
  const answer = await fetch(`/api/v1/${workspace}/results?${asked}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: file,
  });
  if (answer.status === 401) leaveForSignIn();
  const said = (await answer.json().catch(() => ({}))) as Partial<ResultRun> & {
    code?: Problem['code'];
    detail?: string;
  };
  if (said.state) return said as ResultRun;
  throw new ProblemError({
    code: said.code ?? 'bug',
    message: said.detail ?? 'The studio could not read this file. Try again; if it stays, tell your admin.',
  });
}

/** Removes an import of answers, for good. */
export function useRemoveResults(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (import_id: string) => unwrap(removeResultsAction(workspace, { import_id })),
    onSettled: () => void makeStale(queries, workspace, 'results'),
  });
}
