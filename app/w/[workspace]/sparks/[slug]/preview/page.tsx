import type { Metadata } from 'next';
import { notFound, redirect } from 'next/navigation';
import { ExercisePreview } from '#components/exercises/preview/exercise-preview.tsx';
import { can } from '#lib/base/core/permissions.ts';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { loadPreview } from '#lib/exercises/services/rendering.ts';
import { loadEntity } from '../../../outline/load.ts';

export const metadata: Metadata = { title: 'Learner preview' };

interface PreviewPageProps {
  params: Promise<{ workspace: string; slug: string }>;
  searchParams: Promise<{ from?: string; at?: string }>;
}

/** The exercises of a spark as learners see them: its quiz, its bank, or one of them, from the working content. */
export default async function PreviewPage({ params, searchParams }: PreviewPageProps) {
  const [{ workspace, slug }, { from, at }] = await Promise.all([params, searchParams]);
  const loaded = await loadEntity(workspace, 'spark', slug);
  if (loaded.is !== 'here' || !can(loaded.seated.role, 'content.read')) notFound();
  const { row, seated } = loaded;
  const what = {
    from: from === 'bank' ? 'bank' : 'quiz',
    at: at && /^\d{1,6}$/.test(at) ? Number(at) : undefined,
  } as const;
  if (row.slug !== slug) redirect(inWorkspace(workspace).played(row.slug, what));
  const preview = await loadPreview(seated, row.id, what);
  if (!preview.ok) throw new Error(preview.problem.message);
  return (
    <ExercisePreview
      // Another quiz begins at its first question.
      key={`${what.from} ${what.at}`}
      workspace={workspace}
      spark={{ id: row.id, slug: row.slug, title: 'title' in row ? row.title : row.slug }}
      what={what}
      {...preview.data}
    />
  );
}
