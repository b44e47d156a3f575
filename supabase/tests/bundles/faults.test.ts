import { readFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { Db } from '#lib/base/data/clients/token.ts';
import { setImportStatus } from '#lib/bundles/data/imports.ts';
import { applyImport, planImport } from '#lib/bundles/services/imports.ts';
import { bufferSource } from '#lib/bundles/services/reader.ts';
import { testDatabase } from '../support/harness.ts';

const DEMO = path.resolve(import.meta.dirname, '../../demo/bundle.json');
const db = testDatabase();

async function freshWorkspace(): Promise<{ client: Db; workspace_id: string; user_id: string }> {
  const gateway = await db.gateway();
  const { client, id } = await gateway.signUp();
  const workspace_id = await db.createWorkspace();
  await db.addMember(workspace_id, id, 'admin');
  return { client: client as unknown as Db, workspace_id, user_id: id };
}

async function entities(workspace_id: string): Promise<{ sparks: number; links: number; revisions: number }> {
  const { rows } = await db.owner.query(
    `select (select count(*)::int from public.sparks where workspace_id = $1) as sparks,
            (select count(*)::int from public.spark_links where workspace_id = $1) as links,
            (select count(*)::int from public.revisions where workspace_id = $1) as revisions`,
    [workspace_id],
  );
  return rows[0];
}

/** Ends the connection that is applying an import, as soon as there is one, after some more turns of the loop. */
async function cutApply(turns: number): Promise<boolean> {
  for (let asked = 0; asked < 400; asked++) {
    const { rows } = await db.owner.query(
      `select pid from pg_stat_activity where datname = current_database() and state = 'active'
         and query like '%apply_import%' and pid <> pg_backend_pid()`,
    );
    if (rows.length > 0 && turns-- <= 0) {
      await db.owner.query('select pg_terminate_backend($1)', [rows[0].pid]);
      return true;
    }
  }
  return false;
}

describe('an import that is cut off', () => {
  test('at twenty moments leaves the workspace as it was or has it all, and the log says failed when its time has come', async () => {
    const bytes = await readFile(DEMO);
    const sparks = JSON.parse(bytes.toString()).sparks.length;
    let cut = 0;
    for (let moment = 0; moment < 20; moment++) {
      const { client, workspace_id, user_id } = await freshWorkspace();
      const plan = await planImport(client, { workspace_id, source: bufferSource('demo', bytes) });
      if (!plan.ok) throw new Error(plan.problem.message);
      const { import_id } = plan.data;
      expect(await setImportStatus(client, import_id, 'importing')).toMatchObject({ ok: true });

      const connection = await db.connect();
      await db.beginAs(connection, user_id);
      const applying = connection
        .query('select public.apply_import($1)', [import_id])
        .then(() => connection.query('commit'));
      const [outcome] = await Promise.allSettled([applying, cutApply(moment)]);

      const found = await entities(workspace_id);
      if (outcome.status === 'fulfilled') {
        expect(found.sparks).toBe(sparks);
        expect(await statusOf(import_id)).toBe('ready');
        continue;
      }
      cut++;
      expect(found).toEqual({ sparks: 0, links: 0, revisions: 0 });
      await reapAfterAWhile(import_id);
      expect(await statusOf(import_id)).toBe('failed');
      const late = await applyImport(client, import_id);
      expect(late, JSON.stringify(late)).toMatchObject({ ok: false, problem: { code: 'wrong_state' } });
    }
    expect(cut).toBeGreaterThan(5);
  });

  test('can be started again', async () => {
    const bytes = await readFile(DEMO);
    const { client, workspace_id } = await freshWorkspace();
    const first = await planImport(client, { workspace_id, source: bufferSource('demo', bytes) });
    if (!first.ok) throw new Error(first.problem.message);
    await setImportStatus(client, first.data.import_id, 'importing');
    await reapAfterAWhile(first.data.import_id);
    const again = await planImport(client, { workspace_id, source: bufferSource('demo', bytes) });
    expect(again.ok && (await applyImport(client, again.data.import_id))).toMatchObject({
      ok: true,
      data: { problems: [] },
    });
  });
});

async function statusOf(import_id: string): Promise<string> {
  const { rows } = await db.owner.query('select status from public.import_logs where id = $1', [import_id]);
  return rows[0].status;
}

/** What the worker does every minute, a minute later; a backend that was ended may take a moment to let go of its lock. */
async function reapAfterAWhile(import_id: string): Promise<void> {
  await db.owner.query(`update public.import_logs set touched_at = now() - interval '1 minute' where id = $1`, [
    import_id,
  ]);
  await vi.waitUntil(async () => {
    await db.owner.query('select private.fail_abandoned_imports()');
    return (await statusOf(import_id)) === 'failed';
  });
}

describe('mutated bundles', () => {
  const spark = (at: number) => ({
    title: `Spark ${at}`,
    slug: `s-${at}`,
    content_md: 'x',
    estimated_mins: 5,
    difficulty: 'beginner',
    is_published: true,
  });
  const bundle = {
    schema_version: '1.0.0',
    version_label: 'mutants',
    metadata: { generated_at: '2026-01-01T00:00:00Z', source_system: 'test' },
    domains: [{ name: 'Domain', slug: 'd' }],
    trails: [{ domain_slug: 'd', title: 'Trail', slug: 't', difficulty_level: 'beginner' }],
    concepts: [{ trail_slug: 't', title: 'Concept', slug: 'c', order_index: 0 }],
    sparks: [spark(0), spark(1), spark(2)],
    beacons: [{ name: 'Beacon', slug: 'b', category: 'level' }],
    concept_sparks: [{ concept_slug: 'c', spark_slug: 's-0' }],
    spark_beacons: [{ spark_slug: 's-0', beacon_slug: 'b' }],
    spark_links: [{ source_slug: 's-0', target_slug: 's-1', link_type: 'related', weight: 0.4 }],
    concept_links: [],
    objectives: [{ concept_slug: 'c', id: 'lo_1', title: 'Objective' }],
    packages: [{ spark_slug: 's-0', package: { exercise_bank: [{ id: 'e' }], quiz: ['e'] } }],
  };
  const places = Object.entries(bundle).flatMap(([list, value]) =>
    Array.isArray(value)
      ? value.flatMap((item, at) => Object.keys(item).map((field) => [list, at, field] as const))
      : [],
  );
  const odd = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom('\0', '\ud800', 's-1', 's-2', 'nowhere', '', -1, 1e308, 2_147_483_648, 'é'.repeat(600), null),
  );

  test('are applied whole or refused with typed problems, and never with a bug', async () => {
    const { client, workspace_id } = await freshWorkspace();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(...places), odd), { minLength: 1, maxLength: 3 }),
        async (mutations) => {
          const mutant = structuredClone(bundle) as unknown as Record<string, Record<string, unknown>[]>;
          for (const [[list, at, field], value] of mutations)
            (mutant[list]?.[at] as Record<string, unknown>)[field] = value;
          const before = await entities(workspace_id);
          const plan = await planImport(client, {
            workspace_id,
            source: bufferSource('mutant', new TextEncoder().encode(JSON.stringify(mutant))),
          });
          if (!plan.ok) throw new Error(`plan: ${JSON.stringify(plan.problem)}`);
          if (!plan.data.can_apply) {
            expect(await entities(workspace_id)).toEqual(before);
            return;
          }
          const applied = await applyImport(client, plan.data.import_id, 'theirs');
          if (!applied.ok) {
            expect(applied.problem.code, JSON.stringify([mutations, applied.problem])).not.toBe('bug');
            expect(await entities(workspace_id)).toEqual(before);
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});
