import { randomBytes } from 'node:crypto';
import { LLMock } from '@copilotkit/aimock';
import pg from 'pg';
import { pino } from 'pino';
import { afterEach, beforeEach, vi } from 'vitest';
import { stepsWith } from '#lib/generation/jobs/do-step.ts';
import { startStepRunner } from '#lib/generation/jobs/step-runner.ts';
import { encryptKey } from '#lib/generation/services/model/keys.ts';
import { list, value } from './authoring.ts';
import type { TestDatabase } from './harness.ts';

/** A run as a bench looks at it. */
export interface BenchRun {
  status: string;
  held: string | null;
  cost_micros: string;
  problem: { message: string } | null;
}

/** A call as the books have it. */
export interface Booked {
  role: string;
  book: string;
  outcome: string | null;
  model: string;
  input_tokens: string | null;
  cached_input_tokens: string | null;
  output_tokens: string | null;
  cost_micros: string;
  is_streamed: boolean;
  template_version: string | null;
  answer: string | null;
}

const secrets = `k1:${randomBytes(32).toString('base64')}`;

/**
 * A workspace with an admin and a server that speaks like providers do, new for each test of the file that calls this at its top level;
 * workers run until the test ends.
 */
export function modelBench(db: TestDatabase) {
  const here = {} as { workspace: string; admin: string; server: LLMock };
  const open = new Set<() => Promise<void>>();
  beforeEach(async () => {
    here.workspace = await db.createWorkspace();
    here.admin = await db.createPerson();
    await db.addMember(here.workspace, here.admin, 'admin');
    here.server = new LLMock({ port: 0 });
    await here.server.start();
  });
  afterEach(async () => {
    await Promise.all([...open].map((stop) => stop()));
    await here.server.stop();
  });
  const as = <T>(who: string, text: string, values: unknown[]) =>
    db.commitAsPerson(who, (sql) => value<T>(sql, text, values));
  const asAdmin = <T>(text: string, values: unknown[]) => as<T>(here.admin, text, values);
  const run = async (id: string): Promise<BenchRun> => {
    const text = 'select status, held, cost_micros, problem from public.flow_runs where id = $1';
    return (await list<BenchRun>(db.owner, text, [id]))[0] as BenchRun;
  };
  return {
    here,
    as,
    asAdmin,
    run,
    /** A provider with models in the order in which they are asked; each costs a dollar for a million tokens in, two out, a tenth cached. */
    setUp: async (models: { model: string; context_tokens?: number }[], protocol = 'openai'): Promise<string> => {
      const fields = { name: `Local ${protocol}`, protocol, base_url: `${here.server.url}/v1`, is_enabled: true };
      const of = [here.workspace, JSON.stringify(fields)];
      const id = await asAdmin<string>('select public.set_provider($1, null, $2)', of);
      const cipher = encryptKey(secrets, { workspace_id: here.workspace, provider_id: id }, 'sk-secret-key-of-ours');
      await asAdmin('select public.set_provider_key($1, $2, $3, $4)', [here.workspace, id, cipher, 'ours']);
      const routes = models.map(({ model }) => ({ provider_id: id, model }));
      await asAdmin("select public.set_routes($1, 'balanced', $2)", [here.workspace, JSON.stringify(routes)]);
      const cost = { input_micros: 1_000_000, cached_input_micros: 100_000, output_micros: 2_000_000 };
      const prices = models.map((one) => ({ ...one, ...cost }));
      await asAdmin('select public.add_prices($1, $2)', [here.workspace, JSON.stringify(prices)]);
      return id;
    },
    /** Starts a worker. */
    work: (slots = 4) => {
      const pool = new pg.Pool({ connectionString: db.url, max: 6 });
      pool.on('error', () => undefined);
      const runner = startStepRunner({
        databaseUrl: db.url,
        db: pool,
        log: pino({ level: 'silent' }),
        doStep: stepsWith({ secrets_key: secrets, private_models: true }),
        lookEveryMs: 100,
        slots,
      });
      const stop = async () => {
        open.delete(stop);
        await runner.stop();
        await pool.end();
      };
      open.add(stop);
    },
    start: (kind: string, params: object, place: { kind: string; id: string } | null = null) =>
      asAdmin<string>("select public.start_job($1, $2, 'Levain for beginners', $3, $4, $5)", [
        here.workspace,
        kind,
        JSON.stringify({ maker: 'model', topic: 'Levain for beginners', ...params }),
        place?.kind ?? null,
        place?.id ?? null,
      ]),
    until: (id: string, is: (run: BenchRun) => boolean) =>
      vi.waitUntil(async () => is(await run(id)), { timeout: 60_000, interval: 20 }),
    isOver: ({ status }: BenchRun): boolean => status !== 'pending' && status !== 'in_progress',
    booked: () =>
      list<Booked>(
        db.owner,
        `select role, book, outcome, model, input_tokens, cached_input_tokens, output_tokens, cost_micros, is_streamed, template_version, answer
         from public.llm_requests where workspace_id = $1 order by sent_at, nth`,
        [here.workspace],
      ),
    /** How many proposals a job has made. */
    proposals: (id: string) =>
      value<number>(db.owner, 'select count(*)::int from public.proposals where flow_run_id = $1', [id]),
  };
}
