import { ANALYTICS_ACCESS } from './analytics-access.ts';
import { GENERATION_ACCESS } from './generation-access.ts';
import { HISTORY_ACCESS } from './history-access.ts';
import type { Permission } from './permissions.ts';
import { REVIEW_ACCESS } from './review-access.ts';

/** Who may do something to the rows of a workspace. 'own row': whoever the row is about. */
export type Access = Permission | 'nobody' | 'own row' | `own row or ${Permission}`;

export interface TableAccess {
  select: Access;
  insert: Access;
  update: Access;
  delete: Access;
  /** Columns that nobody reads, sets on insert, or changes through the Data API, whatever their role. */
  unread?: readonly string[];
  unset?: readonly string[];
  unchanged?: readonly string[];
  /** The secret key goes round row level security; on tables that only triggers and functions write it reads and no more. */
  service?: 'reads';
}

const STAMPS = [
  'id',
  'version',
  'ordinal',
  'bundle_style',
  'created_at',
  'created_by',
  'updated_at',
  'updated_by',
] as const;

/** What something is called elsewhere: imports alone write it. */
const EXTERNAL = ['external_id', 'external_system'];

/** A table of working content: members read, editors write, but nobody says who saved it when or moves it elsewhere. */
function content(options: { fixed?: string[]; withheld?: string[] } = {}): TableAccess {
  const { fixed = [], withheld = [] } = options;
  return {
    select: 'content.read',
    insert: 'content.write',
    update: 'content.write',
    delete: 'content.write',
    unset: [...STAMPS, ...withheld],
    unchanged: [...STAMPS, 'workspace_id', ...fixed, ...withheld],
  };
}

/** Kept by triggers and functions alone. */
function kept(select: Permission = 'content.read'): TableAccess {
  return { select, insert: 'nobody', update: 'nobody', delete: 'nobody', service: 'reads' };
}

/**
 * Who may do what to which table: `supabase/tests/people/access-people.test.ts` tries all of it, for every role, against the
 * database, and `supabase/tests/base/access.test.ts` fails for a table, a column or a function that is not here.
 */
export const TABLE_ACCESS = {
  profiles: {
    select: 'own row or member.read',
    insert: 'nobody',
    update: 'own row',
    delete: 'nobody',
    unchanged: ['user_id', 'email', 'created_at', 'picture'],
  },
  pictures: {
    select: 'own row or member.read',
    insert: 'nobody',
    update: 'nobody',
    delete: 'nobody',
    service: 'reads',
  },
  workspaces: {
    select: 'member.read',
    insert: 'nobody',
    update: 'workspace.manage',
    delete: 'nobody',
    unchanged: ['id', 'parent_id', 'created_at', 'created_by'],
  },
  memberships: {
    select: 'member.read',
    insert: 'nobody',
    update: 'member.manage',
    delete: 'own row or member.manage',
    unchanged: ['workspace_id', 'user_id', 'created_at'],
  },
  invitations: {
    select: 'member.manage',
    insert: 'nobody',
    update: 'nobody',
    delete: 'member.manage',
    unread: ['link_hash'],
  },
  content_keys: {
    select: 'key.manage',
    insert: 'key.manage',
    update: 'key.manage',
    delete: 'nobody',
    unread: ['key_hash'],
    unset: ['id', 'ordinal', 'created_at', 'created_by', 'last_used_at', 'revoked_at'],
    unchanged: [
      'id',
      'ordinal',
      'workspace_id',
      'name',
      'prefix',
      'key_hash',
      'created_at',
      'created_by',
      'last_used_at',
    ],
  },
  audit_log: { select: 'audit.read', insert: 'nobody', update: 'nobody', delete: 'nobody' },

  domains: content(),
  trails: content(),
  concepts: content(),
  sparks: content({ withheld: ['ai_metadata'] }),
  beacons: content(),
  concept_sparks: content({ fixed: ['spark_id'] }),
  spark_beacons: content({ fixed: ['spark_id', 'beacon_id'] }),
  spark_links: content({ fixed: ['source_id', 'target_id'] }),
  concept_links: content({ fixed: ['source_id', 'target_id'] }),
  objectives: content({ fixed: ['concept_id'] }),
  packages: content({ fixed: ['spark_id'] }),
  assets: content({ fixed: ['media_type', 'byte_size', 'sha256', 'width', 'height'] }),
  asset_uses: kept(),
  personas: content({ withheld: EXTERNAL }),
  course_profiles: content({
    fixed: ['trail_id'],
    withheld: [...EXTERNAL, 'generation_execution_id', 'published_at', 'file_form'],
  }),
  market_research: content({ fixed: ['trail_id'], withheld: ['file_form'] }),
  unit_profiles: content({ fixed: ['concept_id'], withheld: [...EXTERNAL, 'file_form'] }),
  trail_objectives: content({ fixed: ['trail_id'] }),
  resources: content({ fixed: ['concept_id'] }),
  lesson_profiles: content({
    fixed: ['spark_id'],
    withheld: [
      ...EXTERNAL,
      'package_version',
      'flow_run_id',
      'file_path',
      'file_form',
      'gps_valid',
      'gps_score',
      'didatica_score',
      'validation_status',
      'validation_issues',
      'generation_duration_seconds',
      'generation_cost_usd',
      'retry_count',
    ],
  }),
  trail_performance: content({ fixed: ['trail_id', 'measured_on'], withheld: ['file_form'] }),
  flow_runs: kept(),
  step_runs: kept(),
  llm_requests: kept(),
  job_sources: kept(),
  model_providers: kept(),
  provider_breakers: kept(),
  model_routes: kept(),
  model_prices: kept(),
  budgets: kept(),
  book_totals: kept(),
  // Which draft is a check, and in which order they came, tells no member.
  proposals: { ...kept(), unread: ['is_seeded', 'ordinal', 'step_run_id'] },
  proposal_places: kept(),
  proposal_claims: kept(),
  proposal_events: kept(),
  review_filters: kept(),
  comment_threads: kept(),
  comments: kept(),
  strategies: kept(),
  strategy_history: kept(),
  seo_rules: kept(),
  content_preferences: kept(),
  prompt_templates: kept(),
  prompt_template_versions: kept(),
  prompt_jobs: kept(),
  conversations: kept(),

  change_sets: kept(),
  revisions: kept(),
  named_versions: kept(),
  slug_redirects: kept(),
  dirty_entities: kept(),
  graphs: kept(),
  graph_positions: kept(),
  review_marks: kept(),
  dismissed_suggestions: kept(),
  snapshots: kept(),
  first_promotions: kept(),
  course_versions: kept(),
  quality_scores: kept(),
  quality_dismissals: kept(),
  quality_gates: kept(),
  entity_versions: kept(),
  import_logs: kept(),
  tasks: kept(),
  exercise_goals: kept(),
} as const satisfies Record<string, TableAccess>;

