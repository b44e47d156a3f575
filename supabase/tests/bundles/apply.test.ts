import { describe, expect, test } from 'vitest';
import {
  Author,
  addItems,
  apply,
  attempt,
  codeOf,
  plan,
  publish,
  runImport,
  type Sql,
  startImport,
  value,
} from '../support/authoring.ts';
import { beacon, course, importing, link, spark } from '../support/importing.ts';

const { db, sql, author, here, rows, row, log, content } = importing();

describe('applying', () => {
  test('two items with one key are refused when they are sent; the same item twice is not', async () => {
    expect(await codeOf(startImport(sql, here.workspace, [spark('s1'), spark('s1')]))).toBe('TW006');
    const id = await startImport(sql, here.workspace, [spark('s1')]);
    expect(await addItems(sql, id, [spark('s1')])).toBe(0);
    expect(await codeOf(addItems(sql, id, [spark('s2'), spark('s1')]))).toBe('TW006');
  });

  test.each([
    ['a title that is too short', spark('bad', { title: 'x' }), '23514'],
    ['an unknown difficulty', spark('bad', { difficulty: 'heroic' }), '22P02'],
    ['a missing required field', { ...spark('bad'), fields: { slug: 'bad', title: 'No content' } }, '23502'],
    ['a link to itself', link('s1', 's1'), '23514'],
    ['an unknown review status', spark('bad', { ai_metadata: { review_status: 'maybe' } }), '23514'],
    [
      'a reference that leads nowhere',
      {
        kind: 'trail',
        key: 'lost',
        a: 'nowhere',
        fields: { slug: 'lost', title: 'Lost', difficulty_level: 'beginner' },
      },
      '23502',
    ],
  ])('is all or nothing: %s', async (_, bad, code) => {
    const before = await content();
    const id = await startImport(sql, here.workspace, [...course, bad]);
    await plan(sql, id);
    expect(await codeOf(apply(sql, id))).toBe(code);
    expect(await content()).toEqual(before);
    expect(
      await value(sql, 'select count(*)::int from public.change_sets where workspace_id = $1', [here.workspace]),
    ).toBe(0);
    expect(await log(id)).toMatchObject({ status: 'validating', change_set_id: null });
  });

  test('happens once, after a plan', async () => {
    const id = await startImport(sql, here.workspace, [beacon('b')]);
    expect(await codeOf(apply(sql, id))).toBe('TW002');
    await plan(sql, id);
    await apply(sql, id);
    for (const again of [() => apply(sql, id), () => plan(sql, id), () => addItems(sql, id, [beacon('c')])])
      expect(await codeOf(again())).toBe('TW002');
  });

  test('needs a new plan after more items', async () => {
    const id = await startImport(sql, here.workspace, [beacon('b')]);
    await plan(sql, id);
    await addItems(sql, id, [beacon('b'), beacon('c')]);
    expect(await codeOf(apply(sql, id))).toBe('TW002');
  });

  test('makes the plan again when the studio has moved since', async () => {
    const id = await startImport(sql, here.workspace, [spark('s1'), beacon('b')]);
    await plan(sql, id);
    await author.spark('s1');
    expect(await apply(sql, id)).toMatchObject({ ok: true, changed: 2 });
    expect(await row('sparks', 's1')).toMatchObject({ content_md: 'text', version: 2 });
  });

  test('reports what the studio has made impossible since the plan', async () => {
    const target = await author.spark('target');
    const id = await startImport(sql, here.workspace, [spark('s1'), link('s1', 'target')]);
    expect((await plan(sql, id)).problems).toEqual([]);
    await sql.query("select public.trash($1, 'spark', $2)", [here.workspace, target]);
    expect(await apply(sql, id)).toMatchObject({ ok: false, problems: [{ code: 'reference_in_trash' }] });
    expect(await rows('sparks')).toEqual([]);
  });

  test('does not overwrite what is saved between its plan and its writing', async () => {
    const edited = await author.spark('s1', { title: 'Before' });
    const id = await startImport(sql, here.workspace, [spark('s1', { title: 'Imported' })]);
    await plan(sql, id);
    const [editor, importer] = [await db.connect(), await db.connect()];
    await editor.query('begin');
    await editor.query("update public.sparks set summary = 'Just typed' where id = $1", [edited]);
    const late = codeOf(apply(importer, id));
    await untilWaiting();
    await editor.query('commit');
    expect(await late).toBe('TW003');
    expect(await row('sparks', 's1')).toMatchObject({ title: 'Before', summary: 'Just typed' });
    expect(await apply(sql, id)).toMatchObject({ ok: true, changed: 1 });
    expect(await row('sparks', 's1')).toMatchObject({ title: 'Imported', summary: 'Just typed' });
  });

  test('says so when the items are gone, and does not call that success', async () => {
    for (const moved of [false, true]) {
      const id = await startImport(sql, here.workspace, [beacon('b')]);
      await plan(sql, id);
      await sql.query('delete from private.import_items where import_id = $1', [id]);
      if (moved) await author.spark();
      expect(await codeOf(apply(sql, id))).toBe('TW002');
    }
  });

  test('two imports at once queue, and each finds what the other made', async () => {
    const [one, two] = [
      await startImport(sql, here.workspace, [spark('same', { title: 'One' })]),
      await startImport(sql, here.workspace, [spark('same', { title: 'Two' })]),
    ];
    await plan(sql, one);
    await plan(sql, two);
    const [first, second] = [await db.connect(), await db.connect()];
    await first.query('begin');
    await apply(first, one);
    const late = apply(second, two);
    await first.query('commit');
    // The second planned to create it; by now it is there, as an import left it, and is updated.
    expect(await late).toMatchObject({ ok: true, changed: 1 });
    expect((await rows('sparks')).map((one) => one.title)).toEqual(['Two']);
  });

  test('an editor brings no approvals: what is new is pending, what was decided here stays', async () => {
    const { workspace: standard } = await db.members();
    const status = (on: Sql, slug: string) =>
      value(on, "select ai_metadata ->> 'review_status' from public.sparks where workspace_id = $1 and slug = $2", [
        standard,
        slug,
      ]);
    const approved = (slug: string, title: string) =>
      spark(slug, { title, ai_metadata: { review_status: 'approved', generated_by: 'x' } });
    for (const role of ['editor', 'reviewer'] as const) {
      await db.asPerson(role, async (mine) => {
        await runImport(mine, standard, [approved('fresh', 'New')]);
        expect(await status(mine, 'fresh')).toBe(role === 'editor' ? 'pending' : 'approved');
        await runImport(mine, standard, [approved('fresh', 'Newer')]);
        expect(await status(mine, 'fresh')).toBe(role === 'editor' ? 'pending' : 'approved');
      });
    }
    await db.asPerson('editor', async (mine) => {
      await mine.query('reset role');
      await new Author(mine, standard).spark('decided', { ai_metadata: '{"review_status": "approved"}' });
      await mine.query('set local role authenticated');
      const decided = async (fields: Record<string, unknown>) => {
        await runImport(mine, standard, [spark('decided', fields)]);
        return status(mine, 'decided');
      };
      expect(await decided({ title: 'Newer', ai_metadata: null })).toBe('approved');
      expect(await decided({ title: 'Newest', ai_metadata: { generated_by: 'y' } })).toBe('approved');
      // Who may not decide can still say that it is a draft: readers get no more of it than before.
      expect(await decided({ title: 'Rejected', ai_metadata: { review_status: 'rejected' } })).toBe('rejected');
      expect(await decided({ title: 'The same text', ai_metadata: { review_status: 'pending' } })).toBe('rejected');
      expect(await decided({ title: 'No word of it', content_md: 'Another text.' })).toBe('rejected');
      expect(await decided({ content_md: 'A new draft.', ai_metadata: { review_status: 'pending' } })).toBe('pending');
      expect(await decided({ title: 'Approved', ai_metadata: { review_status: 'approved' } })).toBe('pending');
    });
  });

  test('items do not set what is not theirs to set', async () => {
    const stranger = await db.createPerson();
    const id = '00000000-0000-4000-8000-000000000001';
    const forged = spark('s1', {
      id,
      workspace_id: await db.createWorkspace(),
      version: 99,
      created_by: stranger,
      updated_by: stranger,
      ordinal: -5,
    });
    await runImport(sql, here.workspace, [forged]);
    const made = await row('sparks', 's1');
    expect(made).toMatchObject({ workspace_id: here.workspace, version: 1, created_by: null });
    expect(made?.id).not.toBe(id);
    expect(Number(made?.ordinal)).toBeGreaterThan(0);
  });
});

