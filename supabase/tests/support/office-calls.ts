import { randomUUID } from 'node:crypto';
import type { AccessFunction, AnybodyFunction } from '#lib/base/core/access.ts';
import { type Ids, STORED } from './access-fixture.ts';
import { fresh } from './authoring.ts';
import { chartCalls } from './chart-calls.ts';

const REJECT = '{"do": "reject", "reason_code": 1}';

/** Functions that not everybody may call. */
export type OfficeFunction = Exclude<AccessFunction, AnybodyFunction>;

type Calls = Partial<Record<OfficeFunction, [string, unknown[]]>>;

/** A call that succeeds for whoever may make it, in the workspace that the fixture has filled. */
export function officeCall(name: OfficeFunction, here: Ids): [string, unknown[]] {
  const found: Calls = {
    ...firstCalls(here),
    ...workCalls(here),
    ...courseCalls(here),
    ...qualityCalls(here),
    ...talkCalls(here),
    ...versionCalls(here),
    ...chartCalls(here),
    ...otherCalls(here),
  };
  const call = found[name];
  if (!call) throw new Error(`there is no call of ${name}: add one here`);
  return call;
}

function firstCalls(here: Ids) {
  const id = here.workspace;
  return {
    create_workspace: ["select public.create_workspace($1, 'Mine')", [fresh('mine')]],
    invite: [
      "select public.invite($1, $2, 'editor', $3)",
      [id, `${randomUUID()}@example.test`, `${'0'.repeat(32)}${randomUUID().replaceAll('-', '')}`],
    ],
    my_invitations: ['select * from public.my_invitations()', []],
    set_picture: ["select public.set_picture('image/png', 'aGVsbG8=')", []],
    session_began: ['select public.session_began()', []],
    answer_invitation: ['select public.answer_invitation(i.id, false) from public.my_invitations() i', []],
    read_graph: ["select public.read_graph($1, 'spark')", [id]],
    set_positions: ["select public.set_positions($1, 'spark', $2)", [id, JSON.stringify([[here.sparks[0], 1, 2]])]],
    edit_links: ["select public.edit_links($1, 'spark', '[]')", [id]],
    link_way: ["select public.link_way($1, 'spark', $2, $3)", [id, here.sparks[0], here.sparks[1]]],
    insert_on_link: [
      'select public.insert_on_link($1, (select id from public.spark_links where workspace_id = $1 limit 1), $2)',
      [id, JSON.stringify({ slug: fresh('between'), title: 'Between' })],
    ],
    reorder: ["select public.reorder($1, '[]')", [id]],
    mark_for_review: ['select public.mark_for_review($1, $2)', [id, [here.sparks[0]]]],
    clear_review_marks: ['select public.clear_review_marks($1, $2)', [id, [here.sparks[0]]]],
    read_review_marks: ['select public.read_review_marks($1)', [id]],
    dismiss_suggestion: ['select public.dismiss_suggestion($1, $2, $3)', [id, here.sparks[0], here.sparks[1]]],
    read_dismissed_suggestions: ['select public.read_dismissed_suggestions($1)', [id]],
    read_lesson_texts: ['select public.read_lesson_texts($1)', [id]],
    place: ["select public.place($1, 'concept', $2, $3, 1)", [id, here.concepts[0], here.trails[1]]],
    add_place: [
      'select public.add_place($1, $2, (select s.id from public.sparks s where s.workspace_id = $1 and not exists (select from public.concept_sparks p where p.spark_id = s.id and p.concept_id = $2) limit 1))',
      [id, here.concepts[0]],
    ],
    remove_place: [
      'select public.remove_place($1, (select id from public.concept_sparks where workspace_id = $1 limit 1))',
      [id],
    ],
    remove_beacon: [
      'select public.remove_beacon($1, m.spark_id, m.beacon_id) from (select spark_id, beacon_id from public.spark_beacons where workspace_id = $1 union all select $1, $1 limit 1) m',
      [id],
    ],
    preview_trash: ["select public.preview_trash($1, 'spark', $2)", [id, here.sparks[0]]],
    trash: ["select public.trash($1, 'spark', $2)", [id, here.sparks[0]]],
    purge_trash: ['select public.purge_trash($1)', [here.trashed]],
    undo_change_set: ['select public.undo_change_set($1)', [here.trashed]],
    create_import_snapshot: ['select public.create_import_snapshot($1)', [id]],
    preview_blockers: ['select public.preview_blockers($1)', [id]],
    stage_snapshot: ['select public.stage_snapshot($1)', [id]],
    delete_draft_snapshot: ['select public.delete_draft_snapshot($1)', [here.draft]],
    promote_snapshot: ['select public.promote_snapshot($1)', [here.ready]],
    rollback_snapshot: ['select public.rollback_snapshot($1)', [id]],
    set_snapshot_pin: ['select public.set_snapshot_pin($1, true)', [here.current]],
    cleanup_old_snapshots: ['select public.cleanup_old_snapshots($1, 1)', [id]],
    verify_snapshot: ['select public.verify_snapshot($1)', [here.current]],
    diff_snapshots: ['select public.diff_snapshots($1, $2)', [here.archived, here.current]],
    pending_differences: ['select public.pending_differences($1)', [id]],
    count_differences: ['select public.count_differences($1)', [id]],
    read_differences: ['select public.read_differences($1)', [id]],
    read_recent_change_sets: ['select public.read_recent_change_sets($1)', [id]],
    read_home_counts: ['select public.read_home_counts($1)', [id]],
    changed_entities: ['select public.changed_entities($1)', [id]],
    start_import: ["select public.start_import($1, 'two')", [id]],
    close_abandoned_imports: ['select public.close_abandoned_imports($1)', [id]],
    discard_import: ['select public.discard_import($1)', [here.imports.begun]],
    update_import_status: ["select public.update_import_status($1, 'validating')", [here.imports.begun]],
    add_import_items: ["select public.add_import_items($1, '[]')", [here.imports.begun]],
    describe_import: ["select public.describe_import($1, 'two')", [here.imports.begun]],
    recognise_import_blocks: ["select public.recognise_import_blocks($1, '{}')", [here.imports.begun]],
    adopt_import_blocks: ["select public.adopt_import_blocks($1, '[]')", [here.imports.begun]],
    plan_import: ['select public.plan_import($1)', [here.imports.begun]],
    import_plan_items: ['select public.import_plan_items($1)', [here.imports.begun]],
    apply_import: ['select public.apply_import($1)', [here.imports.planned]],
    add_import_questions: ["select public.add_import_questions($1, '[]')", [here.imports.begun]],
    mark_alike_questions: ["select public.mark_alike_questions($1, '[]')", [here.imports.begun]],
    plan_questions: ["select public.plan_questions($1, 'gift', '{}')", [here.imports.begun]],
    read_question_plan: ['select public.read_question_plan($1, $2)', [id, here.imports.questions]],
    read_import_questions: ['select public.read_import_questions($1, $2)', [id, here.imports.questions]],
    chosen_pictures: ["select public.chosen_pictures($1, $2, '{}')", [id, here.imports.questions]],
    apply_questions: [
      'select public.apply_questions($1, $2)',
      [here.imports.questions, JSON.stringify({ places: { '': here.sparks[0] } })],
    ],
    finalize_import: ['select public.finalize_import($1, $2)', [here.imports.applied, here.draft]],
    stage_import: ['select public.stage_import($1)', [here.imports.applied]],
    promote_import: ['select public.promote_import($1)', [here.imports.staged]],
    rollback_import: ['select public.rollback_import($1)', [here.imports.promoted]],
    get_import_stats: ['select public.get_import_stats($1)', [id]],
    read_profile: ["select public.read_profile($1, 'concept', $2)", [id, here.concepts[0]]],
    save_profile: [
      `select public.save_profile($1, 'unit_profile', $2, '{}', '{"learner_level": "beginner"}')`,
      [id, here.concepts[1]],
    ],
    add_import_records: ["select public.add_import_records($1, '[]')", [here.imports.begun]],
    find_external: ["select public.find_external($1, 'spark', 'unit-file', '[]')", [id]],
    export_records: ["select public.export_records($1, 'flow_run')", [id]],
  } satisfies Calls;
}

