import { beforeAll, expect, test, vi } from 'vitest';
import type { z } from 'zod';
import { CHART_NAMES } from '#lib/analytics/core/charts.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import type { Seated } from '#lib/base/services/session.ts';
import { providerFields } from '#lib/generation/core/provider.ts';
import { setProvider, setRoutes } from '#lib/generation/data/providers.ts';
import { reads } from '../../../app/w/[workspace]/api/[read]/registry.ts';
import { plannedQuestions } from '../support/access-fixture.ts';
import { Author, plan, publish, runImport, staged, startImport, value } from '../support/authoring.ts';
import { testDatabase } from '../support/harness.ts';
import { course, spark as sparkItem } from '../support/importing.ts';

// Every read, asked in a workspace that has something of everything: an answer that its schema does not know is a bug.

const db = testDatabase();
vi.mock('next/headers', () => ({
  headers: async () => new Headers(),
  cookies: async () => ({ getAll: () => [], set: () => undefined }),
}));

type Name = keyof typeof reads;
type Inputs = { [One in Name]: z.input<(typeof reads)[One]['input']>[] };
let seated: Seated;
let inputs: Inputs;

beforeAll(async () => {
  const gateway = await db.gateway();
  // Where the studio is, for files of what is played elsewhere.
  vi.stubEnv('NEXT_PUBLIC_SUPABASE_URL', gateway.url);
  vi.stubEnv('NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY', gateway.publishableKey);
  vi.stubEnv('DATABASE_URL', db.url);
  const person = await gateway.signUp();
  const id = await db.createWorkspace('answers');
  await db.addMember(id, person.id, 'admin');
  const client = person.client as Db;
  const workspace = await client.from('workspaces').select().eq('id', id).single();
  if (workspace.error) throw workspace.error;
  seated = { db: client, user_id: person.id, email: person.email, workspace: workspace.data, role: 'admin' };
  inputs = await everything(id, client);
});

const idOf = (table: string, workspace: string, slug: string) =>
  value<string>(db.owner, `select id from public.${table} where workspace_id = $1 and slug = $2`, [workspace, slug]);

