import type { ContentKind } from '#lib/base/core/content-kinds.ts';
import type { Problem } from '#lib/base/core/problem.ts';

/** What can be asked for; private.job_kinds says the same. */
export const JOB_KINDS = [
  'trail_outline',
  'spark_draft',
  'exercise_bank',
  'prerequisite_links',
  'course',
  'market_research',
  'spark_rewrite',
  'quiz',
  'podcast_transcript',
  'companion_piece',
  'quality_review',
  'icp_extraction',
  'voice_extraction',
  'course_upgrade',
] as const;
export type JobKind = (typeof JOB_KINDS)[number];

export const RUN_STATUSES = ['pending', 'in_progress', 'completed', 'failed', 'cancelled'] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

/** The states of a job that people tell apart, with one word each. */
export const JOB_STATES = [
  'waiting',
  'running',
  'approval',
  'budget',
  'paused',
  'failed',
  'cancelled',
  'done',
] as const;
export type JobState = (typeof JOB_STATES)[number];

/** Where the result of a job is to stand, by what it is called now. */
export interface JobPlace {
  kind: ContentKind;
  id: string;
  slug: string | null;
  label: string | null;
}

/** A job as it stands in a list. Money in millionths of a dollar. */
export interface Job {
  id: string;
  ordinal: number;
  job_kind: JobKind;
  title: string;
  maker: 'builtin' | 'model';
  /** Two versions of a template are tried: it makes no proposal. */
  is_test: boolean;
  place: JobPlace | null;
  status: RunStatus;
  /** Why it does not go on by itself: a person has to approve something, a budget would be broken, or somebody stopped it. */
  held: 'approval' | 'budget' | 'pause' | null;
  step_progress: number;
  total_steps: number;
  current_step: string | null;
  /** What is known to be spent; what calls that are out may cost at most; what nobody knows was spent, at most. */
  cost_micros: number;
  reserved_micros: number;
  unknown_micros: number;
  /** What it may cost at most; null for as much as the workspace lets it. */
  budget_micros: number | null;
  problem: Problem | null;
  asked_by: string;
  asked_by_name: string | null;
  ended_by_name: string | null;
  /** How many it has made. */
  proposals: number;
  created_at: string;
  started_at: string | null;
  completed_at: string | null;
}

export function stateOf({ status, held }: Pick<Job, 'status' | 'held'>): JobState {
  switch (status) {
    case 'pending':
      return 'waiting';
    case 'in_progress':
      return held === 'pause' ? 'paused' : (held ?? 'running');
    case 'completed':
      return 'done';
    default:
      return status;
  }
}

/** It may still change, by itself or by a person. */
export const isOpen = ({ status }: Pick<Job, 'status'>): boolean => status === 'pending' || status === 'in_progress';

/** What a list of jobs shows: all, those that wait for a person, those that go on by themselves, those that failed. */
export const JOB_FILTERS = ['all', 'attention', 'running', 'failed'] as const;
export type JobFilterName = (typeof JOB_FILTERS)[number];

/** So many jobs come at once. */
export const JOBS_A_PAGE = 50;

/** It changes by itself: worth looking again soon. */
export const isMoving = (job: Pick<Job, 'status' | 'held'>): boolean => isOpen(job) && job.held === null;
