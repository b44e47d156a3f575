import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
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
} from '../actions/rules.ts';
import type { ContentType } from '../core/prompt/content-types.ts';
import type { promptPreviewRead, promptTemplateRead, rulesRead, strategyVersionsRead } from '../reads/rules.ts';

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
