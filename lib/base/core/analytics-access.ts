import type { Permission } from './permissions.ts';

/** Who may call which function of a chart, or of the versions of a course; `access.ts` takes it in. */
export const ANALYTICS_ACCESS = {
  read_acceptance: 'content.read',
  read_draft_costs: 'content.read',
  read_decision_times: 'content.read',
  read_throughput: 'content.read',
  read_reviewers: 'review.decide',
  read_checks: 'review.decide',
  read_check_weeks: 'review.decide',
  read_agreement: 'review.decide',
  read_quality_weeks: 'content.read',
  read_voice_weeks: 'content.read',
  read_exercise_levels: 'content.read',
  read_performance_weeks: 'content.read',
  read_learnings: 'content.read',
  read_course_versions: 'content.read',
  compare_course_versions: 'content.read',
  name_course_version: 'content.write',
  preview_course_rollback: 'review.decide',
  roll_back_course: 'review.decide',
} as const satisfies Record<string, Permission>;