/** Fills the workspace, and says what to ask of it. */
async function everything(workspace: string, client: Db): Promise<Inputs> {
  const author = new Author(db.owner, workspace);
  const done = await runImport(db.owner, workspace, course);
  const first = (await publish(db.owner, workspace)).snapshot_id;
  const spark = await idOf('sparks', workspace, 's1');
  const ofWorkspace = 'select id from public.concepts where workspace_id = $1 limit 1';
  const concept = await value<string>(db.owner, ofWorkspace, [workspace]);
  const both: { kind: 'spark' | 'concept'; id: string }[] = [
    { kind: 'spark', id: spark },
    { kind: 'concept', id: concept },
  ];
  const beacon = await idOf('beacons', workspace, 'b');
  const renamed = { title: 'Renamed', content_md: '# One\n\nWords.\n\n## Two\n\nMore.' };
  await client.from('sparks').update(renamed).eq('id', spark);
  const extra = await author.spark('extra', {
    content_md: '![a](images/none.png) and [nowhere](spark:nowhere)',
    is_published: true,
  });
  await db.owner.query('insert into public.packages (workspace_id, spark_id, body) values ($1, $2, $3)', [
    workspace,
    extra,
    { exercise_bank: [{ id: 'a', exercise_type: 'numeric', stem: 'How many?', value: 3 }], quiz: ['a'] },
  ]);
  const second = (await staged(db.owner, workspace)).snapshot_id;
  const exercised = await author.spark('exercised');
  await author.lessonPackage(exercised, {
    exercise_bank: [{ id: 'x', exercise_type: 'mcq', stem: 'Which?', options: ['One'] }],
    quiz: ['x', 'gone'],
  });
  const answers = await client.rpc('start_results', { p_workspace: workspace, p_name: 'a.csv', p_format: 'csv' });
  const given = [[exercised, 'x', 1, 'ana', null, 1, 0.5, ['a']]];
  expect((await client.rpc('add_results', { p_import: answers.data ?? '', p_answers: given })).data).toBe(1);
  const gone = await author.spark('gone');
  const trashed = await client.rpc('trash', { p_workspace: workspace, p_kind: 'spark', p_id: gone });
  if (trashed.error) throw trashed.error;
  const change_set_id = trashed.data;
  await client.rpc('mark_for_review', { p_workspace: workspace, p_sparks: [spark], p_note: 'Look' });
  const position = { p_workspace: workspace, p_level: 'spark' as const, p_set: [[spark, 1, 2.5]] };
  expect((await client.rpc('set_positions', position)).error).toBeNull();
  await db.owner.query(
    "insert into public.invitations (workspace_id, email, role) values ($1, 'x@example.test', 'editor')",
    [workspace],
  );
  const elsewhere = await db.createWorkspace();
  await db.owner.query(
    "insert into public.invitations (workspace_id, email, role) select $1, p.email, 'editor' from public.profiles p",
    [elsewhere],
  );
  const waiting = await startImport(db.owner, workspace, [sparkItem('new'), { ...sparkItem('s1'), hash: 'other' }]);
  await plan(db.owner, waiting);
  await db.owner.query("update public.import_logs set status = 'validating' where id = $1", [waiting]);
  const questions = await plannedQuestions(db.owner, workspace);
  const trail = await idOf('trails', workspace, 't');
  const resource = await author.add('resources', { concept_id: concept, resource_key: 'r', extracted_text: 'Text' });
  await author.add('unit_profiles', { concept_id: concept, learner_level: 'beginner' });
  await author.add('lesson_profiles', { spark_id: spark, lesson_id: '1.1' });
  await author.add('trail_objectives', { trail_id: trail, objective_id: 'lo_t', title: 'Can plan' });
  await author.add('trail_performance', { trail_id: trail, measured_on: '2026-01-01', key_learnings: '["One"]' });
  const persona = await author.add('personas', {
    slug: 'ana',
    display_name: 'Ana',
    voice_profile: '{"samples": ["Hi."]}',
  });
  await author.add('course_profiles', { trail_id: trail, persona_id: persona, curriculum: '{"modules": []}' });
  const talk = await value<string>(
    db.owner,
    `insert into public.conversations (workspace_id, concept_id, external_id, external_system, role, nth, source_hash, source)
     values ($1, $2, 'talk', 'test', 'coach', 0, 'x', '{"messages": [{"role": "user", "content": "Hi"}, {}]}') returning id`,
    [workspace, concept],
  );
  await db.owner.query(
    "insert into public.flow_runs (workspace_id, kind, entity_id, status, is_imported) values ($1, 'spark', $2, 'completed', true)",
    [workspace, spark],
  );
  const revision_id = await value<number>(
    db.owner,
    'select id::int from public.revisions where entity_id = $1 order by id desc limit 1',
    [spark],
  );
  const of = { kind: 'spark' as const, id: spark, below: true };
  const working = { before: 'base' as const, after: 'working' as const };
  // Larger than what is done at once, whatever it is.
  const { data: task } = await seated.db.rpc('start_task', { p_workspace: workspace, p_kind: 'snapshot.stage' });
  const { source, job, proposal } = await draftedJob(workspace, seated.user_id);
  await ownRules(workspace, client);
  const tested = await ownTest(workspace, client);
  const snapshots = { before: first, after: second };
  const nothing = [{}];
  return {
    'asset-problems': nothing,
    assets: [{ filter: 'all' }],
    'bank-advice': [{ spark_id: exercised }],
    bank: [exercised, null].map((spark_id) => ({ spark_id, filter: {}, sort: 'stem' as const, offset: 0, limit: 10 })),
    'spark-list': [{ filter: { text: 'e' }, sort: 'place', is_down: false, offset: 0, limit: 10 }],
    'beacon-counts': [{ spark_ids: [spark], text: '' }],
    'beacon-sparks': [{ beacon_id: beacon }],
    chart: CHART_NAMES.map((chart) => ({ chart, filter: { weeks: 4, by: 'persona' as const } })),
    'change-set': [{ change_set_id, offset: 0 }],
    'change-set-of': [{ kind: 'spark', id: spark, version: 2 }],
    'change-sets': [{}, { action: 'trash' }],
    comparison: (['before', 'now'] as const).map((compared_with) => ({ revision_id, compared_with })),
    'content-keys': nothing,
    'course-comparison': [2, null].map((after) => ({ trail_id: trail, before: 1, after })),
    'course-figures': [{ by: 'persona' }, { by: 'type' }, { by: 'framework' }],
    'course-lessons': [{ trail_id: trail }],
    'course-rollback': [{ trail_id: trail, nth: 1, leave_shared: false }],
    'course-thing': [{ parts: [{ before: null, after: revision_id }] }],
    'course-versions': [{ trail_id: trail, before: null }],
    courses: [
      { filter: {}, sort: 'title', descending: false, offset: 0, limit: 10 },
      { filter: { q: 't', persona: 'none', fidelity: 0.5 }, sort: 'quality', descending: true, offset: 0, limit: 10 },
    ],
    coverage: Object.entries({ workspace: null, concept, trail }).map(([kind, id]) => ({
      kind,
      id,
    })) as Inputs['coverage'],
    'coverage-cell': [
      { kind: 'workspace', id: null, part: 'no_level', row: null, level: null },
      { kind: 'concept', id: concept, part: 'no_objective', row: null, level: 'Recall' },
      { kind: 'trail', id: trail, part: 'objective', row: 'lo_1', level: 'Recall' },
    ],
    'cut-points': [{ spark_id: spark }],
    difference: [working, snapshots].map((scope) => ({ scope, entity_id: spark })),
    'difference-counts': [working, snapshots, { before: 'working', after: first }],
    differences: [working, snapshots, { before: 'working' as const, after: first }].map((scope) => ({
      scope,
      filter: {},
      from: null,
    })),
    entity: [
      { kind: 'spark', id: spark },
      { kind: 'beacon', id: beacon },
    ],
    exercise: [{ spark_id: exercised, exercise_id: 'x', place: 0 }],
    'exercise-goals': nothing,
    'exercise-results': [{ spark_id: exercised, exercise_id: 'x' }],
    'exercise-versions': [{ spark_id: exercised, exercise_id: 'x', before: null }],
    exercises: [{ spark_id: exercised, ids: ['x'] }],
    export: [{ only: [{ kind: 'trail', slug: 't' }] }],
    'export-preview': [{ scope: [{ spark_id: exercised, exercise_ids: null }] }],
    'failed-lessons': [{ offset: 0, limit: 10 }],
    graph: [{ level: 'spark' }, { level: 'concept' }],
    history: [{ of }],
    import: [{ import_id: done.id }, { import_id: waiting }],
    'import-lines': [{ import_id: waiting, actions: ['create', 'update', 'unchanged', 'conflict'], after: 0 }],
    'import-plan': [{ import_id: waiting }],
    'import-questions': [{ import_id: questions, filter: {}, after: -1, limit: 50 }],
    imports: nothing,
    invitations: nothing,
    lesson: [{ id: spark }],
    'long-text': [
      { of: 'resource', id: resource },
      { of: 'conversation', id: talk },
    ],
    profile: [
      { kind: 'concept', id: concept },
      { kind: 'spark', id: spark },
      { kind: 'trail', id: trail },
    ],
    members: nothing,
    'my-invitations': nothing,
    'near-duplicates': [{ spark_id: exercised }, { spark_id: null }],
    'result-imports': nothing,
    results: [{ spark_id: exercised }, { spark_id: null }],
    objectives: [
      { kind: 'concept', id: concept },
      { kind: 'trail', id: trail },
    ],
    outline: nothing,
    'outline-branches': [
      { branches: null },
      { branches: null, at: { kind: 'spark', slug: 's1' } },
      {
        branches: [{ of: 'loose' }, { of: 'standalone' }, { of: 'beacons' }, { of: 'concept', id: concept, count: 1 }],
      },
    ],
    'outline-choices': [{ filter: {} }, { filter: { state: 'draft' } }],
    'outline-found': [{ filter: { state: 'changed' }, limit: 200 }],
    'outline-sums': [{ keys: [`c-${concept}`], whole: true }],
    overview: nothing,
    'own-workspaces': nothing,
    pending: [{ items: [{ kind: 'spark', id: spark }] }],
    people: nothing,
    performance: [{ trail_id: trail }],
    'profile-media': both,
    personas: nothing,
    places: [{ kind: 'concept', text: '' }],
    'played-package': [{ spark_id: extra, title: 'Extra', what: 'bank' }],
    presence: [{ kind: 'spark', id: spark, is_editing: true }],
    preview: [{ content_md: '[[s1]]' }],
    'question-plan': [{ import_id: questions }],
    'quiz-proposal': [{ spark_id: exercised, seed: 1, length: 3, pinned: [], repeats: false }],
    realtime: [{}],
    'rendered-draft': [{ exercise: { id: 'a', exercise_type: 'true_false', stem: 'Is it?', answer: true } }],
    'rendered-exercises': [
      { spark_id: extra, places: [0], as: 'read' },
      { spark_id: extra, places: [0], as: 'played' },
    ],
    'review-marks': [{}, { spark_id: spark }],
    search: [{ q: 'renamed' }, { q: 'words', kind: 'spark' }, { q: 'Renamde' }],
    snapshots: nothing,
    'spark-context': [{ spark_id: spark }],
    'lesson-quality': [{ spark_id: spark }],
    'quality-below': [{ id: concept }],
    'quality-counts': [{ ids: [spark, concept] }],
    'quality-fixes': [{ ids: [concept] }, { ids: null }],
    'quality-gates': nothing,
    'quality-trend': [{ trail_id: trail }],
    'trail-voice': [{ trail_id: trail }],
    suggestions: nothing,
    job: [{ job_id: job }],
    books: [{ month: '2026-11-01' }, { month: '2026-11-30', by: 'trail' }],
    'call-text': [{ request_id: source }],
    'job-estimate': [
      {
        job_kind: 'quiz',
        places: both,
      },
      { job_kind: 'course', course: { part: 'lessons', lessons: 12 }, more_bytes: 2_000 },
    ],
    'job-places': [{ ids: [concept] }],
    'job-requests': [{ job_id: job }],
    'job-text': [{ step_id: proposal }],
    models: nothing,
    'job-source': [{ source_id: source }],
    jobs: [{}, { show: 'attention', kinds: ['spark_draft'] }],
    proposal: [{ proposal_id: proposal }],
    'prompt-preview': [
      { content_type: 'spark_draft', request: { topic: 'Bread at home' } },
      { content_type: 'quiz', request: { topic: 'Bread at home' }, template: 'followed' },
      {
        content_type: 'quiz',
        request: { topic: 'Bread at home', keywords: ['dough'] },
        place: { kind: 'spark', id: spark },
        source_ids: [source],
        template: 1,
      },
    ],
    'prompt-template': [{ content_type: 'quiz' }, { content_type: 'spark_draft' }],
    'review-facets': [{}],
    'review-habits': [{}],
    'second-opinions': [{}],
    'lesson-suggestions': [{ spark_id: spark }],
    'review-item': [{ proposal_id: proposal }],
    'review-queue': [{}, { show: 'all', groups: ['links'], has_risk: true, offset: 100 }],
    'home-work': nothing,
    'recent-changes': nothing,
    threads: [{ spark_id: spark }, { proposal_id: proposal }],
    notifications: [{ limit: 60 }, { show: 'mentions', limit: 0 }],
    'notification-settings': nothing,
    rules: nothing,
    'strategy-versions': [{ name: 'guide' }],
    task: [{ task_id: String(task) }],
    tasks: nothing,
    'template-test': [{ job_id: tested }],
    'template-test-price': [
      { content_type: 'trail_outline', versions: ['followed', 'builtin'], topic: 'Bread at home' },
    ],
    trash: nothing,
    'trash-preview': [{ kind: 'trail', id: await idOf('trails', workspace, 't'), with_sparks: true }],
    versions: [{ of, change_set_id: await changeSetOf(spark), offset: 0 }],
    voice: [{ persona_id: persona }],
    workspace: nothing,
  };
}

