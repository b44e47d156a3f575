import { describe, expect, test } from 'vitest';
import type { LinkLoop } from '#lib/core/graph/edits';
import { GRAPH_CASES } from '#lib/core/graph/graph.cases';
import { value } from './authoring';
import { insertLinks, LEVELS, linking, namesOf, nodes } from './linking';

const { db, here } = linking();

// What core says of these graphs is in lib/core/graph/reach.test.ts.
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
