import { beforeAll, describe, expect, test } from 'vitest';
import { digestMigrations, type Release, readReleases } from '#lib/studio/processes/frozen-migrations.ts';
import { readSchema } from '#lib/studio/processes/schema-text.ts';
import { value } from '../support/authoring.ts';
import { testDatabase } from '../support/harness.ts';
import { allRows, installs, lost, ROOT, writeAs } from '../support/released.ts';

// Whoever has a release and its content gets the newest version: every migration since goes in, the schema is that of a fresh
// install, and nothing of what they wrote is lost.

const fresh = testDatabase();
const { checkout, project } = installs();

let releases: Release[];
let head: string[];
beforeAll(async () => {
  releases = await readReleases(ROOT);
  head = Object.keys(await digestMigrations(ROOT));
});

/** An install of that release, with content. */
async function used(release: Release) {
  const database = await project();
  const files = Object.keys(release.migrations);
  expect(await database.start(await checkout(files))).toBe(files.length);
  await writeAs(database.sql, release.version);
  return { ...database, before: await allRows(database.sql), files };
}

/** A migration that comes after all there are. */
const LATER = '29990101000000_later.sql';

describe('from a release to this version', () => {
  test('there is one to begin with, and every kind of content is in it', async () => {
    expect(releases.map(({ version }) => version)).toContain('0.1.0');
    const { sql, before } = await used(releases[0] as Release);
    const empty = await value<string[]>(
      sql,
      `select coalesce(array_agg(k.kind::text), '{}') from private.kinds k
       where not exists (select from public.revisions r where r.kind = k.kind)`,
    );
    expect(empty).toEqual([]);
    const filled = [...before].filter(([, rows]) => rows.length > 0).map(([name]) => name);
    for (const table of [
      'change_sets',
      'snapshots',
      'import_logs',
      'slug_redirects',
      'dirty_entities',
      'review_marks',
    ]) {
      expect(filled, `${table} holds something`).toContain(table);
    }
  }, 120_000);

  test('the schema ends up as on a fresh install, and nothing is lost', async () => {
    for (const release of releases) {
      const { url, sql, start, before, files } = await used(release);
      const applied = await start(await checkout(head));
      expect(applied, release.version).toBe(head.length - files.length);
      expect((await readSchema(url)) === (await readSchema(fresh.url)), `${release.version}: the same schema`).toBe(
        true,
      );
      expect(lost(before, await allRows(sql)), release.version).toEqual([]);
      const space = await value<string>(sql, "select id from public.workspaces where slug = 'upgrade'");
      const snapshot = await value<string>(
        sql,
        "select id from public.snapshots where workspace_id = $1 and status = 'current'",
        [space],
      );
      expect(await value(sql, 'select public.verify_snapshot($1)', [snapshot])).toMatchObject({ ok: true });
    }
  }, 120_000);
});

describe('the test itself', () => {
  test('a migration of tomorrow goes on top of the content and shows in the schema', async () => {
    const made = {
      [LATER]: `alter table public.sparks add column motto text not null default 'Learn';
        update public.sparks set motto = left(title, 20);`,
    };
    const { url, sql, start, before } = await used(releases[0] as Release);
    const old = await readSchema(url);
    await start(await checkout(head, made));
    const upgraded = await readSchema(url);
    expect(upgraded === old).toBe(false);
    expect(upgraded).toContain('motto text not null');
    const clean = await project();
    await clean.start(await checkout(head, made));
    expect((await readSchema(clean.url)) === upgraded).toBe(true);
    // Saving the motto made a new version of every spark, and says so: the rest is as it was.
    const tables = new Set(lost(before, await allRows(sql)).map((line) => line.split(':')[0]));
    expect([...tables]).toEqual(['sparks']);
  }, 120_000);

  test('one that only fits an empty database is refused where there is content, and takes nothing along', async () => {
    const made = {
      [LATER]: "update public.domains set name = 'Renamed'; alter table public.sparks add column motto text not null;",
    };
    const clean = await project();
    await clean.start(await checkout(head, made));
    const { sql, url, start } = await used(releases[0] as Release);
    // What has come since the release goes in first: it is the last one that is refused.
    await start(await checkout(head));
    const [old, before] = [await readSchema(url), await allRows(sql)];
    await expect(start(await checkout(head, made))).rejects.toThrow(/29990101000000_later.*contains null values/s);
    expect((await readSchema(url)) === old).toBe(true);
    expect(lost(before, await allRows(sql))).toEqual([]);
  }, 120_000);
});
