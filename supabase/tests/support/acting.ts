import { expect } from 'vitest';
import { list, value, workingContent } from './authoring.ts';
import { workspacePerTest } from './workspace-per-test.ts';

export interface Outcome {
  change_set_id: string | null;
  failed: { kind: string; id: string; code: string }[];
}

export const items = (kind: string, ...ids: string[]) => JSON.stringify(ids.map((id) => ({ kind, id })));

/** Acts on the workspace at hand, and what is where after them. */
export function acting() {
  const base = workspacePerTest();
  const { sql, here } = base;

  const act = <T = Outcome>(name: string, ...args: unknown[]) =>
    value<T>(sql, `select public.${name}(${['$1', ...args.map((_, at) => `$${at + 2}`)].join(', ')})`, [
      here.workspace,
      ...args,
    ]);
  const undo = (change_set: string | null) => sql.query('select public.undo_change_set($1)', [change_set]);
  const content = () => workingContent(sql, here.workspace);
  const inside = async (concept: string) =>
    (
      await list<{ slug: string }>(
        sql,
        'select s.slug from public.concept_sparks p join public.sparks s on s.id = p.spark_id where p.concept_id = $1 order by p.order_index, p.ordinal',
        [concept],
      )
    ).map(({ slug }) => slug);
  const links = async (level = 'spark') =>
    (
      await list<{ link: string }>(
        sql,
        `select a.slug || '>' || b.slug as link from public.${level}_links l join public.${level}s a on a.id = l.source_id
         join public.${level}s b on b.id = l.target_id where l.workspace_id = $1 order by 1`,
        [here.workspace],
      )
    ).map(({ link }) => link);

  /** Runs an act, expects undo to bring back exactly what was there, and does it again. */
  async function undoable<T extends { change_set_id: string | null }>(run: () => Promise<T>): Promise<T> {
    const before = await content();
    const first = await run();
    const after = await content();
    await undo(first.change_set_id);
    const restored = await content();
    // Versions count on; what was there is there again.
    expect(JSON.stringify(restored, without)).toEqual(JSON.stringify(before, without));
    expect(JSON.stringify(after, without)).not.toEqual(JSON.stringify(before, without));
    return run();
  }

  return { ...base, act, undo, content, inside, links, undoable };
}

const without = (key: string, one: unknown) =>
  ['version', 'updated_at', 'updated_by', 'created_at'].includes(key) ? undefined : one;
