import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { describe, expect, test } from 'vitest';
import {
  type Access,
  type AccessFunction,
  type AccessTable,
  type AnybodyFunction,
  FUNCTION_ACCESS,
  isForAnybody,
} from '#lib/base/core/access.ts';
import { can, type Permission, type Role } from '#lib/base/core/permissions.ts';
import { access, FUNCTIONS, inWorkspace, rowFor, STORED, TABLES, twoWorkspaces } from '../support/access-fixture.ts';
import { attempt, fresh, list, type Sql, value } from '../support/authoring.ts';

const { db, here, there } = twoWorkspaces();

type OfficeFunction = Exclude<AccessFunction, AnybodyFunction>;
const OFFICE = FUNCTIONS.filter((name): name is OfficeFunction => !isForAnybody(name));
/** outsider: signed in, member of nothing. neighbour: admin of another workspace. */
const PEOPLE = ['editor', 'reviewer', 'admin', 'outsider', 'neighbour', 'anonymous'] as const;
type Person = (typeof PEOPLE)[number];
const roleOf = (person: Person): Role | null =>
  person === 'editor' || person === 'reviewer' || person === 'admin' ? person : null;

/** A column people may change, and what to. */
const CHANGES: Partial<Record<AccessTable, string>> = {
  profiles: "display_name = 'Another name'",
  workspaces: "name = 'Another name'",
  memberships: 'role = role',
  content_keys: 'revoked_at = now()',
  trail_performance: 'views = views + 1',
};
const differenceOf = (table: AccessTable) => CHANGES[table] ?? `extras = '{"changed": true}'`;
/** For tables that nobody changes: some column, so that what refuses is the missing right. */
const anyColumn = (table: AccessTable) =>
  ({
    invitations: 'role',
    audit_log: 'action',
    revisions: 'label',
    slug_redirects: 'old_slug',
    profiles: 'email',
    pictures: 'media_type',
    workspaces: 'name',
  })[table as string] ?? 'workspace_id';

async function as<T>(person: Person, fn: (sql: pg.ClientBase) => Promise<T>): Promise<T> {
  if (person === 'anonymous') return db.asAnon(fn);
  return db.asPerson(person === 'neighbour' ? there.admin : person, fn);
}

function allows(rule: Access | 'signed in', person: Person): boolean {
  if (rule === 'nobody' || rule === 'own row') return false;
  if (rule === 'signed in') return person !== 'anonymous';
  return can(roleOf(person), rule.replace('own row or ', '') as Permission);
}

/** Functions about something that one person began: a sentence says who else may. */
const OWNED: string[] = ['discard_import', 'cancel_task'];

