import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Db } from '#lib/base/data/clients/token.ts';
import { courseFile, jsonSource, unitFile } from '#lib/bundles/services/outside.cases.ts';
import { exportCourses, exportOwners, exportUnits } from '#lib/bundles/services/outside-export.ts';
import type { BundleSource } from '#lib/bundles/services/reader.ts';
import { type ImportRequest, runImport } from '#lib/bundles/services/run.ts';
import { undoChangeSet } from '#lib/history/data/trash.ts';
import { value } from '../support/authoring.ts';
import { testDatabase } from '../support/harness.ts';

const CONTENT = process.env.TRAILWRIGHT_CONTENT_DIR ?? path.resolve(import.meta.dirname, '../../../../shared/content');
const db = testDatabase();

async function freshWorkspace() {
  const gateway = await db.gateway();
  const { client, id } = await gateway.signUp();
  const workspace_id = await db.createWorkspace();
  await db.addMember(workspace_id, id, 'admin');
  return { client: client as unknown as Db, workspace_id, user_id: id };
}
type Workspace = Awaited<ReturnType<typeof freshWorkspace>>;

/** Imports a source; throws where it is refused. */
async function bring({ client, workspace_id }: Workspace, source: BundleSource, more: Partial<ImportRequest> = {}) {
  const run = await runImport(client, { workspace_id, source, goal: 'apply', ...more });
  if (!run.ok) throw new Error(JSON.stringify(run.problem));
  if (run.data.state !== 'applied') throw new Error(JSON.stringify(run.data));
  return run.data;
}

async function unitsOf({ client, workspace_id }: Workspace, only: string[] | null = null) {
  const units = await exportUnits(client, { workspace_id }, only);
  if (!units.ok) throw new Error(JSON.stringify(units.problem));
  return JSON.parse(JSON.stringify(units.data.map(({ content }) => content)));
}

const lesson = {
  id: 'lesson-1',
  title: 'Lesson one',
  source_material: 'Text',
  package: { meta: { x: 1 }, exercise_bank: [], quiz: [] },
  flow_run_id: 'run-1',
  flow_run: {
    id: 'run-1',
    flow_name: 'lesson_creation',
    status: 'completed',
    total_cost: 0.0415,
    created_at: '2024-01-15T10:00:00',
  },
  step_runs: [{ id: 'step-1', step_name: 'write', cost_estimate: 0.016 }, { step_name: 'check' }],
  llm_requests: [{ id: 'request-1', model: 'gpt-4', messages: [{ role: 'user', content: 'Hi' }], tokens_used: 3200 }],
};
const unit = {
  id: '0c5f4f8e-1111-4222-8333-444455556666',
  title: 'A unit',
  learner_level: 'beginner',
  owner_key: 'brian',
  lessons: [lesson],
  resources: [
    { id: 'b', filename: 'b.pdf', user_id: 1 },
    { id: 'a', filename: 'a.pdf' },
  ],
  learning_conversations: { coach: [{ id: 'talk-1', messages: [{ role: 'user', content: 'Hi' }] }], assistant: [] },
};

