import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Db } from '#lib/base/data/clients/token.ts';
import { unzip } from '#lib/base/services/zip.ts';
import { exportQuestions, previewExport } from '#lib/exercises/services/export.ts';
import { Author } from '../support/authoring.ts';
import { testDatabase } from '../support/harness.ts';

const db = testDatabase();

const steps = (id: string) => ({
  id,
  exercise_type: 'ordering',
  stem: 'Put the steps in order.',
  items: [
    { id: '1', text: 'Knead' },
    { id: '2', text: 'Bake' },
  ],
});
const isSo = (id: string) => ({ id, exercise_type: 'true_false', stem: `Is ${id} so?`, answer: true });

async function withBanks() {
  const gateway = await db.gateway();
  const [editor, stranger] = [await gateway.signUp(), await gateway.signUp()];
  const workspace = await db.createWorkspace();
  await db.addMember(workspace, editor.id, 'editor');
  const author = new Author(db.owner, workspace);
  const bank = async (slug: string, language: string, exercise_bank: object[]) => {
    const spark = await author.spark(slug);
    const body = JSON.stringify({ meta: { language }, exercise_bank, quiz: [] });
    await db.owner.query('insert into packages (workspace_id, spark_id, body) values ($1, $2, $3)', [
      workspace,
      spark,
      body,
    ]);
    return spark;
  };
  const [bread, cake] = [
    await bank('bread', 'de', [isSo('rye'), steps('bread')]),
    await bank('cake', 'fr', [isSo('egg')]),
  ];
  return {
    client: editor.client as unknown as Db,
    stranger: stranger.client as unknown as Db,
    workspace_id: workspace,
    bread,
    cake,
  };
}

test('what an export would lose is known of every format before it is made, and the file keeps to it', async () => {
  const { client, stranger, workspace_id, bread, cake } = await withBanks();
  const preview = await previewExport(client, { workspace_id, scope: null });
  if (!preview.ok) throw new Error(preview.problem.message);
  expect(preview.data.moodle_xml?.counts).toMatchObject({ total: 3, not_taken: 0 });
  expect(preview.data.gift).toMatchObject({
    counts: { total: 3, whole: 2, not_taken: 1 },
    reasons: expect.arrayContaining([expect.objectContaining({ code: 'no_such_type', total: 1 })]),
  });

  const scope = [
    { spark_id: cake, exercise_ids: null },
    { spark_id: bread, exercise_ids: ['rye'] },
  ];
  const made = async () => {
    const written = await exportQuestions(client, { workspace_id, scope, format: 'gift', name: 'Baking' });
    if (!written.ok) throw new Error(written.problem.message);
    return Buffer.from(written.data.bytes);
  };
  const [first, second] = [await made(), await made()];
  expect(first.toString()).toMatch(/Is egg so\?[\s\S]*Is rye so\?/);
  const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
  expect(digest(first)).toBe(digest(second));

  expect(await exportQuestions(stranger, { workspace_id, scope, format: 'gift' })).toMatchObject({ ok: false });
  expect(
    await exportQuestions(client, { workspace_id, scope: [{ spark_id: cake, exercise_ids: ['gone'] }], format: 'csv' }),
  ).toMatchObject({ ok: false, problem: { code: 'not_found' } });
});

test('a SCORM package plays in the language of its lessons, where they have one', async () => {
  const { client, workspace_id, bread } = await withBanks();
  const pageOf = async (scope: Parameters<typeof exportQuestions>[1]['scope']) => {
    const written = await exportQuestions(client, { workspace_id, scope, format: 'scorm2004', name: 'Backen' });
    if (!written.ok) throw new Error(written.problem.message);
    expect(written.data.report.counts).toMatchObject({ whole: written.data.report.counts.total });
    const unpacked = await unzip(written.data.bytes, 'backen.zip');
    if (!unpacked.ok) throw new Error(unpacked.refusal.sentence);
    const page = unpacked.entries.find(({ name }) => name === 'index.html');
    return new TextDecoder().decode(page?.bytes);
  };
  const page = await pageOf([{ spark_id: bread, exercise_ids: null }]);
  expect(page).toContain('<html lang="de" dir="ltr">');
  expect(page).toContain('Is rye so?');
  expect(await pageOf(null)).toContain('<html dir="ltr">');
});