function workCalls(here: Ids) {
  const id = here.workspace;
  return {
    start_task: ["select public.start_task($1, 'change_set.undo', $2)", [id, here.trashed]],
    cancel_task: ['select public.cancel_task($1)', [here.task]],
    add_job_source: ["select public.add_job_source($1, 'a.md', 'markdown', 'Words.', 1)", [id]],
    remove_job_source: ['select public.remove_job_source($1, $2)', [id, here.source]],
    start_job: ["select public.start_job($1, 'exercise_bank', 'Draft', '{}', 'spark', $2)", [id, here.sparks[0]]],
    start_jobs: [
      `select public.start_jobs($1, jsonb_build_array(jsonb_build_object('kind', 'exercise_bank', 'title', 'Draft', 'place_kind', 'spark', 'place', $2::text)))`,
      [id, here.sparks[0]],
    ],
    read_jobs: ['select public.read_jobs($1)', [id]],
    read_job: ['select public.read_job($1, $2)', [id, here.job]],
    cancel_job: ['select public.cancel_job($1, $2)', [id, here.job]],
    retry_job: ['select public.retry_job($1, $2)', [id, here.cancelled]],
    resume_job: ['select public.resume_job($1, $2)', [id, here.held]],
    pause_job: ['select public.pause_job($1, $2)', [id, here.course]],
    save_outline: [`select public.save_outline($1, $2, '{"modules": []}', 0)`, [id, here.job]],
    regenerate_lesson: ["select public.regenerate_lesson($1, $2, 0, 'Shorter')", [id, here.course]],
    branch_job: ['select public.branch_job($1, $2)', [id, here.course]],
    read_job_text: ['select public.read_job_text($1, $2)', [id, here.job]],
    read_job_size: ['select public.read_job_size($1)', [id]],
    read_job_places: ['select public.read_job_places($1, $2)', [id, here.sparks]],
    read_job_requests: ['select public.read_job_requests($1, $2)', [id, here.held]],
    set_provider: [`select public.set_provider($1, null, '{"name": "New", "protocol": "openai"}')`, [id]],
    set_provider_key: ["select public.set_provider_key($1, $2, 'k1.a.b.c', 'last')", [id, here.provider]],
    provider_cipher: ['select public.provider_cipher($1, $2)', [id, here.provider]],
    remove_provider: ['select public.remove_provider($1, $2)', [id, here.provider]],
    set_routes: ["select public.set_routes($1, 'cost', '[]')", [id]],
    add_prices: ["select public.add_prices($1, '[]')", [id]],
    set_budget: ["select public.set_budget($1, 'job', null, 1)", [id]],
    settle_by_hand: ["select public.settle_by_hand($1, $2, 0, 'An invoice')", [id, here.request]],
    read_books: ["select public.read_books($1, '2026-11-01')", [id]],
    save_strategy: ["select public.save_strategy($1, $2, '{}', true)", [id, fresh('strategy')]],
    save_text_rule: ["select public.save_text_rule($1, 'seo_rules', $2, 'Say it.')", [id, fresh('rule')]],
    remove_rule: ["select public.remove_rule($1, 'seo_rules', 'Kept', 1)", [id]],
    add_template_version: [
      `select public.add_template_version($1, 'podcast_transcript', '{"system": "Write", "user": "Now"}', '{}', 'First')`,
      [id],
    ],
    activate_template: ["select public.activate_template($1, 'quiz', 1, 'Because')", [id]],
    start_template_test: [
      `select public.start_template_test($1, 'podcast_transcript', '{builtin,followed}', '{"topic": "A topic"}', 'spark', $2)`,
      [id, here.sparks[0]],
    ],
    read_template_figures: ["select public.read_template_figures($1, 'quiz')", [id]],
    note_prompt: ["select public.note_prompt($1, 'quiz', true)", [id]],
    add_prompt_job: ["select public.add_prompt_job($1, 'Write', '{}')", [id]],
    read_prompt_rules: ['select public.read_prompt_rules($1)', [id]],
    read_prompt_material: ["select public.read_prompt_material($1, 'spark', $2)", [id, here.sparks[0]]],
    read_prompt_counts: ['select public.read_prompt_counts($1)', [id]],
    read_review_queue: ['select public.read_review_queue($1)', [id]],
    read_review_item: ['select public.read_review_item($1, $2)', [id, here.proposal]],
    read_proposed_exercises: ['select public.read_proposed_exercises($1, $2)', [id, here.proposal]],
    decide_proposal: [`select public.decide_proposal($1, $2, '${REJECT}')`, [id, here.proposal]],
    decide_proposals: [`select public.decide_proposals($1, $2, '${REJECT}')`, [id, [here.proposal]]],
    undo_decision: ['select public.undo_decision($1, $2)', [id, here.decided]],
    undo_decisions: ['select public.undo_decisions($1, $2)', [id, [here.decided]]],
    assign_proposals: ['select public.assign_proposals($1, $2)', [id, [here.proposal]]],
    regenerate_proposal: ['select public.regenerate_proposal($1, $2)', [id, here.drafted]],
    save_review_filter: ["select public.save_review_filter($1, 'Mine', '{}')", [id]],
    delete_review_filter: ["select public.delete_review_filter($1, public.save_review_filter($1, 'Gone', '{}'))", [id]],
    read_review_facets: ['select public.read_review_facets($1)', [id]],
    read_review_habits: ['select public.read_review_habits($1)', [id]],
    read_second_opinions: ['select public.read_second_opinions($1)', [id]],
    give_second_opinion: [`select public.give_second_opinion($1, $2, '{"do": "approve"}')`, [id, here.judged]],
    claim_proposal: ['select public.claim_proposal($1, $2)', [id, here.proposal]],
    release_proposal: ['select public.release_proposal($1, $2)', [id, here.proposal]],
    propose_change: [
      `select public.propose_change($1, $2, '{"base_version":1,"content_md":"x"}')`,
      [id, here.sparks[0]],
    ],
    read_suggestions: ['select public.read_suggestions($1, $2)', [id, here.sparks[0]]],
    withdraw_proposal: ['select public.withdraw_proposal($1, $2)', [id, here.proposal]],
    set_workspace_parent: ['select public.set_workspace_parent($1, null)', [id]],
    approve_job_step: ["select public.approve_job_step($1, $2, '{}')", [id, here.job]],
    see_task: ['select public.see_task($1)', [here.task]],
  } satisfies Calls;
}

