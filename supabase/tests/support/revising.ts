import { list, value, workingContent } from './authoring.ts';
import { workspacePerTest } from './workspace-per-test.ts';

interface Revision {
  operation: string;
  version: number;
  entity_id: string;
  change_set_id: string;
  label: string | null;
  slug: string | null;
  author: string | null;
  body: Record<string, unknown>;
}

/** The history of the workspace at hand, and the ways back in it. */
export function revising() {
  const base = workspacePerTest();
  const { sql, here } = base;

  const revisions = (entity: string) =>
    list<Revision>(
      sql,
      'select operation::text, version, entity_id, change_set_id, label, slug, author, body from public.revisions where entity_id = $1 order by id',
      [entity],
    );
  const retitle = (id: string, title: string) =>
    sql.query('update public.sparks set title = $2 where id = $1', [id, title]);
  const lastChange = () =>
    value<string>(sql, 'select change_set_id from public.revisions where workspace_id = $1 order by id desc limit 1', [
      here.workspace,
    ]);
  const undo = (change_set: string) => value<string>(sql, 'select public.undo_change_set($1)', [change_set]);
  const trash = (kind: string, id: string, with_sparks = false) =>
    value<string>(sql, 'select public.trash($1, $2, $3, $4)', [here.workspace, kind, id, with_sparks]);
  const content = () => workingContent(sql, here.workspace);
  const spark = (id: string) => list<Record<string, unknown>>(sql, 'select * from public.sparks where id = $1', [id]);

  return { ...base, revisions, retitle, lastChange, undo, trash, content, spark };
}
