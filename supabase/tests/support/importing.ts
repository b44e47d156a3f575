import { type Item, list, workingContent } from './authoring.ts';
import { workspacePerTest } from './workspace-per-test.ts';

export const spark = (slug: string, more: Record<string, unknown> = {}): Item => ({
  kind: 'spark',
  key: slug,
  fields: { slug, title: `Spark ${slug}`, content_md: 'text', estimated_mins: 5, difficulty: 'beginner', ...more },
});
export const beacon = (slug: string, name = 'Beacon'): Item => ({ kind: 'beacon', key: slug, fields: { slug, name } });
export const link = (a: string, b: string, more: Record<string, unknown> = {}): Item => ({
  kind: 'spark_link',
  key: `${a}>${b}`,
  a,
  b,
  fields: { link_type: 'related', ...more },
});

/** Two of each kind that a bundle brings, all referring to each other. */
export const course: Item[] = [
  { kind: 'domain', key: 'd', fields: { slug: 'd', name: 'Domain' } },
  { kind: 'trail', key: 't', a: 'd', fields: { slug: 't', title: 'Trail', difficulty_level: 'beginner' } },
  { kind: 'concept', key: 'c1', a: 't', fields: { slug: 'c1', title: 'One' } },
  { kind: 'concept', key: 'c2', fields: { slug: 'c2', title: 'Standalone', trail_id: null } },
  spark('s1'),
  spark('s2'),
  spark('s3'),
  beacon('b'),
  { kind: 'concept_spark', key: 'c1>s1', a: 'c1', b: 's1', fields: { order_index: 0 } },
  { kind: 'spark_beacon', key: 's1>b', a: 's1', b: 'b', fields: {} },
  link('s1', 's2'),
  link('s2', 's3'),
  { kind: 'concept_link', key: 'c1>c2', a: 'c1', b: 'c2', fields: { link_type: 'deepens', weight: 0.7 } },
  { kind: 'objective', key: 'c1#lo_1', a: 'c1', fields: { objective_id: 'lo_1', title: 'Can do' } },
  { kind: 'package', key: 's1', a: 's1', fields: { body: { exercise_bank: [], quiz: [] } } },
  { kind: 'asset', key: 'art/a.png', fields: { path: 'art/a.png', media_type: 'image/png' } },
];

/** What an import made of the workspace at hand. */
export function importing() {
  const base = workspacePerTest();
  const { sql, here } = base;

  const rows = (table: string) =>
    list<Record<string, unknown>>(sql, `select * from public.${table} where workspace_id = $1 order by ordinal`, [
      here.workspace,
    ]);
  const row = async (table: string, slug: string) => (await rows(table)).find((one) => one.slug === slug);
  const log = async (id: string) =>
    (await list<Record<string, unknown>>(sql, 'select * from public.import_logs where id = $1', [id]))[0];
  const content = () => workingContent(sql, here.workspace);

  return { ...base, rows, row, log, content };
}