describe.each(PEOPLE.map((person) => [person]))('as %s', (person) => {
  const isMember = roleOf(person) !== null;

  test.each(TABLES.map((table) => [table]))('%s is read as the table of access says', async (table) => {
    const { unread = [], select } = access(table);
    const columns = await list<{ name: string }>(
      db.owner,
      `select a.attname::text as name from pg_attribute a where a.attrelid = ('public.' || $1)::regclass and a.attnum > 0`,
      [table],
    );
    const shown = columns.map((one) => one.name).filter((name) => !unread.includes(name));
    await as(person, async (sql) => {
      const read = await attempt(sql, `select ${shown.join(', ')} from public.${table} where ${inWorkspace(table)}`, [
        here.workspace,
      ]);
      if (person === 'anonymous') return expect(read.code).toBe('42501');
      expect(read.code).toBeNull();
      if (allows(select, person)) expect(read.count).toBeGreaterThan(0);
      else expect(read.count).toBe(0);
      for (const column of unread) {
        expect((await attempt(sql, `select ${column} from public.${table}`)).code, column).toBe('42501');
      }
      // Without a filter: nothing of any other workspace either.
      if (table === 'profiles' || table === 'pictures' || table === 'workspaces') return;
      const all = await attempt(sql, `select workspace_id from public.${table}`);
      const workspaces = new Set(all.rows.map((row) => row.workspace_id));
      const own = person === 'neighbour' ? there.workspace : here.workspace;
      expect([...workspaces].filter((id) => id !== own)).toEqual([]);
    });
  });

  test.each(TABLES.map((table) => [table]))('%s takes rows as the table of access says', async (table) => {
    const row = table === 'workspaces' ? { slug: fresh('w'), name: 'Mine' } : { workspace_id: here.workspace };
    const { insert: rule, unset = [] } = access(table);
    const filled =
      rule === 'nobody'
        ? ({ profiles: { display_name: 'x' }, pictures: { media_type: 'x' } }[table as string] ?? row)
        : { ...row, ...rowFor(table, here, 1) };
    const names = Object.keys(filled);
    const text = `insert into public.${table} (${names.join(', ')}) values (${names.map((_, at) => `$${at + 1}`).join(', ')})`;
    await as(person, async (sql) => {
      const written = await attempt(sql, text, Object.values(filled));
      expect(written.code).toBe(allows(rule, person) ? null : '42501');
      if (person !== 'admin') return;
      for (const column of unset) {
        const set = await attempt(sql, `insert into public.${table} (${column}) values (default)`);
        expect(set.code, `${column} cannot be set`).toBe('42501');
      }
    });
  });

  test.each(TABLES.map((table) => [table]))('%s is changed as the table of access says', async (table) => {
    const { update: rule, unchanged = [] } = access(table);
    await as(person, async (sql) => {
      await sql.query('set constraints all deferred');
      if (rule === 'nobody') {
        const refused = await attempt(sql, `update public.${table} set ${anyColumn(table)} = ${anyColumn(table)}`);
        return expect(refused.code).toBe('42501');
      }
      const change = differenceOf(table);
      const filtered = await attempt(sql, `update public.${table} set ${change} where ${inWorkspace(table)}`, [
        here.workspace,
      ]);
      // An update with a filter reads as well; one without shows what the policy for updates alone lets through.
      await sql.query('savepoint unfiltered');
      const all = await attempt(sql, `update public.${table} set ${change}`);
      await sql.query('reset role');
      const touched = await changedRows(sql, table);
      if (person === 'anonymous') {
        expect([filtered.code, all.code]).toEqual(['42501', '42501']);
      } else if (rule === 'own row') {
        expect([all.code, all.count, filtered.count]).toEqual([null, 1, isMember ? 1 : 0]);
      } else if (allows(rule, person)) {
        expect(filtered.code ?? all.code).toBeNull();
        expect(filtered.count).toBeGreaterThan(0);
        expect(touched.there, 'nothing changed in the other workspace').toBe(0);
      } else {
        expect([filtered.code, filtered.count]).toEqual([null, 0]);
        expect(touched.here, 'nothing changed here').toBe(0);
      }
    });
    if (person !== 'admin') return;
    await as(person, async (sql) => {
      for (const column of unchanged) {
        const set = await attempt(sql, `update public.${table} set ${column} = default`);
        expect(set.code, `${column} cannot be changed`).toBe('42501');
      }
    });
  });

  test.each(TABLES.map((table) => [table]))('%s lets rows go as the table of access says', async (table) => {
    const rule = access(table).delete;
    await as(person, async (sql) => {
      await sql.query('set constraints all deferred');
      const gone = await attempt(
        sql,
        `delete from public.${table} where ${inWorkspace(table)}${table === 'memberships' ? ` and user_id = '${here.person}'` : ''}`,
        [here.workspace],
      );
      if (person === 'anonymous' || rule === 'nobody') return expect(gone.code).toBe('42501');
      expect(gone.code).toBeNull();
      if (allows(rule, person)) expect(gone.count).toBeGreaterThan(0);
      else expect(gone.count).toBe(0);
      await attempt(sql, `delete from public.${table}`);
      await sql.query('reset role');
      if (person === 'neighbour') return;
      expect(
        await value(sql, `select count(*)::int from public.${table} where ${inWorkspace(table)}`, [there.workspace]),
      ).toBeGreaterThan(0);
    });
  });

  test.each(OFFICE.map((name) => [name]))('%s answers as the table of access says', async (name) => {
    const [text, values] = call(name);
    await as(person, async (sql) => {
      const answer = await attempt(sql, text, values);
      if (allows(FUNCTION_ACCESS[name], person)) expect(answer.code).toBeNull();
      // Not to be found is what strangers may be told as well.
      else if (isMember) expect(answer.code).toBe(OWNED.includes(name) ? 'TW007' : '42501');
      else if (person === 'anonymous') expect(answer.code).toBe('42501');
      else expect(['42501', 'TW004']).toContain(answer.code);
    });
  });
});

describe('with the secret key', () => {
  test.each(TABLES.map((table) => [table]))(
    '%s is written only where no trigger or function is in charge of it',
    async (table) => {
      await db.asService(async (sql) => {
        await sql.query('set constraints all deferred');
        expect((await attempt(sql, `select from public.${table}`)).count).toBeGreaterThan(0);
        const codes = [
          (await attempt(sql, `update public.${table} set ${anyColumn(table)} = ${anyColumn(table)} where false`)).code,
          (await attempt(sql, `delete from public.${table} where false`)).code,
          (await attempt(sql, `truncate public.${table} cascade`)).code,
        ];
        const isKept = access(table).service === 'reads';
        const isLog = table === 'audit_log';
        expect(codes).toEqual([isKept || isLog ? '42501' : null, isKept || isLog ? '42501' : null, '42501']);
      });
    },
  );
});

/** Rows that were written in this transaction, by workspace. */
async function changedRows(sql: Sql, table: AccessTable): Promise<{ here: number; there: number }> {
  const count = (workspace: string) =>
    value<number>(
      sql,
      `select count(*)::int from public.${table} where ${inWorkspace(table)} and xmin::text = (pg_current_xact_id()::xid)::text`,
      [workspace],
    );
  return { here: await count(here.workspace), there: await count(there.workspace) };
}

/** A call that succeeds for whoever may make it. */
function call(name: OfficeFunction): [string, unknown[]] {
  const id = here.workspace;
  const calls: Record<OfficeFunction, [string, unknown[]]> = {
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
    start_task: ["select public.start_task($1, 'change_set.undo', $2)", [id, here.trashed]],
    cancel_task: ['select public.cancel_task($1)', [here.task]],
    see_task: ['select public.see_task($1)', [here.task]],
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
    plan_questions: ["select public.plan_questions($1, 'gift', '{}')", [here.imports.begun]],
    read_question_plan: ['select public.read_question_plan($1, $2)', [id, here.imports.questions]],
    read_import_questions: ['select public.read_import_questions($1, $2)', [id, here.imports.questions]],
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
  };
  return calls[name];
}