function courseCalls(here: Ids) {
  const id = here.workspace;
  return {
    read_profile_media: ["select public.read_profile_media($1, 'concept', $2)", [id, here.concepts[0]]],
    read_personas: ['select public.read_personas($1)', [id]],
    read_courses: ["select public.read_courses($1, '{}', 'title', false, 0, 10)", [id]],
    read_course_figures: ["select public.read_course_figures($1, 'persona')", [id]],
    read_course_lessons: ['select public.read_course_lessons($1, $2)', [id, here.trails[0]]],
    read_failed_lessons: ['select public.read_failed_lessons($1, 0, 10)', [id]],
  } satisfies Calls;
}

function otherCalls(here: Ids) {
  const id = here.workspace;
  return {
    read_result_targets: ['select public.read_result_targets($1)', [id]],
    read_result_versions: ["select public.read_result_versions($1, '[]')", [id]],
    count_known_results: ["select public.count_known_results($1, '[]')", [id]],
    start_results: ["select public.start_results($1, 'answers.csv', 'csv')", [id]],
    add_results: ["select public.add_results($1, '[]')", [here.results]],
    finish_results: ["select public.finish_results($1, '{}')", [here.results]],
    remove_results: ['select public.remove_results($1)', [here.results]],
    read_results: ['select public.read_results($1)', [id]],
    read_exercise_results: ["select public.read_exercise_results($1, $2, 'a')", [id, here.sparks[0]]],
    read_result_imports: ['select public.read_result_imports($1)', [id]],
    export_rows: ["select public.export_rows($1, 'spark')", [id]],
    read_outline: ['select public.read_outline($1)', [id]],
    read_outline_branches: ['select public.read_outline_branches($1)', [id]],
    read_outline_sums: [
      "select public.read_outline_sums($1, (select jsonb_agg('t-' || t) from unnest($2::uuid[]) t), true)",
      [id, here.trails],
    ],
    read_outline_found: [`select public.read_outline_found($1, '{"state": "draft"}')`, [id]],
    read_outline_choices: ["select public.read_outline_choices($1, '{}')", [id]],
    find_places: ["select public.find_places($1, 'trail')", [id]],
    count_beacons: ['select public.count_beacons($1, $2)', [id, here.sparks]],
    read_pending: ['select public.read_pending($1, $2)', [id, JSON.stringify([{ kind: 'spark', id: here.sparks[0] }])]],
    read_spark_context: ['select public.read_spark_context($1, $2)', [id, here.sparks[0]]],
    read_bank: ['select public.read_bank($1)', [id]],
    read_coverage: ["select public.read_coverage($1, 'workspace')", [id]],
    read_coverage_cell: ["select public.read_coverage_cell($1, 'workspace', null, 'no_level', null, null)", [id]],
    read_exercise_marks: ['select public.read_exercise_marks($1)', [id]],
    read_exercise_bodies: ["select public.read_exercise_bodies($1, '{}')", [id]],
    read_distinct_exercises: ['select public.read_distinct_exercises($1)', [id]],
    set_distinct_exercises: [
      'select public.set_distinct_exercises($1, $2, $3)',
      [id, ...['x', 'y'].map((one) => JSON.stringify({ spark_id: here.sparks[0], exercise_id: one }))],
    ],
    keep_exercise: [
      `with made as materialized (select public.edit_exercises($1, jsonb_build_array($2::jsonb, $3::jsonb), true)),
         pair as (select jsonb_build_object('spark_id', e -> 'spark_id', 'exercise_id', e #> '{exercise,id}', 'hash', md5((e -> 'exercise')::text)::uuid) as side from unnest(array[$2::jsonb, $3::jsonb]) e)
       select public.keep_exercise($1, min(side::text)::jsonb, max(side::text)::jsonb) from made, pair`,
      [
        id,
        ...['p', 'q'].map((one) => {
          const exercise = { id: one, exercise_type: 'true_false' };
          return JSON.stringify({ do: 'add', spark_id: here.sparks[0], exercise });
        }),
      ],
    ],
    read_earlier_quizzes: ['select public.read_earlier_quizzes($1, $2)', [id, here.sparks[0]]],
    read_objectives: ["select public.read_objectives($1, 'concept', $2)", [id, here.concepts[0]]],
    add_objective: ["select public.add_objective($1, 'concept', $2, 'Can tell')", [id, here.concepts[0]]],
    order_objectives: ["select public.order_objectives($1, 'concept', $2, '{}')", [id, here.concepts[0]]],
    remove_objective: [
      'select public.remove_objective($1, (select id from public.objectives where workspace_id = $1 limit 1), \'{"into": null}\')',
      [id],
    ],
    read_exercise_goals: ['select public.read_exercise_goals($1)', [id]],
    set_exercise_goals: ['select public.set_exercise_goals($1)', [id]],
    find_objectives: ["select public.find_objectives($1, '{s-0}', '{c-0}', '{t-0}')", [id]],
    read_exercises: ['select public.read_exercises($1, $2)', [id, here.sparks[0]]],
    read_exercise_versions: ["select public.read_exercise_versions($1, $2, 'x')", [id, here.sparks[0]]],
    edit_exercises: [
      'select public.edit_exercises($1, $2, true)',
      [id, JSON.stringify([{ do: 'add', spark_id: here.sparks[0], exercise: { exercise_type: 'true_false' } }])],
    ],
    create_entity: [`select public.create_entity($1, 'beacon', '{"slug": "tried", "name": "Tried"}')`, [id]],
    read_trash: ['select public.read_trash($1)', [id]],
    search_content: ["select public.search_content($1, 'any')", [id]],
    be_present: ["select public.be_present($1, 'spark', $2)", [id, here.sparks[0]]],
    leave: ['select public.leave($1, $2)', [id, here.sparks[0]]],
    restore_revision: [
      'select public.restore_revision($1, (select min(r.id) from public.revisions r where r.workspace_id = $1 and r.entity_id = $2))',
      [id, here.sparks[0]],
    ],
    read_history: ["select public.read_history($1, 'trail', $2)", [id, here.trails[0]]],
    read_versions: ["select public.read_versions($1, 'trail', $2, $3)", [id, here.trails[0], here.trashed]],
    bulk_edit: [
      'select public.bulk_edit($1, $2, \'{"is_published": true}\')',
      [id, JSON.stringify([{ kind: 'spark', id: here.sparks[0] }])],
    ],
    bulk_move: [
      'select public.bulk_move($1, $2, $3)',
      [id, JSON.stringify([{ kind: 'concept', id: here.concepts[0] }]), here.trails[1]],
    ],
    bulk_trash: ['select public.bulk_trash($1, $2)', [id, JSON.stringify([{ kind: 'spark', id: here.sparks[0] }])]],
    merge_entities: ["select public.merge_entities($1, 'spark', $2, $3)", [id, here.sparks[0], here.sparks[1]]],
    split_concept: [
      `select public.split_concept($1, $2, array(select p.id from public.concept_sparks p where p.concept_id = $2 order by p.id limit 1), 'Second', 'second')`,
      [id, here.concepts[0]],
    ],
    split_spark: [
      "select public.split_spark($1, $2, (select s.version from public.sparks s where s.id = $2), 'one', 'two', 'Second', 'second', 5, 5)",
      [id, here.sparks[0]],
    ],
    duplicate: [
      "select public.duplicate($1, jsonb_build_array(jsonb_build_object('kind', 'trail', 'id', $2::uuid)))",
      [id, here.trails[0]],
    ],
    list_change_sets: ['select public.list_change_sets($1)', [id]],
    read_change_set: ['select public.read_change_set($1, $2)', [id, here.trashed]],
    add_asset: ["select public.add_asset($1, 'a.png', 'image/png', 1, $2)", [id, STORED]],
    read_assets: ['select public.read_assets($1)', [id]],
    read_asset_problems: ['select public.read_asset_problems($1)', [id]],
    merge_loop: ["select public.merge_loop($1, 'spark', $2, $3)", [id, here.sparks[0], here.sparks[1]]],
  } satisfies Calls;
}

