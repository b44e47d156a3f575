import { randomBytes } from 'node:crypto';
import { LLMock } from '@copilotkit/aimock';
import pg from 'pg';
import { type Logger, pino } from 'pino';
import { afterEach, beforeEach } from 'vitest';
import { stepsWith } from '#lib/generation/jobs/do-step.ts';
import { startStepRunner } from '#lib/generation/jobs/step-runner.ts';
import { encryptKey } from '#lib/generation/services/model/keys.ts';
import { value } from './authoring.ts';
import type { testDatabase } from './harness.ts';

/** What a server that counts tokens answers; priced at a dollar for a million tokens in and two out, this costs 200 micro-dollars. */
export const answerOf = (content: unknown, usage = { prompt_tokens: 100, completion_tokens: 50 }) => ({
  content: typeof content === 'string' ? content : JSON.stringify(content),
  usage,
});

/** A server that stands in for models, and workers that ask it, for the test file that calls this at its top level. */
export function modelStudio(db: ReturnType<typeof testDatabase>) {
  const secrets = `k1:${randomBytes(32).toString('base64')}`;
  const open = new Set<() => Promise<void>>();
  const here = { server: new LLMock({ port: 0 }) };

  beforeEach(async () => {
    here.server = new LLMock({ port: 0 });
    await here.server.start();
  });
  afterEach(async () => {
    await Promise.all([...open].map((stop) => stop()));
    await here.server.stop();
  });

  /** A provider at the server with a model that has a price; an admin of the workspace sets it up, and it is the only route. */
  async function addModel(workspace: string, admin: string, name = 'Local', model = 'gpt-test'): Promise<string> {
    const as = <T>(text: string, values: unknown[]) => db.commitAsPerson(admin, (sql) => value<T>(sql, text, values));
    const fields = { name, protocol: 'openai', base_url: `${here.server.url}/v1`, is_enabled: true };
    const id = await as<string>('select public.set_provider($1, null, $2)', [workspace, JSON.stringify(fields)]);
    const cipher = encryptKey(secrets, { workspace_id: workspace, provider_id: id }, 'sk-secret-key-of-ours');
    await as('select public.set_provider_key($1, $2, $3, $4)', [workspace, id, cipher, 'ours']);
    const price = { model, input_micros: 1_000_000, cached_input_micros: 100_000, output_micros: 2_000_000 };
    await as('select public.add_prices($1, $2)', [workspace, JSON.stringify([price])]);
    const route = [{ provider_id: id, model }];
    await as('select public.set_routes($1, $2, $3)', [workspace, 'balanced', JSON.stringify(route)]);
    return id;
  }

  /** A worker, as in a process of its own, until the test ends. */
  function work(log: Logger = pino({ level: 'silent' })): () => Promise<void> {
    const pool = new pg.Pool({ connectionString: db.url, max: 6 });
    pool.on('error', () => undefined);
    const runner = startStepRunner({
      databaseUrl: db.url,
      db: pool,
      log,
      doStep: stepsWith({ secrets_key: secrets, private_models: true }),
      lookEveryMs: 100,
    });
    const stop = async () => {
      open.delete(stop);
      await runner.stop();
      await pool.end();
    };
    open.add(stop);
    return stop;
  }

  return { here, addModel, work };
}
