import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { EntityMissing } from '#components/catalogue/outline/entity-missing.tsx';
import { EntityOverview } from '#components/catalogue/outline/entity-overview.tsx';
import { SparkOverview } from '#components/catalogue/outline/spark-overview.tsx';
import type { Result } from '#lib/base/core/problem.ts';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { keys } from '#lib/base/queries/keys.ts';
import type { Seated } from '#lib/base/services/session.ts';
import { getLesson } from '#lib/catalogue/data/entities.ts';
import { readSparkContext } from '#lib/catalogue/data/sparks.ts';
import type { RenderedLesson } from '#lib/lessons/core/html/html.ts';
import { renderPreview } from '#lib/lessons/services.ts';
import { loadEntity } from '../../load.ts';

interface EntityPageProps {
  params: Promise<{ workspace: string; kind: string; slug: string }>;
}

export async function generateMetadata({ params }: EntityPageProps): Promise<Metadata> {
  const { workspace, kind, slug } = await params;
  const loaded = await loadEntity(workspace, kind, slug);
  if (loaded.is !== 'here') return { title: 'Outline' };
  return { title: 'title' in loaded.row ? loaded.row.title : loaded.row.name };
}

export default async function EntityPage({ params }: EntityPageProps) {
  const { workspace, kind, slug } = await params;
  const loaded = await loadEntity(workspace, kind, slug);
  if (loaded.is === 'nowhere') notFound();
  if (loaded.is !== 'here') {
    const trashed = loaded.is === 'trashed' ? loaded.trashed : null;
    return <EntityMissing workspace={workspace} kind={loaded.kind} slug={slug} trashed={trashed} />;
  }
  const { row, seated } = loaded;
  if (row.slug !== slug) redirect(inWorkspace(workspace).outlined(loaded.kind, row.slug));

  const queries = new QueryClient();
  queries.setQueryData(keys.entity(workspace, loaded.kind, row.id), row);
  if (loaded.kind !== 'spark') {
    return (
      <HydrationBoundary state={dehydrate(queries)}>
        <EntityOverview key={row.id} kind={loaded.kind} id={row.id} role={seated.role} />
      </HydrationBoundary>
    );
  }
  const [lesson, context] = await Promise.all([
    readPreview(seated, row.id),
    readSparkContext(seated.db, seated.workspace.id, row.id),
  ]);
  if (context.ok) queries.setQueryData(keys.sparkContext(workspace, row.id), context.data);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <SparkOverview
        key={row.id}
        id={row.id}
        html={lesson.ok ? lesson.data.html : ''}
        words={lesson.ok ? lesson.data.words : 0}
        minutes={lesson.ok ? lesson.data.minutes : 0}
      />
    </HydrationBoundary>
  );
}

/** The lesson as readers see it; its text stays here. */
async function readPreview({ db, workspace }: Seated, id: string): Promise<Result<RenderedLesson>> {
  const lesson = await getLesson(db, workspace.id, id);
  return lesson.ok ? renderPreview(db, workspace, lesson.data.content_md) : lesson;
}
