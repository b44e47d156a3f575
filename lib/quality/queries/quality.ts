import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { keys } from '#lib/base/queries/keys.ts';
import { fetchRead, postRead } from '#lib/base/queries/read.ts';
import { unwrap } from '#lib/base/queries/result.ts';
import { makeStale } from '#lib/base/queries/stale.ts';
import { applyFixesAction, dismissFindingAction, setQualityGateAction } from '../actions/quality.ts';
import type { FindingCode } from '../core/finding.ts';
import type { Dismissal } from '../data/quality.ts';
import type {
  lessonQualityRead,
  qualityBelowRead,
  qualityCountsRead,
  qualityFixesRead,
  qualityGatesRead,
  qualityTrendRead,
  trailVoiceRead,
  voiceRead,
} from '../reads/quality.ts';
import { together } from './together.ts';

/** While lessons are still being looked at, somebody asks again: soon for few, later for many. */
const again = (unmeasured = 0) => unmeasured > 0 && (unmeasured > 500 ? 15_000 : 3_000);

/** What stands around a lesson: gates, what was waved off, objectives, exercises. */
export const lessonQualityQuery = (workspace: string, spark_id: string) =>
  queryOptions({
    queryKey: keys.lessonQuality(workspace, spark_id),
    queryFn: ({ signal }) =>
      unwrap(fetchRead<typeof lessonQualityRead>(workspace, 'lesson-quality', { spark_id }, signal)),
  });

/** The gates of a workspace, with what each holds back today. */
export const qualityGatesQuery = (workspace: string) =>
  queryOptions({
    queryKey: keys.qualityGates(workspace),
    queryFn: ({ signal }) => unwrap(fetchRead<typeof qualityGatesRead>(workspace, 'quality-gates', {}, signal)),
    refetchInterval: ({ state }) => again(state.data?.unmeasured),
  });

/** What was found in the lessons of a trail or a concept. */
export const qualityBelowQuery = (workspace: string, id: string) =>
  queryOptions({
    queryKey: keys.qualityBelow(workspace, id),
    queryFn: ({ signal }) => unwrap(fetchRead<typeof qualityBelowRead>(workspace, 'quality-below', { id }, signal)),
    refetchInterval: ({ state }) => again(state.data?.unmeasured),
  });

/** How the scores of a trail went, day by day. */
export const qualityTrendQuery = (workspace: string, trail_id: string) =>
  queryOptions({
    queryKey: keys.qualityTrend(workspace, trail_id),
    queryFn: ({ signal }) =>
      unwrap(fetchRead<typeof qualityTrendRead>(workspace, 'quality-trend', { trail_id }, signal)),
  });

const countsTogether = together(async (workspace: string, ids: readonly string[]) => {
  const found = await unwrap(
    postRead<typeof qualityCountsRead>(workspace, 'quality-counts', { ids: [...ids] }, undefined),
  );
  return new Map(found.map((one) => [one.id, one]));
});

/** How many findings there are in and below a trail, a concept or a spark. Rows that are drawn together are asked for together. */
export const qualityCountQuery = (workspace: string, id: string) =>
  queryOptions({
    queryKey: keys.qualityCount(workspace, id),
    queryFn: async () => (await countsTogether(workspace, id)) ?? null,
    staleTime: 60_000,
    refetchInterval: ({ state }) => again(state.data?.unmeasured),
  });

/** How near a course is to the voice of its persona; null where it has none. */
export const trailVoiceQuery = (workspace: string, trail_id: string) =>
  queryOptions({
    queryKey: keys.trailVoice(workspace, trail_id),
    queryFn: ({ signal }) => unwrap(fetchRead<typeof trailVoiceRead>(workspace, 'trail-voice', { trail_id }, signal)),
    refetchInterval: ({ state }) => again(state.data?.unmeasured),
  });

/** How near the courses of a persona are to its voice. */
export const voiceQuery = (workspace: string, persona_id: string) =>
  queryOptions({
    queryKey: keys.voice(workspace, persona_id),
    queryFn: ({ signal }) => unwrap(fetchRead<typeof voiceRead>(workspace, 'voice', { persona_id }, signal)),
  });

/** What the fixes that need no decision would change below some entities; null for all. */
export const qualityFixesQuery = (workspace: string, ids: string[] | null) =>
  queryOptions({
    queryKey: keys.qualityFixes(workspace, ids),
    queryFn: ({ signal }) => unwrap(postRead<typeof qualityFixesRead>(workspace, 'quality-fixes', { ids }, signal)),
    // A plan that is being read stays as it is; what was saved since is left out when it is done.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });

/** Fixes lessons as they were planned, as one change set. */
export function useApplyFixes(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (lessons: { spark_id: string; version: number }[]) => unwrap(applyFixesAction(workspace, { lessons })),
    onSuccess: () => void makeStale(queries, workspace, 'bulk'),
  });
}

/** Switches a gate on or off. */
export function useSetQualityGate(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (gate: { code: FindingCode; is_on: boolean }) => unwrap(setQualityGateAction(workspace, gate)),
    onSettled: () => makeStale(queries, workspace, 'quality', { until: 'quality' }),
  });
}

/** Waves a finding off for one spark, or lets it be shown again. */
export function useDismissFinding(workspace: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (dismissal: Dismissal & { code: FindingCode }) => unwrap(dismissFindingAction(workspace, dismissal)),
    onSettled: () => makeStale(queries, workspace, 'quality', { until: 'quality' }),
  });
}