async function untilWaiting(): Promise<void> {
  const waits = () =>
    value<boolean>(
      db.owner,
      `select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%apply_import%')`,
    );
  while (!(await waits()));
}

describe('whose import it is', () => {
  test('people of another workspace find none of it', async () => {
    const id = await startImport(sql, here.workspace, [beacon('b')]);
    await plan(sql, id);
    const elsewhere = await db.createWorkspace();
    const neighbour = await db.createPerson();
    await db.addMember(elsewhere, neighbour, 'admin');
    await db.asPerson(neighbour, async (mine) => {
      for (const call of [
        `plan_import('${id}')`,
        `apply_import('${id}')`,
        `add_import_items('${id}', '[]')`,
        `recognise_import_blocks('${id}', '{}')`,
        `adopt_import_blocks('${id}', '[]')`,
        `describe_import('${id}', 'mine')`,
        `import_plan_items('${id}')`,
        `update_import_status('${id}', 'failed')`,
        `stage_import('${id}')`,
        `promote_import('${id}')`,
        `rollback_import('${id}')`,
        `finalize_import('${id}', '${id}')`,
      ]) {
        expect((await attempt(mine, `select public.${call}`)).code, call).toBe('TW004');
      }
      expect((await attempt(mine, "select public.start_import($1, 'mine')", [here.workspace])).code).toBe('42501');
    });
    expect(await log(id)).toMatchObject({ status: 'validating' });
  });

  test('a colleague may go on with it', async () => {
    const { workspace: standard, editor } = await db.members();
    const id = await db.commitAsPerson('editor', (mine) => startImport(mine, standard, [beacon('colleagues')]));
    await db.commitAsPerson('reviewer', async (mine) => {
      await plan(mine, id);
      await apply(mine, id);
    });
    expect(await log(id)).toMatchObject({ status: 'ready', created_by: editor });
  });

  test('is ended by who began it or applies it and by admins, and by nobody else', async () => {
    const { workspace: standard } = await db.members();
    const begin = () => db.commitAsPerson('editor', (mine) => startImport(mine, standard, [beacon('ended')]));
    const code = (who: string, text: string, id: string) =>
      db.asPerson(who, async (mine) => (await attempt(mine, text, [id])).code);
    const fail = "select public.update_import_status($1, 'failed', 'no reason')";
    const word = "select public.update_import_status($1, 'pending', 'no reason')";
    const discard = 'select public.discard_import($1)';
    const id = await begin();
    for (const text of [fail, word, discard]) {
      expect(await code('reviewer', text, id)).toBe('TW007');
      expect([await code('editor', text, id), await code('admin', text, id)]).not.toContain('TW007');
    }
    await db.commitAsPerson('reviewer', async (mine) => {
      await plan(mine, id);
      await mine.query("select public.update_import_status($1, 'importing')", [id]);
    });
    expect(await code('reviewer', fail, id)).toBeNull();
    expect(await log(id)).toMatchObject({ status: 'importing' });
  });

  test('slugs of other workspaces are no references', async () => {
    await new Author(sql, await db.createWorkspace()).spark('theirs');
    const id = await startImport(sql, here.workspace, [spark('s1'), link('s1', 'theirs')]);
    expect((await plan(sql, id)).problems).toMatchObject([{ code: 'unresolved_reference' }]);
  });
});

