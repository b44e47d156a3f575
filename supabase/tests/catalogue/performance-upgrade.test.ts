import { expect, test } from 'vitest';
import { readPerformance, writePerformance } from '#lib/bundles/core/courses/performance.ts';
import { type ExportRow, toBundleItem, toImportItem } from '#lib/bundles/core/item.ts';
import type { Json, OutsidePart } from '#lib/bundles/core/outside.ts';
import { digestMigrations } from '#lib/studio/processes/frozen-migrations.ts';
import { Author, list, runImport, value } from '../support/authoring.ts';
import { installs, ROOT } from '../support/released.ts';

// What was recorded of courses before records of performance were content.

const { checkout, project } = installs();
const CONTENT_SINCE = '20261130000100';

const plain = {
  measured_on: '2026-01-01',
  views: 7,
  unique_visitors: 0,
  avg_engagement_rate: 0.1,
  key_learnings: ['One', { text: 'Two' }],
};
const odd = {
  created_at: '2026-01-02T10:00:00Z',
  id: 9,
  views: '12',
  unique_visitors: 1.5,
  search_impressions: null,
  conversion_rate: 2,
  avg_search_position: -1,
  key_learnings: null,
  suggested_improvements: 'Shorter',
  trail_slug: 'elsewhere',
  x_campaign: { name: 'spring', tags: [null] },
};
const timed = { measured_on: '2026-01-03T00:00:00Z', views: 0, avg_search_position: 3.25 };
const sources: [day: string, source: Json][] = [
  ['2026-01-01', plain],
  ['2026-01-02', odd],
  ['2026-01-03', timed],
];

/** What an import of a row brings; the order in which nulls are remembered says nothing. */
function imported(row: Json) {
  const part: OutsidePart = { items: [], records: [], problems: [] };
  readPerformance([row], 't', part);
  const [read] = part.items;
  if (!read) throw new Error('nothing was read');
  const { bundle_style: _style, ...fields } = toImportItem('trail_performance', 0, read.item).fields;
  return fields;
}

test('becomes content with a first version: as an import of the same file brings it, also of a course in the trash', async () => {
  const { sql, start } = await project();
  const files = Object.keys(await digestMigrations(ROOT));
  await start(await checkout(files.filter((file) => file < CONTENT_SINCE)));
  const workspace = await value<string>(
    sql,
    "insert into public.workspaces (slug, name) values ('w', 'Workspace') returning id",
  );
  const author = new Author(sql, workspace);
  const domain = await author.domain();
  const [alive, trashed] = [await author.trail(domain, 'alive'), await author.trail(domain, 'trashed')];
  const record = (trail: string, day: string, source: Json | null, views = 0) =>
    sql.query(
      'insert into public.trail_performance (workspace_id, trail_id, measured_on, views, source) values ($1, $2, $3, $4, $5)',
      [workspace, trail, day, views, source && JSON.stringify(source)],
    );
  for (const [day, source] of sources) await record(alive, day, source);
  await record(alive, '2026-01-04', null, 12);
  await record(trashed, '2026-01-01', plain);
  const trash = await value<string>(sql, "select public.trash($1, 'trail', $2)", [workspace, trashed]);
  await start(await checkout(files));

  const rows = await list<{ body: Json; ref_a_slug: string }>(
    sql,
    "select body, ref_a_slug from public.export_rows($1, 'trail_performance')",
    [workspace],
  );
  const written = rows.map(({ body, ref_a_slug: a }) => {
    const row: ExportRow = { body, a, b: null };
    return writePerformance(toBundleItem('trail_performance', row));
  });
  const typed = { measured_on: '2026-01-04', views: 12, unique_visitors: 0, search_impressions: 0 };
  expect(written).toEqual([...sources.map(([, source]) => source), typed]);
  for (const [at, [day, source]] of sources.entries())
    expect(rows[at]?.body, day).toMatchObject({ measured_on: day, ...imported(source) });

  // Corrected here, and then the file comes again, which has not moved: that is for people to decide.
  const corrected = "update public.trail_performance set views = 8 where trail_id = $1 and measured_on = '2026-01-01'";
  const person = await sql.connect();
  await person.query('begin');
  await person.query(corrected, [alive]);
  const item = (source: Json, day: string) => {
    const fields = imported(source);
    return { kind: 'trail_performance', key: `alive#${day}`, a: 'alive', fields: { measured_on: day, ...fields } };
  };
  const again = await runImport(
    person,
    workspace,
    sources.map(([day, source]) => item(source, day)),
  );
  expect(again.applied).toMatchObject({ ok: false, problems: [{ code: 'conflict', position: 0 }] });
  await person.query('rollback');
  person.release();

  const versions = () =>
    list(
      sql,
      `select r.operation::text, count(*)::int from public.revisions r
       where r.workspace_id = $1 and r.kind = 'trail_performance' group by 1 order by 1`,
      [workspace],
    );
  expect(await versions()).toEqual([
    { operation: 'create', count: 5 },
    { operation: 'delete', count: 1 },
  ]);
  const days = 'select measured_on, views::int, version from public.trail_performance where trail_id = $1';
  expect(await list(sql, days, [trashed])).toEqual([]);
  await sql.query('select public.undo_change_set($1)', [trash]);
  expect(await list(sql, days, [trashed])).toEqual([{ measured_on: '2026-01-01', views: 7, version: 3 }]);
}, 120_000);