describe('unit files', () => {
  const files = existsSync(CONTENT)
    ? readdirSync(CONTENT, { recursive: true, encoding: 'utf8' }).filter((file) => /\/units\/[^/]+\.json$/.test(file))
    : [];

  test.skipIf(files.length === 0)(
    'every real one comes back as it was, and brings nothing the second time',
    async () => {
      const here = await freshWorkspace();
      const units = files.map((file) => JSON.parse(readFileSync(path.join(CONTENT, file), 'utf8')));
      for (const one of units) await bring(here, jsonSource('unit.json', one));
      expect(await unitsOf(here)).toEqual(units);
      const again = await bring(here, jsonSource('unit.json', units[0]));
      expect(again.plan.totals).toMatchObject({ create: 0, update: 0, conflict: 0 });
    },
  );

  test('generated ones come back as they were', async () => {
    const here = await freshWorkspace();
    for (const [nth, one] of fc.sample(unitFile, { numRuns: 4, seed: 7 }).entries()) {
      const named = { ...one, id: `unit-${nth}` };
      await bring(here, jsonSource('unit.json', named));
      const [written] = await unitsOf(here, [`unit-${nth}`]);
      expect(written).toEqual(named);
    }
  });

  test('are found again by their ids, whatever they are called by then', async () => {
    const here = await freshWorkspace();
    await bring(here, jsonSource('unit.json', unit));
    await here.client
      .from('sparks')
      .update({ slug: 'renamed', title: 'Renamed' })
      .eq('workspace_id', here.workspace_id);
    const moved = { ...unit, title: 'A unit, revised', lessons: [{ ...lesson, source_material: 'New text' }] };
    const { plan } = await bring(here, jsonSource('unit.json', moved), { conflicts: 'theirs' });
    expect(plan.totals.create).toBe(0);
    const { data } = await here.client.from('sparks').select('slug, content_md').eq('workspace_id', here.workspace_id);
    expect(data).toEqual([{ slug: 'renamed', content_md: 'New text' }]);
  });

  test('bring their runs and conversations along: recorded once, no jobs, gone with a purge alone', async () => {
    const here = await freshWorkspace();
    const first = await bring(here, jsonSource('unit.json', unit));
    expect(first.receipt.recorded).toBe(2);
    const runs = await here.client.from('flow_runs').select().eq('workspace_id', here.workspace_id);
    expect(runs.data).toMatchObject([
      { is_imported: true, status: 'completed', cost_micros: 41500, external_id: 'run-1', kind: 'spark' },
    ]);
    const steps = await here.client.from('step_runs').select().eq('workspace_id', here.workspace_id).order('nth');
    expect(steps.data).toMatchObject([{ cost_micros: 16000, step_name: 'write' }, { step_name: 'check' }]);
    expect((await bring(here, jsonSource('unit.json', unit))).receipt.recorded).toBe(0);
    const changed = { ...unit, lessons: [{ ...lesson, step_runs: [] }] };
    expect((await bring(here, jsonSource('unit.json', changed))).receipt.recorded).toBe(1);
    expect(await unitsOf(here)).toEqual([changed]);
    await undoChangeSet(here.client, String(first.receipt.change_set_id));
    const kept = await here.client.from('conversations').select('id').eq('workspace_id', here.workspace_id);
    expect(kept.data).toHaveLength(1);
    const refused = await here.client.from('flow_runs').delete().eq('workspace_id', here.workspace_id);
    expect(refused.error?.code).toBe('42501');
  });

  test('keep conversations apart that have one id, and lists whatever they are called', async () => {
    const here = await freshWorkspace();
    const talk = (id: string, content: string) => ({ id, messages: [{ role: 'user', content }] });
    const learning_conversations = {
      coach: [talk('same', 'One'), talk('same', 'Two'), talk('long '.repeat(2000), 'Three')],
      constructor: [talk('same', 'Four')],
      ['__proto__']: [],
    };
    const { ['__proto__']: _, ...usual } = learning_conversations;
    const source = (lists: object) => jsonSource('unit.json', { ...unit, learning_conversations: lists });
    expect((await bring(here, source(usual))).receipt.recorded).toBe(5);
    expect((await bring(here, source(usual))).receipt.recorded).toBe(0);
    expect(await unitsOf(here)).toEqual([{ ...unit, learning_conversations: usual }]);
    const refused = await runImport(here.client, {
      workspace_id: here.workspace_id,
      source: source(learning_conversations),
      goal: 'apply',
    });
    const told = expect.objectContaining({ code: 'bad_text', path: '/learning_conversations/__proto__' });
    expect(refused).toMatchObject({ ok: true, data: { state: 'refused', problems: expect.arrayContaining([told]) } });
  });

  test('belong to members by e-mail, and their owners alone go out', async () => {
    const here = await freshWorkspace();
    const { data: me } = await here.client.from('profiles').select('email').eq('user_id', here.user_id).single();
    const keys = new Map([['brian', String(me?.email).toUpperCase()]]);
    await bring(here, { ...jsonSource('unit.json', unit), owners: { keys, problems: [] } });
    const { data } = await here.client.from('unit_profiles').select('owner_id').eq('workspace_id', here.workspace_id);
    expect(data).toEqual([{ owner_id: here.user_id }]);
    expect(await exportOwners(here.client, { workspace_id: here.workspace_id }, null)).toEqual({
      ok: true,
      data: [{ id: here.user_id, email: me?.email, key: 'brian' }],
    });
    const unknown = { ...jsonSource('unit.json', { ...unit, owner_key: 'ana' }), owners: { keys, problems: [] } };
    const refused = await runImport(here.client, { workspace_id: here.workspace_id, source: unknown, goal: 'apply' });
    expect(refused).toMatchObject({ ok: true, data: { state: 'refused', problems: [{ code: 'unknown_owner_key' }] } });
  });

  test('a copy is another unit: it has no id from outside', async () => {
    const here = await freshWorkspace();
    await bring(here, jsonSource('unit.json', unit));
    const concept = await value<string>(db.owner, 'select id from public.concepts where workspace_id = $1', [
      here.workspace_id,
    ]);
    await here.client.rpc('duplicate', { p_workspace: here.workspace_id, p_items: [{ kind: 'concept', id: concept }] });
    const { data } = await here.client
      .from('unit_profiles')
      .select('external_id, learner_level')
      .eq('workspace_id', here.workspace_id)
      .order('ordinal');
    expect(data).toEqual([
      { external_id: unit.id, learner_level: 'beginner' },
      { external_id: null, learner_level: 'beginner' },
    ]);
  });

  test('two people who import one at once make one unit of it', async () => {
    const here = await freshWorkspace();
    const both = await Promise.all(
      [1, 2].map(() =>
        runImport(here.client, {
          workspace_id: here.workspace_id,
          source: jsonSource('unit.json', unit),
          goal: 'apply',
        }),
      ),
    );
    expect(both.filter((run) => run.ok && run.data.state === 'applied').length).toBeGreaterThan(0);
    expect(await unitsOf(here)).toEqual([unit]);
  });

  test('a lesson without a text comes in and is not staged', async () => {
    const here = await freshWorkspace();
    const empty = { ...unit, lessons: [{ ...lesson, source_material: null }] };
    const source = jsonSource('unit.json', empty);
    const run = await runImport(here.client, { workspace_id: here.workspace_id, source, goal: 'promote' });
    expect(run).toMatchObject({
      ok: true,
      data: { state: 'blocked', blockers: [{ rule: 'lesson_text', message: 'The lesson has no text.' }] },
    });
  });
});

