import { randomBytes } from 'node:crypto';
import { LLMock } from '@copilotkit/aimock';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { saveProvider, testProvider } from '#lib/generation/services/providers.ts';
import { testDatabase } from '../support/harness.ts';

const db = testDatabase();
const servers = [new LLMock({ port: 0 }), new LLMock({ port: 0 })] as const;
type Client = Awaited<ReturnType<Awaited<ReturnType<typeof db.gateway>>['signUp']>>['client'];
let client: Client;
let workspace: string;

beforeAll(async () => {
  const gateway = await db.gateway();
  vi.stubEnv('NEXT_PUBLIC_SUPABASE_URL', gateway.url);
  vi.stubEnv('NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY', gateway.publishableKey);
  vi.stubEnv('DATABASE_URL', db.url);
  vi.stubEnv('STUDIO_SECRETS_KEY', `k1:${randomBytes(32).toString('base64')}`);
  vi.stubEnv('STUDIO_PRIVATE_MODELS', '1');
  workspace = await db.createWorkspace();
  const { client: signedIn, id } = await gateway.signUp();
  client = signedIn;
  await db.addMember(workspace, id, 'admin');
  await Promise.all(servers.map((server) => server.start()));
  for (const server of servers)
    server.onMessage(/./, { content: '{"word": "ready"}', usage: { prompt_tokens: 9, completion_tokens: 3 } });
});
afterAll(() => Promise.all(servers.map((server) => server.stop())));

test('a key that is kept is tested at the address it was given for, and is sent to no other', async () => {
  const fields = (server: LLMock) => ({
    name: 'Local',
    protocol: 'openai' as const,
    base_url: `${server.url}/v1`,
    is_enabled: true,
    requests_a_minute: null,
    tokens_a_minute: null,
    at_once: null,
  });
  const given = { id: null, version: null, fields: fields(servers[0]), key: 'sk-kept', models: ['gpt-4o-mini'] };
  const saved = await saveProvider(client, workspace, given);
  if (!saved.ok) throw new Error(saved.problem.message);
  const tested = { id: saved.data, key: null, model: 'gpt-4o-mini' };
  expect(await testProvider(client, workspace, { ...tested, fields: fields(servers[0]) })).toMatchObject({ ok: true });
  expect(await testProvider(client, workspace, { ...tested, fields: fields(servers[1]) })).toMatchObject({
    ok: false,
    problem: { code: 'invalid_input' },
  });
  expect(servers.map((server) => server.getRequests().length)).toEqual([1, 0]);
});
