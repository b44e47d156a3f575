import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { isWhatItSays } from '#lib/assets/data/assets.ts';
import { SAMPLES } from '#lib/assets/services/samples.cases.ts';
import { assetAddress } from '#lib/base/core/asset-address.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { withTemporary } from '#lib/base/services/temporary.ts';
import { unzip, zip } from '#lib/base/services/zip.ts';
import { COURSE, write } from '#lib/bundles/services/folder.cases.ts';
import { applyImport, readImport } from '#lib/bundles/services/imports.ts';
import { refuseFile } from '#lib/bundles/services/refused-file.ts';
import { type ImportGoal, type ImportRun, runImport } from '#lib/bundles/services/run.ts';
import { uploadedSource } from '#lib/bundles/services/upload-source.ts';
import { writeOutsideFile } from '#lib/bundles/services/written-outside.ts';
import { unpackFolder } from '#lib/bundles/services/zip-folder.ts';
import { testDatabase } from '../support/harness.ts';

// Folders that come as one file, from the upload to what is in the workspace, and back out.

const db = testDatabase();

async function freshWorkspace() {
  const gateway = await db.gateway();
  const { client, id } = await gateway.signUp();
  const workspace_id = await db.createWorkspace();
  await db.addMember(workspace_id, id, 'admin');
  return { client: client as unknown as Db, workspace_id };
}
type Workspace = Awaited<ReturnType<typeof freshWorkspace>>;

const pack = (files: Record<string, string | Uint8Array>) =>
  zip(
    Object.entries(files).map(([name, content]) => ({
      name,
      bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content,
    })),
  );

/** Sends a zip as the upload does; what is refused throws. */
function bring({ client, workspace_id }: Workspace, bytes: Uint8Array, goal: ImportGoal = 'apply'): Promise<ImportRun> {
  return withTemporary(async (folder) => {
    const file = path.join(folder, 'bundle');
    await writeFile(file, bytes);
    const uploaded = await uploadedSource({ file, name: 'sent.zip', folder, unpack: unpackFolder });
    if (uploaded.is !== 'bundle') throw new Error(JSON.stringify(uploaded));
    const run = await runImport(client, { workspace_id, source: uploaded.source, goal });
    if (!run.ok) throw new Error(JSON.stringify(run.problem));
    return run.data;
  });
}

async function fileOf({ client, workspace_id }: Workspace, format: 'unit' | 'course' | 'course-folder', slug: string) {
  const file = await writeOutsideFile(client, { workspace_id }, format, slug);
  if (!file.ok) throw new Error(JSON.stringify(file.problem));
  return file.data;
}

const course = {
  'joining/COURSE-BRIEF.md': '# Course brief: Joining tables\n\nFor analysts.\n',
  'joining/curriculum.yaml': 'course:\n  title: Joining tables\nmodules:\n  - number: 1\n    title: Tables\n',
  'joining/lessons/1.1-tables.md': '---\nvoice: calm\n---\n# Tables\n\nText.\n',
  'joining/lessons/1.2-joins.md': '# Joining\n\nMore text.\n',
  'joining/research/01-market-analysis.md': '# Market\n',
  'joining/.state/progress.yaml': 'lesson: 2\n',
};

test('a course folder goes from one workspace into another as a zip, and comes out of both with the same bytes', async () => {
  const [here, there] = [await freshWorkspace(), await freshWorkspace()];
  expect(await bring(here, await pack(course))).toMatchObject({ state: 'applied' });
  const first = await fileOf(here, 'course-folder', 'joining');
  expect({ name: first.name, type: first.media_type }).toEqual({ name: 'joining.zip', type: 'application/zip' });
  const unpacked = await unzip(first.bytes, '');
  const texts = unpacked.ok && unpacked.entries.map(({ name, bytes }) => [name, new TextDecoder().decode(bytes)]);
  expect(Object.fromEntries(texts || [])).toEqual(course);

  expect(await bring(there, first.bytes)).toMatchObject({ state: 'applied', plan: { totals: { update: 0 } } });
  expect(Buffer.from((await fileOf(there, 'course-folder', 'joining')).bytes)).toEqual(Buffer.from(first.bytes));
  const again = await bring(there, first.bytes);
  expect(again.plan.totals).toMatchObject({ create: 0, update: 0, conflict: 0 });
});

