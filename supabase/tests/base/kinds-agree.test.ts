import { expect, test } from 'vitest';
import { CONTENT_KINDS, factsOf, ORDERED_KINDS } from '#lib/base/core/content-kinds.ts';
import { list } from '../support/authoring.ts';
import { testDatabase } from '../support/harness.ts';

const db = testDatabase();

interface Row {
  kind: (typeof CONTENT_KINDS)[number];
  table_name: string;
  has_slug: boolean;
  ref_a_kind: string | null;
  name_column: string | null;
  name_length: number | null;
  is_owned: boolean;
  is_placed: boolean;
  is_publishable: boolean;
  is_searched: boolean;
}

test('KINDS says of each kind what private.kinds says', async () => {
  const rows = await list<Row>(
    db.owner,
    `select kind, table_name, has_slug, ref_a_kind, name_column, name_length, is_owned, is_placed, is_publishable,
       search_weight is not null as is_searched
     from private.kinds order by kind`,
  );
  expect(rows.map(({ kind }) => kind)).toEqual(CONTENT_KINDS);
  for (const row of rows) {
    const facts = factsOf(row.kind);
    expect(facts.table, row.kind).toBe(row.table_name);
    expect(facts.is_publishable ?? false, row.kind).toBe(row.is_publishable);
    expect(facts.searched !== undefined, row.kind).toBe(row.is_searched);
    expect(ORDERED_KINDS.includes(row.kind as (typeof ORDERED_KINDS)[number]), row.kind).toBe(row.is_placed);
    // What joins two counts as a change of the first as well, without belonging to it alone.
    if (row.is_owned || facts.owner) expect(facts.owner, row.kind).toBe(row.ref_a_kind);
    if (facts.name) {
      expect([facts.name.field, facts.name.most], row.kind).toEqual([row.name_column, row.name_length]);
      expect(row.has_slug).toBe(true);
    }
    if (facts.parent && !facts.moves_as) expect(facts.parent.kind, row.kind).toBe(row.ref_a_kind);
  }
});
