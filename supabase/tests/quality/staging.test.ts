import { pino } from 'pino';
import { expect, test, vi } from 'vitest';
import { measureAll, measureWorkspace } from '#lib/quality/jobs/measure.ts';
import { startRunner } from '#lib/tasks/jobs/runner.ts';
import { list, runImport, value } from '../support/authoring.ts';
import { spark } from '../support/importing.ts';
import { snapshotting } from '../support/snapshotting.ts';

const { db, sql, here } = snapshotting();

interface Ended {
  state: string;
  result: { ok: boolean; blockers?: { slug: string; message: string }[] } | null;
}

/** Asks for the staging of an import as a person, and has a worker do it. */
async function stageAtOnce(person: string, import_id: string): Promise<Ended> {
  const task = await db.commitAsPerson(person, (as) =>
    value<string>(as, "select public.start_task($1, 'import.stage', $2, '{}', 5000)", [here.workspace, import_id]),
  );
  expect(task).not.toBeNull();
  const runner = startRunner({
    databaseUrl: db.url,
    db: db.owner,
    log: pino({ level: 'silent' }),
    slots: 1,
    prepare: ({ workspace_id }, isStopped) => measureWorkspace(db.owner, workspace_id, isStopped),
  });
  try {
    return await vi.waitUntil(
      async () => {
        const [row] = await list<Ended>(sql, 'select state, result from public.tasks where id = $1', [task]);
        return row && !['waiting', 'running'].includes(row.state) ? row : null;
      },
      { timeout: 20_000, interval: 20 },
    );
  } finally {
    await runner.stop();
  }
}

const lesson = (slug: string, content_md: string) => spark(slug, { content_md, is_published: true });

test('what was imported a moment ago is looked at as a part of staging it, and a faulty lesson is named', async () => {
  const person = await db.createPerson();
  await db.addMember(here.workspace, person, 'admin');
  await sql.query("select public.set_quality_gate($1, 'level_skipped', true)", [here.workspace]);
  const clean = await runImport(sql, here.workspace, [lesson('clean', '# A\n\n## B\n\nWords.')]);
  expect(await stageAtOnce(person, clean.id)).toMatchObject({ state: 'done', result: { ok: true } });
  const faulty = await runImport(sql, here.workspace, [
    lesson('also-clean', '# A\n\n## B\n\nWords.'),
    lesson('faulty', '# A\n\n### B\n\nWords.'),
  ]);
  const { result } = await stageAtOnce(person, faulty.id);
  expect(result?.blockers?.map(({ slug, message }) => [slug, message])).toEqual([
    ['faulty', expect.stringMatching(/“A level is skipped”/)],
  ]);
});

test('nobody waits for a worker where no gate is on or all was looked at', async () => {
  const person = await db.createPerson();
  await db.addMember(here.workspace, person, 'admin');
  const ask = () =>
    db.commitAsPerson(person, (as) =>
      value<string | null>(as, "select public.start_task($1, 'snapshot.stage', null, '{}', 5000)", [here.workspace]),
    );
  await runImport(sql, here.workspace, [lesson('one', '# A')]);
  expect(await ask()).toBeNull();
  await sql.query("select public.set_quality_gate($1, 'level_skipped', true)", [here.workspace]);
  await measureAll(db.owner, new AbortController().signal);
  expect(await ask()).toBeNull();
  await runImport(sql, here.workspace, [lesson('two', '# A')]);
  expect(await ask()).not.toBeNull();
});

test('what another worker is at is waited for', async () => {
  await runImport(sql, here.workspace, [lesson('one', '# A\n\n### B')]);
  const other = await db.connect();
  await other.query('begin');
  await other.query('select * from private.take_unmeasured(50, $1)', [here.workspace]);
  let isDone = false;
  const measuring = measureWorkspace(db.owner, here.workspace, () => false).then(() => {
    isDone = true;
  });
  await vi.waitUntil(async () =>
    value<boolean>(
      sql,
      "select exists (select from pg_catalog.pg_stat_activity a where a.wait_event_type = 'Lock' and a.query like '%quality_queue%for share%')",
    ),
  );
  expect(isDone).toBe(false);
  // It dies without having kept anything.
  await other.query('rollback');
  await measuring;
  expect(
    await value(sql, 'select count(*)::int from private.quality_findings where workspace_id = $1', [here.workspace]),
  ).toBe(1);
});