/** A rule of each list, and a template with a version that is active. */
async function ownRules(workspace: string, client: Db): Promise<void> {
  const of = { p_workspace: workspace };
  const config = { content_guidelines: { min_words: 100 }, tone: { voice: 'calm' } };
  const written = [
    await client.rpc('save_strategy', { ...of, p_name: 'Guide', p_config: config, p_active: true }),
    await client.rpc('save_text_rule', { ...of, p_list: 'seo_rules', p_name: 'Title', p_rule: 'Name the keyword.' }),
    await client.rpc('add_template_version', {
      ...of,
      p_content_type: 'quiz',
      p_parts: { system: 'Ask well.', user: 'About {{topic}}' },
      p_variables: ['topic'],
      p_note: 'First',
    }),
    await client.rpc('activate_template', { ...of, p_content_type: 'quiz', p_number: 1, p_reason: 'Ours' }),
  ];
  for (const { error } of written) expect(error).toBeNull();
}

/** A provider, and a test of a template that waits to be run. */
async function ownTest(workspace: string, client: Db): Promise<string> {
  const of = { p_workspace: workspace };
  const fields = providerFields.parse({ name: 'Local', protocol: 'openai', base_url: 'http://localhost:1/v1' });
  const provider = await setProvider(client, workspace, null, fields, null);
  const routes = provider.ok ? [{ provider_id: provider.data, model: 'some-model' }] : [];
  expect(await setRoutes(client, workspace, 'balanced', routes)).toMatchObject({ ok: true });
  const test = { p_content_type: 'trail_outline', p_versions: ['followed', 'builtin'], p_params: { topic: 'Bread' } };
  const { data, error } = await client.rpc('start_template_test', { ...of, ...test });
  expect(error).toBeNull();
  return String(data);
}