export type AccessTable = keyof typeof TABLE_ACCESS;

/** Views show rows of these tables under the rights of whoever asks, and are never written. */
export const VIEWS = ['course_statistics', 'persona_statistics'] as const;

/** Who may call which function of the Data API. */
export const FUNCTION_ACCESS = {
  create_workspace: 'signed in',
  set_workspace_parent: 'workspace.manage',
  invite: 'member.manage',
  my_invitations: 'signed in',
  answer_invitation: 'signed in',
  set_picture: 'signed in',
  session_began: 'signed in',
  // Whoever has the link of an invitation, signed in or not; invitations.test.ts tries what it opens.
  read_invitation: 'link',
  answer_invitation_link: 'link',

  place: 'content.write',
  add_place: 'content.write',
  remove_place: 'content.write',
  remove_beacon: 'content.write',
  preview_trash: 'content.read',
  trash: 'content.write',
  purge_trash: 'content.purge',
  undo_change_set: 'content.write',

  start_task: 'content.write',
  cancel_task: 'own row or import.manage',
  see_task: 'signed in',

  ...GENERATION_ACCESS,
  ...HISTORY_ACCESS,
  ...REVIEW_ACCESS,
  ...ANALYTICS_ACCESS,

  create_import_snapshot: 'snapshot.stage',
  preview_blockers: 'content.read',
  stage_snapshot: 'snapshot.stage',
  delete_draft_snapshot: 'snapshot.stage',
  promote_snapshot: 'snapshot.promote',
  rollback_snapshot: 'snapshot.promote',
  set_snapshot_pin: 'snapshot.clean',
  cleanup_old_snapshots: 'snapshot.clean',
  verify_snapshot: 'content.read',
  diff_snapshots: 'content.read',
  pending_differences: 'content.read',
  count_differences: 'content.read',
  read_differences: 'content.read',
  read_home_counts: 'content.read',
  read_recent_change_sets: 'content.read',
  changed_entities: 'content.read',

  start_import: 'import.run',
  discard_import: 'own row or import.manage',
  close_abandoned_imports: 'import.run',
  update_import_status: 'import.run',
  add_import_items: 'import.run',
  describe_import: 'import.run',
  recognise_import_blocks: 'import.run',
  adopt_import_blocks: 'import.run',
  plan_import: 'import.run',
  import_plan_items: 'import.run',
  apply_import: 'import.run',
  add_import_questions: 'import.run',
  chosen_pictures: 'import.run',
  mark_alike_questions: 'import.run',
  plan_questions: 'import.run',
  read_question_plan: 'import.run',
  read_import_questions: 'import.run',
  apply_questions: 'import.run',
  finalize_import: 'snapshot.stage',
  stage_import: 'snapshot.stage',
  promote_import: 'snapshot.promote',
  rollback_import: 'snapshot.promote',
  get_import_stats: 'content.read',
  export_rows: 'content.read',
  add_import_records: 'import.run',
  find_external: 'import.run',
  export_records: 'content.read',

  read_outline: 'content.read',
  read_outline_branches: 'content.read',
  read_outline_sums: 'content.read',
  read_outline_found: 'content.read',
  read_outline_choices: 'content.read',
  find_places: 'content.read',
  count_beacons: 'content.read',
  read_pending: 'content.read',
  read_spark_context: 'content.read',
  read_spark_list: 'content.read',
  read_bank: 'content.read',
  find_objectives: 'content.read',
  read_profile: 'content.read',
  save_profile: 'content.write',
  read_profile_media: 'content.read',
  read_personas: 'content.read',
  read_courses: 'content.read',
  read_course_figures: 'content.read',
  read_course_lessons: 'content.read',
  read_failed_lessons: 'content.read',
  read_exercises: 'content.read',
  read_exercise_versions: 'content.read',
  edit_exercises: 'content.write',
  read_coverage: 'content.read',
  read_coverage_cell: 'content.read',
  read_exercise_marks: 'content.read',
  read_exercise_bodies: 'content.read',
  read_distinct_exercises: 'content.read',
  set_distinct_exercises: 'content.write',
  keep_exercise: 'content.write',
  read_earlier_quizzes: 'content.read',
  read_objectives: 'content.read',
  add_objective: 'content.write',
  order_objectives: 'content.write',
  remove_objective: 'content.write',
  read_exercise_goals: 'content.read',
  set_exercise_goals: 'workspace.manage',
  read_result_targets: 'import.run',
  read_result_versions: 'import.run',
  count_known_results: 'import.run',
  start_results: 'import.run',
  add_results: 'own row or import.manage',
  finish_results: 'own row or import.manage',
  remove_results: 'own row or import.manage',
  read_results: 'content.read',
  read_exercise_results: 'content.read',
  read_result_imports: 'content.read',
  create_entity: 'content.write',
  read_trash: 'content.read',
  search_content: 'content.read',
  be_present: 'content.read',
  leave: 'content.read',
  bulk_edit: 'content.write',
  bulk_move: 'content.write',
  bulk_trash: 'content.write',
  merge_entities: 'content.write',
  split_concept: 'content.write',
  split_spark: 'content.write',
  duplicate: 'content.write',
  merge_loop: 'content.read',

  read_graph: 'content.read',
  set_positions: 'content.write',
  edit_links: 'content.write',
  link_way: 'content.read',
  insert_on_link: 'content.write',
  reorder: 'content.write',
  mark_for_review: 'content.write',
  clear_review_marks: 'content.write',
  read_review_marks: 'content.read',
  dismiss_suggestion: 'content.write',
  read_dismissed_suggestions: 'content.read',
  read_lesson_texts: 'content.read',

  set_quality_gate: 'gate.manage',
  read_quality_gates: 'content.read',
  dismiss_finding: 'content.write',
  read_lesson_quality: 'content.read',
  read_quality_counts: 'content.read',
  read_quality_below: 'content.read',
  read_quality_trend: 'content.read',
  read_voices: 'content.read',
  read_fixable: 'content.read',
  fix_lessons: 'content.write',

  add_asset: 'content.write',
  read_assets: 'content.read',
  read_asset_problems: 'content.read',

  // Readers are nobody in particular: an open workspace, a content key or a seat lets them in (private.readable_snapshot).
  content_access: 'reader',
  content_snapshot: 'reader',
  content_list: 'reader',
  content_moved: 'reader',
  content_titles: 'reader',
  content_entity: 'reader',
  content_package: 'reader',
  content_graph: 'reader',
  content_search: 'reader',
  find_asset: 'reader',
} as const satisfies Record<string, Permission | `own row or ${Permission}` | 'signed in' | 'reader' | 'link'>;

export type AccessFunction = keyof typeof FUNCTION_ACCESS;

/** Functions that somebody who is not signed in may call as well. */
export type AnybodyFunction = {
  [Name in AccessFunction]: (typeof FUNCTION_ACCESS)[Name] extends 'reader' | 'link' ? Name : never;
}[AccessFunction];

export function isForAnybody(name: AccessFunction): name is AnybodyFunction {
  return FUNCTION_ACCESS[name] === 'reader' || FUNCTION_ACCESS[name] === 'link';
}
