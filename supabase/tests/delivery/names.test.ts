import { expect, test } from 'vitest';
import { createContent, stageAndPromote } from '../support/content-fixture.ts';
import { testDatabase } from '../support/harness.ts';

const db = testDatabase();

const MARKS = {
  generated_by: 'local-model',
  generation_date: '2026-11-30T10:00:00Z',
  template_version: 7,
  human_share: 0.25,
  reviewed_by: 'Rae Reviewer',
  reviewed_at: '2026-11-30T11:00:00Z',
  review_status: 'approved',
};

test('readers learn who approved a lesson only from what was staged while its workspace named them', async () => {
  const { workspace_id, slug, ids } = await createContent(db);
  await db.owner.query('update public.sparks set ai_metadata = $2 where id = $1', [ids.join, MARKS]);
  const provenanceIn = (snapshot: string) =>
    db.asAnon(async (sql) => {
      const { rows } = await sql.query("select public.content_entity($1, 'spark', 'join') -> 'provenance' as told", [
        snapshot,
      ]);
      return rows[0].told;
    });
  const unnamed = {
    generated_by: 'local-model',
    generation_date: MARKS.generation_date,
    // Of another kind than it should be: an import may hold anything.
    template_version: null,
    human_share: 0.25,
    reviewed_by: null,
    reviewed_at: MARKS.reviewed_at,
  };
  const before = await stageAndPromote(db.owner, workspace_id, 'v2');
  expect(await provenanceIn(before)).toEqual(unnamed);

  await db.owner.query('update public.workspaces set names_reviewers = true where slug = $1', [slug]);
  const named = await stageAndPromote(db.owner, workspace_id, 'v3');
  expect(await provenanceIn(named)).toEqual({ ...unnamed, reviewed_by: 'Rae Reviewer' });
  expect(await provenanceIn(before)).toEqual(unnamed);

  await db.owner.query('update public.workspaces set names_reviewers = false where slug = $1', [slug]);
  expect(await provenanceIn(named)).toEqual({ ...unnamed, reviewed_by: 'Rae Reviewer' });
  expect(await provenanceIn(await stageAndPromote(db.owner, workspace_id, 'v4'))).toEqual(unnamed);
});
