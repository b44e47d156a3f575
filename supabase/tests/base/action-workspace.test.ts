import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Db } from '#lib/base/data/clients/token.ts';
import { promoteImportAction, stageImportAction } from '#lib/bundles/actions/imports.ts';
import { updateEntityAction } from '#lib/catalogue/actions/entities.ts';
import { purgeTrashAction, undoChangeSetAction } from '#lib/history/actions/trash.ts';
import { pinSnapshotAction, promoteSnapshotAction, verifySnapshotAction } from '#lib/snapshots/actions/snapshots.ts';
import { Author, runImport, staged, value } from '../support/authoring.ts';
import { testDatabase } from '../support/harness.ts';

// A person who is admin of two workspaces calls an action or a read in one and names something of the other: the permission was
// checked for the first, so the second is none of its business.

const db = testDatabase();
const seat = vi.hoisted(() => ({ now: null as unknown }));
vi.mock('#lib/base/services/session.ts', () => ({ getSeated: async () => ({ ok: true, data: seat.now }) }));

let person: { id: string; client: Db };
let here: string;
let there: string;

beforeAll(async () => {
  person = (await (await db.gateway()).signUp()) as unknown as typeof person;
});
beforeEach(async () => {
  [here, there] = [await db.createWorkspace(), await db.createWorkspace()];
  for (const workspace of [here, there]) await db.addMember(workspace, person.id, 'admin');
  sit(here);
});

function sit(workspace_id: string): void {
  seat.now = { db: person.client, user_id: person.id, email: '', workspace: { id: workspace_id }, role: 'admin' };
}

async function snapshotIn(workspace: string): Promise<string> {
  await new Author(db.owner, workspace).spark();
  return (await staged(db.owner, workspace)).snapshot_id;
}
const status = (id: string) => value<string>(db.owner, 'select status::text from public.snapshots where id = $1', [id]);
const NOT_FOUND = { ok: false, problem: { code: 'not_found' } };

test('a snapshot of another workspace is neither promoted nor verified nor pinned', async () => {
  const snapshot_id = await snapshotIn(there);
  expect(await promoteSnapshotAction('here', { snapshot_id })).toMatchObject(NOT_FOUND);
  expect(await verifySnapshotAction('here', { snapshot_id })).toMatchObject(NOT_FOUND);
  expect(await pinSnapshotAction('here', { snapshot_id, is_pinned: true })).toMatchObject(NOT_FOUND);
  expect(await status(snapshot_id)).toBe('ready');

  sit(there);
  expect(await verifySnapshotAction('there', { snapshot_id })).toMatchObject({
    ok: true,
    data: { outcome: { ok: true } },
  });
  expect(await promoteSnapshotAction('there', { snapshot_id })).toMatchObject({ ok: true });
  expect(await status(snapshot_id)).toBe('current');
});

test('an import of another workspace is neither staged nor promoted', async () => {
  const fields = { title: 'Spark', slug: 's', content_md: '', estimated_mins: 5, difficulty: 'beginner' };
  const { id: import_id } = await runImport(db.owner, there, [{ kind: 'spark', key: 's', fields }]);
  expect(await stageImportAction('here', { import_id })).toMatchObject(NOT_FOUND);
  sit(there);
  const outcome = await stageImportAction('there', { import_id });
  const staging = outcome.ok && outcome.data.task_id === null ? outcome.data.outcome : null;
  const snapshot_id = staging?.ok ? staging.snapshot_id : '';
  sit(here);
  expect(await promoteImportAction('here', { import_id })).toMatchObject(NOT_FOUND);
  expect(await status(snapshot_id)).toBe('ready');
  sit(there);
  expect(await promoteImportAction('there', { import_id })).toMatchObject({ ok: true, data: { id: snapshot_id } });
});

test('an act of another workspace is neither undone nor purged', async () => {
  const author = new Author(db.owner, there);
  const spark = await author.spark();
  const change_set_id = await value<string>(db.owner, "select public.trash($1, 'spark', $2, false)", [there, spark]);
  const left = () => value<number>(db.owner, 'select count(*)::int from public.sparks where id = $1', [spark]);
  expect(await undoChangeSetAction('here', { change_set_id })).toMatchObject(NOT_FOUND);
  expect(await purgeTrashAction('here', { change_set_id })).toMatchObject(NOT_FOUND);
  expect(await left()).toBe(0);
  sit(there);
  expect(await undoChangeSetAction('there', { change_set_id })).toMatchObject({ ok: true });
  expect(await left()).toBe(1);
});

test('words that waited on a shared browser are not saved in the name of whoever is signed in there by now', async () => {
  const spark = await new Author(db.owner, here).spark();
  const saved = (author: string | undefined) =>
    updateEntityAction('here', { kind: 'spark', id: spark, version: 1, patch: { content_md: 'Of Ed' }, author });
  expect(await saved(crypto.randomUUID())).toMatchObject({ ok: false, problem: { code: 'wrong_state' } });
  const text = () => value<string>(db.owner, 'select content_md from public.sparks where id = $1', [spark]);
  expect(await text()).not.toBe('Of Ed');
  expect(await saved(person.id)).toMatchObject({ ok: true });
  expect(await text()).toBe('Of Ed');
});
