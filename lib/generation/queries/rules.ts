import { keepPreviousData, queryOptions, skipToken, useMutation, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import { keys } from '#lib/base/queries/keys.ts';
import { fetchRead, postRead } from '#lib/base/queries/read.ts';
import { unwrap } from '#lib/base/queries/result.ts';
import { makeStale } from '#lib/base/queries/stale.ts';
import {
  activateTemplateAction,
  removeRuleAction,
  saveStrategyAction,
  saveTemplateAction,
  saveTextRuleAction,
  startTemplateTestAction,
} from '../actions/rules.ts';
import { isMoving } from '../core/job.ts';
import type { ContentType } from '../core/prompt/content-types.ts';
import type { templateTest } from '../core/template-test.ts';
import type {
  promptPreviewRead,
  promptTemplateRead,
  rulesRead,
  strategyVersionsRead,
  templateTestPriceRead,
  templateTestRead,
} from '../reads/rules.ts';
import { lookAgainIn } from './realtime.ts';

/** What holds in a workspace, and what of it is its own. */
export const rulesQuery = (workspace: string) =>
  queryOptions({
    queryKey: keys.rules(workspace),
    queryFn: ({ signal }) => unwrap(fetchRead<typeof rulesRead>(workspace, 'rules', {}, signal)),
  });

/** A template with its versions. */
export const templateQuery = (workspace: string, content_type: ContentType) =>
  queryOptions({
    queryKey: keys.promptTemplate(workspace, content_type),
    queryFn: ({ signal }) =>
      unwrap(fetchRead<typeof promptTemplateRead>(workspace, 'prompt-template', { content_type }, signal)),
  });

/** Every version of a strategy. */
export const strategyVersionsQuery = (workspace: string, name: string) =>
  queryOptions({
    queryKey: keys.strategyVersions(workspace, name),
    queryFn: ({ signal }) =>
      unwrap(fetchRead<typeof strategyVersionsRead>(workspace, 'strategy-versions', { name }, signal)),
  });

/** What a prompt is wanted for. */
export type PromptAsk = z.input<(typeof promptPreviewRead)['input']>;

/** A prompt as it would be sent. */
export const promptPreviewQuery = (workspace: string, ask: PromptAsk) =>
  queryOptions({
    queryKey: keys.promptPreview(workspace, ask),
    queryFn: ({ signal }) => unwrap(postRead<typeof promptPreviewRead>(workspace, 'prompt-preview', ask, signal)),
    placeholderData: keepPreviousData,
    // Made of rules, of the outline and of sources alike.
    staleTime: 0,
  });

/** What two versions of a template are tried on. */
export type TemplateTestAsk = z.input<typeof templateTest>;

/** What a test would cost at most; null where there is nothing to be tried yet. */
export const templateTestPriceQuery = (workspace: string, ask: TemplateTestAsk | null) =>
  queryOptions({
    queryKey: keys.templateTestPrice(workspace, ask ?? {}),
    queryFn: ask
      ? ({ signal }) => unwrap(postRead<typeof templateTestPriceRead>(workspace, 'template-test-price', ask, signal))
      : skipToken,
    placeholderData: keepPreviousData,
    retry: false,
  });

/** A test with what came of it, looked at again while it goes on. */
export const templateTestQuery = (workspace: string, job_id: string | null) =>
  queryOptions({
    queryKey: keys.templateTest(workspace, job_id ?? ''),
    queryFn: job_id
      ? ({ signal }) => unwrap(fetchRead<typeof templateTestRead>(workspace, 'template-test', { job_id }, signal))
      : skipToken,
    refetchInterval: ({ state }) => state.data !== undefined && isMoving(state.data) && lookAgainIn(workspace, true),
  });

/** Changes what prompts are made of. */
export function useRuleChanges(workspace: string) {
  const queries = useQueryClient();
  // What is read anew is waited for: whoever saved sees it as it is now.
  const onSettled = () => makeStale(queries, workspace, 'rules', { until: 'rules' });
  type Given<A> = A extends (workspace: string, input: infer I) => unknown ? I : never;
  return {
    saveTemplate: useMutation({
      mutationFn: (given: Given<typeof saveTemplateAction>) => unwrap(saveTemplateAction(workspace, given)),
      onSettled,
    }),
    activate: useMutation({
      mutationFn: (move: Given<typeof activateTemplateAction>) => unwrap(activateTemplateAction(workspace, move)),
      onSettled,
    }),
    testTemplate: useMutation({
      mutationFn: (test: TemplateTestAsk) => unwrap(startTemplateTestAction(workspace, test)),
      onSettled: () => void makeStale(queries, workspace, 'job'),
    }),
    saveStrategy: useMutation({
      mutationFn: (given: Given<typeof saveStrategyAction>) => unwrap(saveStrategyAction(workspace, given)),
      onSettled,
    }),
    saveText: useMutation({
      mutationFn: (given: Given<typeof saveTextRuleAction>) => unwrap(saveTextRuleAction(workspace, given)),
      onSettled,
    }),
    remove: useMutation({
      mutationFn: (of: Given<typeof removeRuleAction>) => unwrap(removeRuleAction(workspace, of)),
      onSettled,
    }),
  };
}
