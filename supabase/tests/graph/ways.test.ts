import { describe, expect, test } from 'vitest';
import type { LinkLoop } from '#lib/graph/core/edits.ts';
import { GRAPH_CASES } from '#lib/graph/core/graph.cases.ts';
import { value } from '../support/authoring.ts';
import { insertLinks, LEVELS, linking, namesOf, nodes } from '../support/linking.ts';

const { db, here } = linking();

// What core says of these graphs is in lib/graph/core/reach.test.ts.
describe.each(LEVELS.map((level) => [level]))('%s graphs', (level) => {
  test.each(GRAPH_CASES.map((one) => [one.name, one] as const))('%s', async (_, { edges, ways, closed }) => {
    await db.asPerson('editor', async (sql) => {
      const ids = await nodes(sql, here.workspace, namesOf(edges), level);
      expect((await insertLinks(sql, here.workspace, ids, edges, level)).code).toBeNull();
      for (const { from, to, links } of ways) {
        const way = await value<LinkLoop | null>(sql, 'select public.link_way($1, $2, $3, $4)', [
          here.workspace,
          level,
          ids.get(from),
          ids.get(to),
        ]);
        expect(way && way.length - 1, `${from} to ${to}`).toBe(links);
      }
      for (const [source, targets] of Object.entries(closed))
        for (const target of namesOf(edges)) {
          if (target === source || edges.some(([a, b]) => a === source && b === target)) continue;
          await sql.query('savepoint tried');
          const { code } = await insertLinks(sql, here.workspace, ids, [[source, target]], level);
          expect(code, `${source} to ${target}`).toBe(targets.includes(target) ? 'TW001' : null);
          await sql.query('rollback to savepoint tried');
        }
    });
  });
});