describe('course exports', () => {
  test('generated ones come back as they were', async () => {
    const here = await freshWorkspace();
    for (const [nth, one] of fc.sample(courseFile, { numRuns: 3, seed: 7 }).entries()) {
      const named = { ...one, id: `cp_${nth}`, piece_slug: `course-${nth}` };
      await bring(here, jsonSource('course.json', named));
      const written = await exportCourses(here.client, { workspace_id: here.workspace_id }, [`course-${nth}`]);
      expect(written.ok && JSON.parse(JSON.stringify(written.data[0]?.content))).toEqual(named);
      const again = await bring(here, jsonSource('course.json', named));
      expect(again.plan.totals).toMatchObject({ create: 0, update: 0, conflict: 0 });
    }
  });

  test('lessons of one number stay two, whenever they come again', async () => {
    const here = await freshWorkspace();
    const told = (lesson_id: string | undefined, title: string) => ({ lesson_id, title, content_markdown: title });
    const course = {
      id: 'cp_twice',
      type: 'course',
      title: 'A course',
      lessons: [told('1.1', 'One'), told('1.1', 'Other'), told('1.1', 'Other'), told(undefined, 'Bare')],
    };
    await bring(here, jsonSource('course.json', course));
    const last = course.lessons.pop();
    if (last) course.lessons.unshift(last);
    const again = await bring(here, jsonSource('course.json', course));
    expect(again.plan.totals).toMatchObject({ create: 0, conflict: 0 });
    const { data } = await here.client.from('sparks').select('content_md').eq('workspace_id', here.workspace_id);
    expect(data?.map(({ content_md }) => content_md).sort()).toEqual(['Bare', 'One', 'Other', 'Other']);
  });
});
