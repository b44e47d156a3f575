import { expect, test } from 'vitest';
import type { LeftOut } from '#lib/generation/core/prompt/fit.ts';
import { value } from '../support/authoring.ts';
import { testDatabase } from '../support/harness.ts';
import { modelBench } from '../support/model-bench.ts';

// A prompt keeps to what its model reads at once, and says what it left out.

const db = testDatabase();
const bench = modelBench(db);
const { here, asAdmin, until, isOver } = bench;

const PIECE = {
  content: JSON.stringify({ title: 'Levain', content_md: 'A levain is a culture of yeast.', seo_notes: null }),
  usage: { prompt_tokens: 100, completion_tokens: 50 },
};
const paragraphs = (count: number) =>
  Array.from({ length: count }, (_, at) => `Paragraph ${at}. ${'word '.repeat(60)}`);
const addSource = (name: string, body: string) =>
  asAdmin<string>("select public.add_job_source($1, $2, 'markdown', $3, 1)", [here.workspace, name, body]);
const leftOut = (job: string) =>
  value<LeftOut[] | null>(
    db.owner,
    "select output -> 'left_out' from public.step_runs where flow_run_id = $1 and kind = 'ask'",
    [job],
  );
const sent = () => here.server.getRequests().map(({ body }) => JSON.stringify(body));

test('sources are cut for a model with a small window, and the step says which', async () => {
  await bench.setUp([{ model: 'small', context_tokens: 6_000 }]);
  here.server.onMessage(/./, PIECE);
  const body = paragraphs(30).join('\n\n');
  const source_ids = [
    await addSource('first.md', body.slice(0, 1_000)),
    await addSource('second.md', body),
    await addSource('third.md', 'Short.'),
  ];
  const job = await bench.start('companion_piece', { source_ids });
  bench.work();
  await until(job, isOver);
  expect((await bench.run(job)).status).toBe('completed');
  expect(await leftOut(job)).toEqual([
    { name: 'second.md', characters: body.length, left_out: expect.any(Number) },
    { name: 'third.md', characters: 6, left_out: 6 },
  ]);
  const [prompt] = sent();
  expect(prompt).toContain('Paragraph 3.');
  expect(prompt).not.toContain('Paragraph 29.');
  // The answer of a medium piece may have 3,000 tokens: three bytes each are left for the prompt.
  expect(
    JSON.parse(prompt ?? '').messages.reduce(
      (sum: number, one: { content: string }) => sum + Buffer.byteLength(one.content),
      0,
    ),
  ).toBeLessThanOrEqual(9_000);
  const seen = await asAdmin<{ steps: { kind: string; left_out: LeftOut[] | null }[] }>(
    'select public.read_job($1, $2)',
    [here.workspace, job],
  );
  expect(seen.steps.find(({ kind }) => kind === 'ask')?.left_out).toHaveLength(2);
});

test('a model that cannot read what is needed is passed over, and the next one gets all of it', async () => {
  await bench.setUp([
    { model: 'tiny', context_tokens: 2_000 },
    { model: 'large', context_tokens: 1_000_000 },
  ]);
  here.server.onMessage(/./, PIECE);
  const source = await addSource('a.md', paragraphs(30).join('\n\n'));
  const job = await bench.start('companion_piece', { source_ids: [source] });
  bench.work();
  await until(job, isOver);
  expect((await bench.booked()).map(({ model, role }) => `${role} ${model}`)).toEqual(['fallback large']);
  expect(await leftOut(job)).toBeNull();
  expect(sent()[0]).toContain('Paragraph 29.');
});

test('where no model can read it, the job says so and nothing is sent', async () => {
  await bench.setUp([{ model: 'tiny', context_tokens: 2_000 }]);
  const job = await bench.start('companion_piece', {});
  bench.work();
  await until(job, ({ status }) => status === 'failed');
  expect((await bench.run(job)).problem?.message).toContain('tiny reads and writes 2000 tokens at once');
  expect(here.server.getRequests()).toHaveLength(0);
});

test('a window that is not known cuts nothing, and the newest price that says one counts', async () => {
  await bench.setUp([{ model: 'some-model' }]);
  const window = () => value<number | null>(db.owner, "select private.window_of($1, 'some-model')", [here.workspace]);
  const add = (price: object) =>
    asAdmin('select public.add_prices($1, $2)', [
      here.workspace,
      JSON.stringify([{ model: 'some-model', input_micros: 1, output_micros: 1, ...price }]),
    ]);
  expect(await window()).toBeNull();
  await add({ valid_from: '2026-01-01T00:00:00Z', context_tokens: 8_000 });
  await add({ valid_from: '2026-01-02T00:00:00Z' });
  expect(await window()).toBe(8_000);
  await expect(add({ valid_from: '2026-01-03T00:00:00Z', context_tokens: 0 })).rejects.toMatchObject({ code: '23514' });
});
