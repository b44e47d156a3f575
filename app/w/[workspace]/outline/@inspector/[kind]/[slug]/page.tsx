import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { LazyInspector } from '#components/catalogue/inspector/lazy-inspector.tsx';
import { keys } from '#lib/base/queries/keys.ts';
import { readSparkContext } from '#lib/catalogue/data/sparks.ts';
import { loadEntity } from '../../../load.ts';

interface InspectorPageProps {
  params: Promise<{ workspace: string; kind: string; slug: string }>;
}

export default async function InspectorPage({ params }: InspectorPageProps) {
  const { workspace, kind, slug } = await params;
  const loaded = await loadEntity(workspace, kind, slug);
  if (loaded.is !== 'here') return null;
  const { row, seated } = loaded;
  const queries = new QueryClient();
  queries.setQueryData(keys.entity(workspace, loaded.kind, row.id), row);
  if (loaded.kind === 'spark') {
    const context = await readSparkContext(seated.db, seated.workspace.id, row.id);
    if (context.ok) queries.setQueryData(keys.sparkContext(workspace, row.id), context.data);
  }
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <LazyInspector key={row.id} workspace={workspace} kind={loaded.kind} id={row.id} />
    </HydrationBoundary>
  );
}
