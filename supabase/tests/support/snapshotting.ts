import { list, type Sql, value } from './authoring.ts';
import { workspacePerTest } from './workspace-per-test.ts';

interface Snapshot {
  id: string;
  seq: number;
  status: string;
  parent_id: string | null;
  is_pinned: boolean;
}

interface Verified {
  ok: boolean;
  content_hash: string;
  problems: { rule: string }[];
}

/** What people do with the snapshots of the workspace at hand, and what they see of them. */
export function snapshotting() {
  const base = workspacePerTest();
  const { sql, author, here } = base;

  const snapshots = () =>
    list<Snapshot>(
      sql,
      'select id, seq, status::text, parent_id, is_pinned from public.snapshots where workspace_id = $1 order by created_at, seq',
      [here.workspace],
    );
  const status = (id: string) => value<string>(sql, 'select status::text from public.snapshots where id = $1', [id]);
  const promote = (id: string) => sql.query('select public.promote_snapshot($1)', [id]);
  const rollback = (id: string | null = null) =>
    sql.query('select public.rollback_snapshot($1, $2)', [here.workspace, id]);
  const retitle = (id: string, title: string) =>
    sql.query('update public.sparks set title = $2 where id = $1', [id, title]);
  const verify = (id: string, on: Sql = sql) => value<Verified>(on, 'select public.verify_snapshot($1)', [id]);

  async function pending(snapshot: string | null = null): Promise<Map<string, string>> {
    const rows = await list<{ key: string; change: string }>(
      sql,
      "select kind || ':' || entity_id as key, change from public.pending_differences($1, $2)",
      [here.workspace, snapshot],
    );
    return new Map(rows.map((row) => [row.key, row.change]));
  }

  /** One entity of most kinds, all published. */
  async function course() {
    const domain = await author.domain(undefined, { is_published: true });
    const trail = await author.trail(domain, undefined, { is_published: true });
    const concept = await author.concept(trail, undefined, { is_published: true });
    const [first, second] = [
      await author.spark(undefined, { is_published: true }),
      await author.spark(undefined, { is_published: true }),
    ];
    const places = [await author.place(concept, first, 0), await author.place(concept, second, 1)];
    const link = await author.link(first, second);
    const beacon = await author.beacon();
    const mark = await author.mark(first, beacon);
    const lesson = await author.lessonPackage(first);
    return { domain, trail, concept, first, second, places, link, beacon, mark, lesson };
  }

  return { ...base, snapshots, status, promote, rollback, retitle, verify, pending, course };
}
