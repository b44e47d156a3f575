import type { Ids } from './access-fixture.ts';

/** Calls of the functions that charts are made of. */
export function chartCalls(here: Ids) {
  const of = [here.workspace, JSON.stringify({ weeks: 4 })];
  return {
    read_acceptance: ['select public.read_acceptance($1, $2)', of],
    read_draft_costs: ['select public.read_draft_costs($1, $2)', of],
    read_decision_times: ['select public.read_decision_times($1, $2)', of],
    read_throughput: ['select public.read_throughput($1, $2)', of],
    read_reviewers: ['select public.read_reviewers($1, $2)', of],
    read_checks: ['select public.read_checks($1, $2)', of],
    read_check_weeks: ['select public.read_check_weeks($1, $2)', of],
    read_agreement: ['select public.read_agreement($1, $2)', of],
    read_quality_weeks: ['select public.read_quality_weeks($1, $2)', of],
    read_voice_weeks: ['select public.read_voice_weeks($1, $2)', of],
    read_exercise_levels: ['select public.read_exercise_levels($1, $2)', of],
    read_performance_weeks: ['select public.read_performance_weeks($1, $2)', of],
    read_learnings: ['select public.read_learnings($1, $2)', of],
  } satisfies Record<string, [string, unknown[]]>;
}
