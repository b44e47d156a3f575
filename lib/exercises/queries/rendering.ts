import { queryOptions } from '@tanstack/react-query';
import { keys } from '#lib/base/queries/keys.ts';
import { fetchRead, postRead } from '#lib/base/queries/read.ts';
import { unwrap } from '#lib/base/queries/result.ts';
import { htmlByText } from '../core/html-by-text.ts';
import type { playedPackageRead, renderedDraftRead, renderedExercisesRead } from '../reads/rendering.ts';

/** Some exercises of a bank as they are shown. A version never changes, so neither does the answer. */
export const renderedExercisesQuery = (
  workspace: string,
  of: { spark_id: string; version: number; places: readonly number[]; as: 'read' | 'played' },
) =>
  queryOptions({
    queryKey: keys.renderedExercises(workspace, of),
    queryFn: ({ signal }) => {
      const { spark_id, places, as } = of;
      const input = { spark_id, places: [...places], as };
      return unwrap(fetchRead<typeof renderedExercisesRead>(workspace, 'rendered-exercises', input, signal));
    },
    staleTime: Number.POSITIVE_INFINITY,
  });

/** The texts of one exercise as HTML, by their Markdown. Asked for by the digest of the exercise, so the answer stays true. */
export const renderedTextsQuery = (workspace: string, of: { spark_id: string; place: number; hash: string }) =>
  queryOptions({
    queryKey: keys.renderedTexts(workspace, of),
    queryFn: async ({ signal }) => {
      const { exercises } = await unwrap(
        fetchRead<typeof renderedExercisesRead>(
          workspace,
          'rendered-exercises',
          { spark_id: of.spark_id, places: [of.place], as: 'played' },
          signal,
        ),
      );
      return exercises[0] ? htmlByText(exercises[0]) : new Map<string, string>();
    },
    staleTime: Number.POSITIVE_INFINITY,
  });

/** What is copied into a page elsewhere. Asked when somebody copies it, and not kept. */
export const fetchPlayedPackage = (
  workspace: string,
  input: { spark_id: string; title: string; what: 'quiz' | 'bank' | number },
) => unwrap(fetchRead<typeof playedPackageRead>(workspace, 'played-package', input, undefined));

/** An exercise of a draft as learners would get it. Asked for by what it says, so the answer stays true. */
export const renderedDraftQuery = (workspace: string, exercise: Record<string, unknown>) =>
  queryOptions({
    queryKey: keys.renderedDraft(workspace, exercise),
    queryFn: ({ signal }) =>
      unwrap(postRead<typeof renderedDraftRead>(workspace, 'rendered-draft', { exercise }, signal)),
    staleTime: Number.POSITIVE_INFINITY,
  });
