import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { value } from '../support/authoring.ts';
import { snapshotting } from '../support/snapshotting.ts';

const { db, sql, author, here } = snapshotting();

interface Size {
  source_bytes: number;
  lesson_bytes: number[];
  outputs: { content_type: string; answers: number; low: number; high: number }[];
}
const size = (places: string[], sources: string[] = []) =>
  value<Size>(sql, 'select public.read_job_size($1, $2, $3)', [here.workspace, places, sources]);

/** Asks as an editor of the workspace. */
async function asEditor<T>(text: string, values: unknown[]): Promise<T> {
  const editor = await db.createPerson();
  await db.addMember(here.workspace, editor, 'editor');
  return db.commitAsPerson(editor, (person) => value<T>(person, text, values));
}

describe('the size of a job', () => {
  test('is that of the lessons at its place and of its sources, in bytes and each once', async () => {
    const trail = await author.trail(await author.domain());
    const [first, second] = [await author.concept(trail), await author.concept(trail)] as [string, string];
    const long = await author.spark(undefined, { content_md: 'Größe' });
    const short = await author.spark(undefined, { content_md: 'abc' });
    await author.place(first, long, 0);
    await author.place(second, long, 0);
    await author.place(second, short, 1);
    const sizes = await size([short, second, randomUUID(), trail, first]);
    expect(sizes.lesson_bytes).toEqual([3, 3 + 7, 0, 3 + 7, 7]);
    expect(await size([])).toEqual({ source_bytes: 0, lesson_bytes: [], outputs: [] });
    const source = await asEditor<string>("select public.add_job_source($1, 'a.md', 'markdown', 'Wörter.', 1)", [
      here.workspace,
    ]);
    expect(await size([], [source, randomUUID()])).toMatchObject({ source_bytes: 8 });
  });

  test('knows how long answers of a kind were lately, and counts none that failed', async () => {
    const source = await asEditor<string>("select public.add_job_source($1, 'a.md', 'markdown', 'Words.', 1)", [
      here.workspace,
    ]);
    const job = await asEditor<string>("select public.start_job($1, 'trail_outline', 'Draft', $2)", [
      here.workspace,
      JSON.stringify({ source_ids: [source] }),
    ]);
    const step = await value<string>(db.owner, 'select id from public.step_runs where flow_run_id = $1', [job]);
    const call = (nth: number, template: string, tokens: number, outcome = 'ok') =>
      db.owner.query(
        `insert into public.llm_requests (workspace_id, flow_run_id, step_run_id, nth, book, outcome, output_tokens, template_version, sent_at, reserved_micros, cost_micros)
         values ($1, $2, $3, $4, 'settled', $5, $6, $7, now(), 0, 0)`,
        [here.workspace, job, step, nth, outcome, tokens, template],
      );
    for (const [nth, tokens] of [100, 200, 300, 400].entries()) await call(nth, 'quiz builtin-1', tokens);
    await call(4, 'quiz v2', 500);
    await call(5, 'quiz v2', 9_000, 'invalid');
    await call(6, 'spark_draft v1', 50);
    const { outputs } = await size([]);
    expect(outputs.sort((a, b) => a.content_type.localeCompare(b.content_type))).toEqual([
      { content_type: 'quiz', answers: 5, low: 200, high: 400 },
      { content_type: 'spark_draft', answers: 1, low: 50, high: 50 },
    ]);
  });
});

test('places are called by their titles, in the order that was asked for and without those of others', async () => {
  const trail = await author.trail(await author.domain());
  const concept = await author.concept(trail);
  const spark = await author.spark();
  const elsewhere = await db.createWorkspace();
  const foreign = await value<string>(
    db.owner,
    "insert into public.sparks (workspace_id, slug, title, content_md, estimated_mins, difficulty) values ($1, 'theirs', 'Theirs', 'Words', 1, 'beginner') returning id",
    [elsewhere],
  );
  const found = await value<{ id: string; kind: string; title: string }[]>(
    sql,
    'select public.read_job_places($1, $2)',
    [here.workspace, [spark, randomUUID(), foreign, trail, concept]],
  );
  expect(found.map(({ id, kind }) => [id, kind])).toEqual([
    [spark, 'spark'],
    [trail, 'trail'],
    [concept, 'concept'],
  ]);
  expect(found.every(({ title }) => title !== '')).toBe(true);
});