describe('the log', () => {
  const setStatus = (id: string, status: string, message: string | null = null) =>
    codeOf(sql.query('select public.update_import_status($1, $2, $3)', [id, status, message]));

  test('takes the steps that are steps, and no others', async () => {
    const id = await startImport(sql, here.workspace, []);
    expect([await setStatus(id, 'ready'), await setStatus(id, 'promoted'), await setStatus(id, 'rolled_back')]).toEqual(
      ['TW002', 'TW002', 'TW002'],
    );
    expect([
      await setStatus(id, 'validating'),
      await setStatus(id, 'validating'),
      await setStatus(id, 'importing'),
    ]).toEqual([null, null, null]);
    expect(await setStatus(id, 'validating')).toBe('TW002');
    expect(await setStatus(id, 'failed', 'The file ended early')).toBeNull();
    expect(await log(id)).toMatchObject({
      status: 'failed',
      error_message: 'The file ended early',
      completed_at: expect.any(Date),
    });
    expect(await setStatus(id, 'importing')).toBe('TW002');
  });

  test('a failed import forgets its items', async () => {
    const id = await startImport(sql, here.workspace, [beacon('b')]);
    await setStatus(id, 'failed');
    expect(await value(sql, 'select count(*)::int from private.import_items where import_id = $1', [id])).toBe(0);
  });

  const age = (id: string, interval: string) =>
    sql.query(`update public.import_logs set touched_at = now() - interval '${interval}' where id = $1`, [id]);
  const reap = () => sql.query('select private.fail_abandoned_imports()');

  test('an import whose process is gone is failed; one at work, young, or waiting for a decision is not', async () => {
    const gone = await startImport(sql, here.workspace, [beacon('gone')]);
    const working = await startImport(sql, here.workspace, [beacon('working')]);
    const young = await startImport(sql, here.workspace, [beacon('young')]);
    const waiting = await startImport(sql, here.workspace, [beacon('waiting')]);
    const forgotten = await startImport(sql, here.workspace, [beacon('forgotten')]);
    for (const id of [gone, working, young, waiting]) await plan(sql, id);
    for (const id of [gone, working, young]) await setStatus(id, 'importing');
    for (const id of [gone, working]) await age(id, '11 seconds');
    await age(waiting, '29 minutes');
    await age(forgotten, '31 minutes');
    const worker = await db.connect();
    await worker.query('begin');
    await apply(worker, working);
    await reap();
    const status = async (id: string) => (await log(id))?.status;
    expect([await status(gone), await status(young), await status(waiting), await status(forgotten)]).toEqual([
      'failed',
      'importing',
      'validating',
      'failed',
    ]);
    await worker.query('commit');
    expect(await status(working)).toBe('ready');
    expect(await row('beacons', 'working')).toBeDefined();
    expect(await log(gone)).toMatchObject({
      error_message: expect.stringMatching(/interrupted/),
      completed_at: expect.any(Date),
    });
    expect(await codeOf(apply(sql, gone))).toBe('TW002');
  });

  test('an import whose plan is being made this moment is not abandoned, however long ago it was touched', async () => {
    const id = await startImport(sql, here.workspace, [beacon('b')]);
    await age(id, '1 hour');
    const worker = await db.connect();
    await worker.query('begin');
    await plan(worker, id);
    await reap();
    await worker.query('commit');
    await reap();
    expect(await log(id)).toMatchObject({ status: 'validating' });
  });

  test('the figures count imports and snapshots of the last days', async () => {
    await runImport(sql, here.workspace, course);
    await setStatus(await startImport(sql, here.workspace, []), 'failed');
    await sql.query("update public.import_logs set started_at = started_at - interval '40 days' where id = $1", [
      (await runImport(sql, here.workspace, [beacon('long-ago')])).id,
    ]);
    await publish(sql, here.workspace);
    const stats = await value(sql, 'select public.get_import_stats($1, 30)', [here.workspace]);
    expect(stats).toMatchObject({
      days: 30,
      imports: { total: 2, failed: 1, applied: 1, entities: course.length },
      snapshots: { total: 1, promoted: 1, ready: 0 },
    });
  });
});
