import path from 'node:path';
import type { Result } from '#lib/base/core/problem.ts';
import { tokenClient } from '#lib/base/data/clients/token.ts';
import { fileSource } from '#lib/bundles/services/reader.ts';
import { runImport } from '#lib/bundles/services/run.ts';
import { DEMO_PASSWORD, demoEmail } from '#lib/people/core/demo.ts';
import { getWorkspace } from '#lib/people/data/workspaces.ts';

const BUNDLE = path.resolve(import.meta.dirname, '../../supabase/demo/bundle.json');

/** Imports, stages and promotes the demo course as the demo admin would: through the front door, once. */
export async function loadDemoCourse(api: { url: string; publishableKey: string }): Promise<void> {
  const guest = tokenClient(api.url, api.publishableKey);
  const { data, error } = await guest.auth.signInWithPassword({ email: demoEmail('admin'), password: DEMO_PASSWORD });
  if (error) throw error;
  const db = tokenClient(api.url, api.publishableKey, data.session.access_token);
  const workspace = need(await getWorkspace(db, 'demo'));

  const source = await fileSource(BUNDLE);
  const run = need(await runImport(db, { workspace_id: workspace.id, source, goal: 'promote' }));
  if (run.state === 'promoted') return;
  const why = run.state === 'refused' ? run.problems : run.state === 'blocked' ? run.blockers : [];
  throw new Error(`The demo course came only as far as “${run.state}”: ${JSON.stringify(why.slice(0, 5))}`);
}

/** The shipped course is part of the program: a refusal here is a bug, not an expected failure. */
function need<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.problem.message, { cause: result.problem });
  return result.data;
}
