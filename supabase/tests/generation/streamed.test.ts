import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ok } from '#lib/base/core/problem.ts';
import type { TakenStep } from '#lib/generation/core/step.ts';
import { routesOf } from '#lib/generation/data/books.ts';
import { takeStep } from '#lib/generation/data/queue.ts';
import { ask } from '#lib/generation/services/model/call.ts';
import { fresh, list } from '../support/authoring.ts';
import { testDatabase } from '../support/harness.ts';
import { modelBench } from '../support/model-bench.ts';
import { startTwoProtocols, type Used } from '../support/two-protocols.ts';

// The same answer costs the same, over whichever protocol it comes and whether it comes in pieces or at once.

const db = testDatabase();
const bench = modelBench(db);
const { here } = bench;
let server: Awaited<ReturnType<typeof startTwoProtocols>>;
let pool: pg.Pool;

beforeAll(() => {
  pool = new pg.Pool({ connectionString: db.url, max: 4 });
  pool.on('error', () => undefined);
});
afterAll(() => pool.end());
beforeEach(async () => {
  server = await startTwoProtocols();
});
afterEach(() => server.stop());

const WAYS = (['openai', 'openai_compatible', 'anthropic'] as const).flatMap((protocol) =>
  [true, false].map((is_streamed) => ({ protocol, is_streamed })),
);
type Way = (typeof WAYS)[number];
const TEXT = JSON.stringify({ title: 'Levain' });

/** Asks once in a step of its own, and gives the row that this left. */
async function bookedBy({ protocol, is_streamed }: Way, signal = new AbortController().signal, call_ms?: number) {
  const of = [
    here.workspace,
    JSON.stringify({ name: fresh(protocol), protocol, base_url: server.url, is_enabled: true }),
  ];
  const provider = await bench.asAdmin<string>('select public.set_provider($1, null, $2)', of);
  const routes = JSON.stringify([{ provider_id: provider, model: 'some-model' }]);
  await bench.asAdmin("select public.set_routes($1, 'balanced', $2)", [here.workspace, routes]);
  await bench.start('companion_piece', {});
  const step = (await takeStep(pool)) as TakenStep;
  const settings = { secrets_key: null, private_models: true, ...(call_ms && { call_ms }) };
  const caller = { db: pool, step, workspace_id: here.workspace, signal, settings };
  const messages = [{ role: 'user' as const, content: 'Say a title.' }];
  const came = await ask(caller, await routesOf(pool, here.workspace, 'balanced'), {
    promptWithin: async () => ok({ messages, template_version: null, left_out: [], fits: true }),
    schema: z.object({ title: z.string() }),
    max_output_tokens: 1_000,
    most_repairs: 0,
    shown: is_streamed ? () => '' : null,
    use: (answer) => answer,
  }).catch((error: Error) => ({ threw: error.name }));
  const rows = await list<Record<string, unknown>>(
    db.owner,
    `select book, outcome, input_tokens, cached_input_tokens, output_tokens, tokens_used, cost_micros, is_streamed from public.llm_requests where step_run_id = $1`,
    [step.id],
  );
  await db.owner.query("update public.flow_runs set status = 'cancelled' where id = $1", [step.flow_run_id]);
  expect(rows).toHaveLength(1);
  return { came, row: rows[0] };
}

const prices = () => bench.setUp([{ model: 'some-model' }]);
// A dollar a million in, a tenth of it cached, two dollars out: counted by hand.
const CASES: [name: string, used: Used | null, row: object][] = [
  ['plain', { input: 1_000, cached: 0, output: 300, reasoning: 0 }, { book: 'settled', cost_micros: '1600' }],
  ['cached input', { input: 1_003, cached: 400, output: 301, reasoning: 0 }, { book: 'settled', cost_micros: '1245' }],
  ['reasoning', { input: 10, cached: 0, output: 900, reasoning: 850 }, { book: 'settled', cost_micros: '1810' }],
  ['no usage', null, { book: 'unknown', input_tokens: null, cost_micros: '2011' }],
];

describe.each(CASES)('%s', (_, used, expected) => {
  test('every way leaves the same row', async () => {
    await prices();
    server.state.answer = { text: TEXT, used, end: 'whole' };
    for (const way of WAYS) {
      const { came, row } = await bookedBy(way);
      expect({ way, came }).toMatchObject({ way, came: { answer: { title: 'Levain' } } });
      expect({ way, row }).toMatchObject({
        way,
        row: {
          outcome: 'ok',
          is_streamed: way.is_streamed,
          ...(used && {
            input_tokens: String(used.input),
            cached_input_tokens: String(used.cached),
            output_tokens: String(used.output),
            tokens_used: String(used.input + used.output),
          }),
          ...expected,
        },
      });
    }
  });
});

test('an answer that breaks off leaves a row at the most that it can have cost', async () => {
  await prices();
  server.state.answer = { text: TEXT, used: { input: 10, cached: 0, output: 10, reasoning: 0 }, end: 'breaks' };
  for (const way of WAYS) {
    const { came, row } = await bookedBy(way);
    expect({ way, came }).toMatchObject({ way, came: { failed: expect.any(String) } });
    expect({ way, row }).toMatchObject({ way, row: { book: 'unknown', cost_micros: '2011', input_tokens: null } });
  }
});

test('an answer that somebody cancels, or that takes too long, leaves a row as well', async () => {
  await prices();
  server.state.answer = { text: TEXT, used: null, end: 'hangs' };
  for (const way of WAYS) {
    const cancelled = new AbortController();
    const asked = server.state.asked;
    const booking = bookedBy(way, cancelled.signal);
    await expect.poll(() => server.state.asked, { timeout: 20_000 }).toBe(asked + 1);
    cancelled.abort();
    const { came, row } = await booking;
    expect({ way, came }).toEqual({ way, came: { threw: 'AbortError' } });
    expect({ way, row }).toMatchObject({ way, row: { book: 'unknown', outcome: 'cut', cost_micros: '2011' } });
    expect((await bookedBy(way, undefined, 300)).row).toMatchObject({ book: 'unknown', outcome: 'failed' });
  }
});