function talkCalls(here: Ids) {
  const id = here.workspace;
  const thread = JSON.stringify({ spark_id: here.sparks[0], quote: 'words', body: 'Why?' });
  const started = 'select public.start_thread($1, $2) as made';
  return {
    read_spark_list: ['select public.read_spark_list($1)', [id]],
    start_thread: [started, [id, thread]],
    read_threads: ['select public.read_threads($1, $2)', [id, here.sparks[0]]],
    add_comment: ["select public.add_comment($1, $2, 'So')", [id, here.thread]],
    edit_comment: [
      `with t as materialized (${started}) select public.edit_comment($1, (made ->> 'comment_id')::uuid, 'So') from t`,
      [id, thread],
    ],
    delete_comment: [
      `with t as materialized (${started}) select public.delete_comment($1, (made ->> 'comment_id')::uuid) from t`,
      [id, thread],
    ],
    resolve_thread: ['select public.resolve_thread($1, $2, true)', [id, here.thread]],
    read_notifications: ['select public.read_notifications($1)', [id]],
    mark_notifications: ['select public.mark_notifications($1, null, true)', [id]],
    read_notification_settings: ['select public.read_notification_settings($1)', [id]],
    set_notification_mails: ["select public.set_notification_mails($1, '{jobs}')", [id]],
    set_notification_settings: ["select public.set_notification_settings($1, '{jobs}', true)", [id]],
    ask_for_proposal: ['select public.ask_for_proposal($1, $2)', [id, here.proposal]],
    read_home_work: ['select public.read_home_work($1)', [id]],
  } satisfies Calls;
}