test('a trail and a concept are written as files of one thing; what is not there is not', async () => {
  const here = await freshWorkspace();
  await bring(here, await pack(course));
  const { client, workspace_id } = here;
  const written = await fileOf(here, 'course', 'joining');
  expect(written).toMatchObject({ name: 'joining.json', media_type: 'application/json' });
  expect(JSON.parse(new TextDecoder().decode(written.bytes))).toMatchObject({ title: 'Joining tables' });
  const { data } = await client.from('concepts').select('slug').eq('workspace_id', workspace_id).limit(1).single();
  const unit = await fileOf(here, 'unit', String(data?.slug));
  expect(JSON.parse(new TextDecoder().decode(unit.bytes)).lessons).toHaveLength(2);
  expect(await writeOutsideFile(client, { workspace_id }, 'course-folder', 'nothing')).toMatchObject({
    ok: false,
    problem: { code: 'not_found' },
  });
});

/** A folder of Markdown that shows a picture. */
function withPicture() {
  const png = new Uint8Array(SAMPLES.png);
  const sha256 = createHash('sha256').update(png).digest('hex');
  const asset = { path: 'pixel.png', media_type: 'image/png', byte_size: png.length, sha256, width: 2, height: 3 };
  const files = Object.fromEntries(write({ ...COURSE, assets: [asset] }));
  return { files, sha256, png, place: assetAddress(asset).slice(1) };
}

test('the pictures of a folder come along with a plan that is applied later', async () => {
  const here = await freshWorkspace();
  const { client, workspace_id } = here;
  const { files, sha256, png, place } = withPicture();
  const run = await bring(here, await pack({ ...files, [place]: png }), 'plan');
  expect(run).toMatchObject({ state: 'planned', plan: { can_apply: true, problems: [] } });
  expect(await isWhatItSays(client, { workspace_id, sha256 })).toBe(true);
  expect(await applyImport(client, run.plan.import_id)).toMatchObject({ ok: true, data: { problems: [] } });
  const { data } = await client.from('assets').select('path, sha256').eq('workspace_id', workspace_id);
  expect(data).toEqual([{ path: 'pixel.png', sha256 }]);
});

test('a picture that cannot come along is told in the plan, by its file', async () => {
  const here = await freshWorkspace();
  const { files, place } = withPicture();
  const run = await bring(here, await pack({ ...files, [place]: 'another picture' }), 'plan');
  expect(run.plan).toMatchObject({
    can_apply: true,
    problems: [{ code: 'refused_file', severity: 'warning', kind: 'asset', file: place }],
  });
});

test('a lesson whose file was moved is told to stand in both places, where the plan is applied later', async () => {
  const here = await freshWorkspace();
  const files = Object.fromEntries(write(COURSE));
  const { 'd/t/c/b.md': lesson = '', 'd/t/c/_concept.yaml': concept = '', ...others } = files;
  const moved = {
    ...others,
    '.trailwright/files': `${Object.keys(files).join('\n')}\n`,
    'd/t/c/_concept.yaml': concept.replace(/^\s*- b\n/m, ''),
    'd/t/e/b.md': lesson,
  };
  const { plan } = await bring(here, await pack(moved), 'plan');
  expect(plan.problems).toMatchObject([
    { code: 'moved_file', message: expect.stringContaining('and in the concept c as well'), file: 'd/t/e/b.md' },
  ]);
});

test('what is wrong in a folder is told by file and line, and nothing is written', async () => {
  const here = await freshWorkspace();
  const broken = { ...course, 'joining/curriculum.yaml': 'course:\n  title: "open\n' };
  expect(await bring(here, await pack(broken), 'plan')).toMatchObject({
    state: 'refused',
    problems: [{ code: 'invalid_yaml', file: 'curriculum.yaml', line: expect.any(Number) }],
  });
  const { data } = await here.client.from('trails').select('id').eq('workspace_id', here.workspace_id);
  expect(data).toEqual([]);
});

test('a refused file stands in the log with its reason', async () => {
  const { client, workspace_id } = await freshWorkspace();
  const refusal = { code: 'no_course', is: null, sentence: 'No course.', instead: 'Choose another.' };
  const refused = await refuseFile(client, workspace_id, 'stuff', refusal);
  if (!refused.ok) throw new Error(JSON.stringify(refused.problem));
  expect(await readImport(client, workspace_id, refused.data.import_id)).toMatchObject({
    ok: true,
    data: { status: 'failed', file_name: 'stuff', refusal, error_message: 'No course. Choose another.' },
  });
});