/** A job that waits for an approval, with a source and a proposal. */
async function draftedJob(workspace: string, person: string) {
  const source = await value<string>(
    db.owner,
    `insert into public.job_sources (workspace_id, name, format, body, words, created_by) values ($1, 'a.md', 'markdown', 'Words.', 1, $2) returning id`,
    [workspace, person],
  );
  const job = await value<string>(
    db.owner,
    `insert into public.flow_runs (workspace_id, job_kind, title, params, asked_by, status, held, step_progress, total_steps)
     values ($1, 'trail_outline', 'Draft', jsonb_build_object('source_ids', jsonb_build_array($2::text)), $3, 'in_progress', 'approval', 1, 2) returning id`,
    [workspace, source, person],
  );
  const anchor = { source: 0, from: 0, to: 6 };
  const lesson = { title: 'One', title_anchor: null, anchor, summary: null, words: 1, minutes: 1, objectives: [] };
  const outline = { title: 'Trail', modules: [{ title: 'Concept', lessons: [lesson] }] };
  const step = await value<string>(
    db.owner,
    `insert into public.step_runs (workspace_id, flow_run_id, nth, step_name, step_order, status, kind, params, output)
     values ($1, $2, 1, 'outline', 1, 'completed', 'outline', '{}', $3) returning id`,
    [workspace, job, JSON.stringify({ outline, summary: { sparks: 1 } })],
  );
  const body = { kind: 'spark', title: 'One', summary: '', content_md: '# One', words: 1, minutes: 1, key_terms: [] };
  const proposal = await value<string>(
    db.owner,
    `insert into public.proposals (workspace_id, flow_run_id, step_run_id, kind, title, body, evidence, created_by)
     values ($1, $2, $3, 'spark', 'One', $4, $5, $6) returning id`,
    [
      workspace,
      job,
      step,
      JSON.stringify(body),
      JSON.stringify([{ source_id: source, from: 0, to: 5, in: [0, 5] }]),
      person,
    ],
  );
  return { source, job, proposal };
}

const changeSetOf = (entity: string) =>
  value<string>(db.owner, 'select change_set_id from public.revisions where entity_id = $1 order by id desc limit 1', [
    entity,
  ]);

test.each(Object.keys(reads) as Name[])('%s', async (name) => {
  const read = reads[name];
  for (const input of inputs[name]) {
    const asked = read.input.parse(input);
    const answer = await read.run(seated, asked as never);
    expect(answer, JSON.stringify(input)).toMatchObject({ ok: true });
    // What travels as JSON arrives as it was.
    expect(JSON.parse(JSON.stringify(answer)), name).toEqual(answer);
  }
});