/** Versions of a lesson by their revisions, and of a course: the first one is that of the first stage. */
function versionCalls(here: Ids) {
  const id = here.workspace;
  const of = [id, here.trails[0]];
  return {
    read_readers_version: ["select public.read_readers_version($1, 'spark', $2)", [id, here.sparks[0]]],
    name_version: [
      "select public.name_version($1, (select min(r.id) from public.revisions r where r.workspace_id = $1 and r.entity_id = $2), 'Tried')",
      [id, here.sparks[0]],
    ],
    remove_version_name: [
      'select public.remove_version_name($1, (select min(n.revision_id) from public.named_versions n where n.workspace_id = $1))',
      [id],
    ],
    read_course_versions: ['select public.read_course_versions($1, $2)', of],
    compare_course_versions: ['select public.compare_course_versions($1, $2, 1)', of],
    name_course_version: ["select public.name_course_version($1, $2, 'As it is')", of],
    preview_course_rollback: ['select public.preview_course_rollback($1, $2, 1)', of],
    roll_back_course: [
      `select public.roll_back_course($1, $2, 1, p ->> 'seen', (p ->> 'seen_revision')::bigint)
       from public.preview_course_rollback($1, $2, 1) p`,
      of,
    ],
  } satisfies Calls;
}

function qualityCalls(here: Ids) {
  const id = here.workspace;
  return {
    dismiss_finding: ["select public.dismiss_finding($1, $2, 'no_goal', '', 'A poem')", [id, here.sparks[1]]],
    read_lesson_quality: ['select public.read_lesson_quality($1, $2)', [id, here.sparks[0]]],
    read_quality_below: ['select public.read_quality_below($1, $2)', [id, here.trails[0]]],
    read_quality_counts: ['select public.read_quality_counts($1, $2)', [id, [here.sparks[0]]]],
    read_fixable: ['select public.read_fixable($1)', [id]],
    fix_lessons: [
      'select public.fix_lessons($1, $2)',
      [id, JSON.stringify([{ spark_id: here.sparks[1], version: 0 }])],
    ],
    read_voices: ['select public.read_voices($1, null, $2)', [id, here.trails[0]]],
    read_quality_trend: ['select public.read_quality_trend($1, $2)', [id, here.trails[0]]],
    set_quality_gate: ["select public.set_quality_gate($1, 'no_summary', true)", [id]],
    read_quality_gates: ['select public.read_quality_gates($1)', [id]],
  } satisfies Calls;
}
