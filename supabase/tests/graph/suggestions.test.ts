import { expect, test } from 'vitest';
import type { Db } from '#lib/base/data/clients/token.ts';
import { dismissSuggestion, readDismissed, readLessonTexts } from '#lib/graph/data/suggestions.ts';
import { readSuggestions } from '#lib/graph/services/suggestions.ts';
import { Author } from '../support/authoring.ts';
import { testDatabase } from '../support/harness.ts';

const db = testDatabase();

const LESSONS = {
  tides: 'A **tidal chart** tells when water is high. Each tidal chart has a zero; read tidal charts from the left.',
  harbour: 'Look at the tidal chart before you go in, and at the tidal chart of the next one.',
  cooking: 'Rice, beans and patience.',
};

/** An editor's client on a fresh workspace with a small course. */
async function course() {
  const gateway = await db.gateway();
  const { client, id } = await gateway.signUp();
  const workspace = await db.createWorkspace();
  await db.addMember(workspace, id, 'editor');
  const author = new Author(db.owner, workspace);
  const concept = await author.concept(null);
  const sparks = {} as Record<keyof typeof LESSONS, string>;
  for (const [at, slug] of (['tides', 'harbour', 'cooking'] as const).entries()) {
    sparks[slug] = await author.spark(slug, {
      title: slug === 'tides' ? 'Tidal charts' : slug,
      content_md: LESSONS[slug],
    });
    await author.place(concept, sparks[slug], at);
  }
  return { client: client as unknown as Db, workspace, author, sparks };
}

test('links are suggested from lessons, and not once they are drawn or waved off', async () => {
  const { client, workspace, author, sparks } = await course();
  const found = async () => {
    const answer = await readSuggestions(client, workspace);
    if (!answer.ok) throw new Error(answer.problem.message);
    expect(answer.data.lessons).toEqual({ read: 3, all: 3 });
    return answer.data.suggestions.map(({ source_id, target_id }) => [source_id, target_id]);
  };
  const pair = { source_id: sparks.tides, target_id: sparks.harbour };
  expect(await found()).toEqual([[sparks.tides, sparks.harbour]]);

  expect(await dismissSuggestion(client, workspace, { ...pair, is_dismissed: true })).toEqual({ ok: true, data: true });
  expect(await dismissSuggestion(client, workspace, { ...pair, is_dismissed: true })).toEqual({
    ok: true,
    data: false,
  });
  expect(await readDismissed(client, workspace)).toEqual({ ok: true, data: [[sparks.tides, sparks.harbour]] });
  expect(await found()).toEqual([]);

  await dismissSuggestion(client, workspace, { ...pair, is_dismissed: false });
  expect(await found()).toHaveLength(1);
  await author.link(sparks.tides, sparks.harbour);
  expect(await found()).toEqual([]);
});

test('only sparks of the workspace can be waved off, and only its members read its lessons', async () => {
  const [one, other] = [await course(), await course()];
  const { sparks, client, workspace } = one;
  const dismiss = (source_id: string, target_id: string) =>
    dismissSuggestion(client, workspace, { source_id, target_id, is_dismissed: true });
  expect(await dismiss(sparks.tides, other.sparks.harbour)).toEqual({ ok: true, data: false });
  expect(await dismiss(sparks.tides, sparks.tides)).toEqual({ ok: true, data: false });
  for (const refused of [
    await readSuggestions(client, other.workspace),
    await readLessonTexts(client, other.workspace, { limit: 10 }),
    await readDismissed(client, other.workspace),
    await dismissSuggestion(client, other.workspace, {
      source_id: other.sparks.tides,
      target_id: other.sparks.harbour,
      is_dismissed: true,
    }),
  ])
    expect(refused).toMatchObject({ ok: false, problem: { code: 'forbidden' } });
});

test('lessons come page by page, and key concepts as they are', async () => {
  const { client, workspace, author, sparks } = await course();
  await author.sql.query(
    'insert into public.lesson_profiles (workspace_id, spark_id, key_concepts) values ($1, $2, $3)',
    [workspace, sparks.tides, JSON.stringify(['tide', 7])],
  );
  const ids = Object.values(sparks).sort();
  const pages: string[] = [];
  for (let after: string | undefined; ; after = pages.at(-1)) {
    const page = await readLessonTexts(client, workspace, { after, limit: 2 });
    if (!page.ok || page.data.length === 0) break;
    pages.push(...page.data.map(({ id }) => id));
    const tides = page.data.find(({ id }) => id === sparks.tides);
    if (tides) expect(tides.key_concepts).toEqual(['tide', 7]);
  }
  expect(pages).toEqual(ids);
  // A number among them is no concept, and nothing to fail at.
  expect(await readSuggestions(client, workspace)).toMatchObject({ ok: true });
});
