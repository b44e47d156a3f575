import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Db } from '#lib/data/clients/token';
import { bufferSource } from '#lib/services/bundle-reader';
import { exportBundle } from '#lib/services/exports';
import { applyImport, planImport, undoImport } from '#lib/services/imports';
import { testDatabase } from './harness';

const CONTENT = process.env.TRAILWRIGHT_CONTENT_DIR ?? path.resolve(import.meta.dirname, '../../../shared/content');
const COURSES = [
  'git-novice',
  'iot-for-beginners',
  'hf-llm-course',
  'exercism-elixir',
  'exercism-javascript',
  'stress-metamath-ql',
];
const NOW = new Date('2026-01-01T00:00:00Z');
const db = testDatabase();

/** A person's client on a fresh workspace of which they are admin. */
async function freshWorkspace(): Promise<{ client: Db; workspace_id: string; user_id: string }> {
  const gateway = await db.gateway();
  const { client, id } = await gateway.signUp();
  const workspace_id = await db.createWorkspace();
  await db.addMember(workspace_id, id, 'admin');
  return { client: client as unknown as Db, workspace_id, user_id: id };
}

async function importWhole(client: Db, workspace_id: string, bytes: Uint8Array) {
  const plan = await planImport(client, { workspace_id, source: bufferSource('bundle.json', bytes) });
  if (!plan.ok) throw new Error(JSON.stringify(plan.problem));
  expect(plan.data.problems.filter((problem) => problem.severity === 'error')).toEqual([]);
  const applied = await applyImport(client, plan.data.import_id);
  if (!applied.ok) throw new Error(JSON.stringify(applied.problem));
  return { plan: plan.data, applied: applied.data };
}

describe('real courses', () => {
  test.each(COURSES.map((name) => [name]))(
    '%s comes back deep-equal, a second import changes nothing, and undo empties the workspace',
    async (name) => {
      const file = path.join(CONTENT, name, 'bundle.json');
      if (!existsSync(file)) {
        console.warn(`skipped: ${file} is not here`);
        return;
      }
      const bytes = await readFile(file);
      const { client, workspace_id } = await freshWorkspace();
      const first = await importWhole(client, workspace_id, bytes);
      expect(first.plan.totals.update + first.plan.totals.unchanged + first.plan.totals.conflict).toBe(0);

      const exported = await exportBundle(client, { workspace_id, now: NOW });
      expect(exported.ok && exported.data).toEqual(JSON.parse(bytes.toString()));

      const second = await importWhole(client, workspace_id, bytes);
      expect(second.applied).toMatchObject({ applied: true, receipt: { changed: 0, change_set_id: null } });

      expect(await undoImport(client, first.plan.import_id)).toMatchObject({ ok: true });
      const empty = await exportBundle(client, { workspace_id, now: NOW });
      expect(empty.ok && empty.data.sparks).toEqual([]);
      expect(empty.ok && empty.data.spark_links).toEqual([]);
    },
  );
});
