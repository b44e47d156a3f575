import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { EntityMissing } from '#components/catalogue/outline/entity-missing.tsx';
import { Place } from '#components/shell/place.tsx';
import { Workbench } from '#components/workbench/workbench.tsx';
import { can } from '#lib/base/core/permissions.ts';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { keys } from '#lib/base/queries/keys.ts';
import { getLesson } from '#lib/catalogue/data/entities.ts';
import { readPending } from '#lib/catalogue/data/outline.ts';
import { readSparkContext, type SparkContext } from '#lib/catalogue/data/sparks.ts';
import { readReviewMarks } from '#lib/graph/data/review-marks.ts';
import { renderPreview } from '#lib/lessons/services.ts';
import { loadEntity } from '../../outline/load.ts';

interface SparkPageProps {
  params: Promise<{ workspace: string; slug: string }>;
}

export async function generateMetadata({ params }: SparkPageProps): Promise<Metadata> {
  const { workspace, slug } = await params;
  const loaded = await loadEntity(workspace, 'spark', slug);
  return { title: loaded.is === 'here' && 'title' in loaded.row ? loaded.row.title : 'Spark' };
}

export default async function SparkPage({ params }: SparkPageProps) {
  const { workspace, slug } = await params;
  const loaded = await loadEntity(workspace, 'spark', slug);
  if (loaded.is === 'nowhere') notFound();
  const outline = { label: 'Outline', href: inWorkspace(workspace).outline };
  if (loaded.is !== 'here') {
    const trashed = loaded.is === 'trashed' ? loaded.trashed : null;
    return (
      <Place crumbs={[outline, { label: trashed?.label ?? slug }]}>
        <EntityMissing workspace={workspace} kind="spark" slug={slug} trashed={trashed} />
      </Place>
    );
  }
  const { row, seated } = loaded;
  if (row.slug !== slug) redirect(inWorkspace(workspace).spark(row.slug));

  const itself = [{ kind: 'spark', id: row.id } as const];
  const [saved, context, pending, marks] = await Promise.all([
    getLesson(seated.db, seated.workspace.id, row.id),
    readSparkContext(seated.db, seated.workspace.id, row.id),
    readPending(seated.db, seated.workspace.id, itself),
    readReviewMarks(seated.db, seated.workspace.id, { spark_id: row.id }),
  ]);
  if (!saved.ok) notFound();
  if (!context.ok) throw new Error(context.problem.message);
  const lesson = await renderPreview(seated.db, seated.workspace, saved.data.content_md);
  const queries = new QueryClient();
  queries.setQueryData(keys.entity(workspace, 'spark', row.id), row);
  queries.setQueryData(keys.sparkContext(workspace, row.id), context.data);
  if (pending.ok) queries.setQueryData(keys.pending(workspace, itself), pending.data);
  if (marks.ok) queries.setQueryData(keys.reviewMarksOf(workspace, row.id), marks.data);

  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <Workbench
        key={row.id}
        workspace={workspace}
        id={row.id}
        crumbs={[outline, ...crumbsOf(workspace, context.data)]}
        may={{
          decide: can(seated.role, 'review.decide'),
          proposes: seated.workspace.asks_for_proposals && !can(seated.role, 'review.decide'),
        }}
        saved={{ content_md: saved.data.content_md, version: saved.data.version }}
        rendered={
          lesson.ok
            ? { html: lesson.data.html, words: lesson.data.words, minutes: lesson.data.minutes }
            : { html: '', words: 0, minutes: 0 }
        }
      />
    </HydrationBoundary>
  );
}

/** Through the first concept that the spark stands in. */
function crumbsOf(workspace: string, { places: [place] }: SparkContext) {
  if (!place) return [];
  const { trail, concept } = place;
  return [
    ...(trail ? [{ label: trail.title, href: inWorkspace(workspace).outlined('trail', trail.slug) }] : []),
    { label: concept.title, href: inWorkspace(workspace).outlined('concept', concept.slug) },
  ];
}
