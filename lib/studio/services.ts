import path from 'node:path';
import type { Result } from '#lib/base/core/problem.ts';
import { tokenClient } from '#lib/base/data/clients/token.ts';
import { applyImport, planImport } from '#lib/bundles/services/imports.ts';
import { fileSource } from '#lib/bundles/services/reader.ts';
import { DEMO_PASSWORD, demoEmail } from '#lib/people/core.ts';
import { getWorkspace } from '#lib/people/data/workspaces.ts';
import { promoteImport, stageImport } from '#lib/snapshots/data/snapshots.ts';

const BUNDLE = path.resolve(import.meta.dirname, '../../supabase/demo/bundle.json');

/** Imports, stages and promotes the demo course as the demo admin would: through the front door, once. */
export async function loadDemoCourse(api: { url: string; publishableKey: string }): Promise<void> {
  const guest = tokenClient(api.url, api.publishableKey);
  const { data, error } = await guest.auth.signInWithPassword({ email: demoEmail('admin'), password: DEMO_PASSWORD });
  if (error) throw error;
  const db = tokenClient(api.url, api.publishableKey, data.session.access_token);
  const workspace = need(await getWorkspace(db, 'demo'));

  const plan = need(await planImport(db, { workspace_id: workspace.id, source: await fileSource(BUNDLE) }));
  if (!plan.can_apply) throw new Error(`The demo course has problems: ${JSON.stringify(plan.problems.slice(0, 5))}`);
  const applied = need(await applyImport(db, plan.import_id));
  if (!applied.applied)
    throw new Error(`The demo course was not applied: ${JSON.stringify(applied.problems.slice(0, 5))}`);
  const staged = need(await stageImport(db, plan.import_id));
  if (!staged.ok) throw new Error(`The demo course cannot be staged: ${JSON.stringify(staged.blockers.slice(0, 5))}`);
  if (!staged.nothing_to_stage) need(await promoteImport(db, plan.import_id));
}

/** The shipped course is part of the program: a refusal here is a bug, not an expected failure. */
function need<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.problem.message, { cause: result.problem });
  return result.data;
}
