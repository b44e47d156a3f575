import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { CourseOrJob } from '#components/generation/course/course-or-job.tsx';
import { Place } from '#components/shell/place.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { keys } from '#lib/base/queries/keys.ts';
import { modelsRead } from '#lib/generation/reads/jobs.ts';
import { enter } from '../../enter.ts';

export const metadata: Metadata = { title: 'Start a job' };

/** What a job is to make, for what place, from what, and what it costs. */
export default async function StartRoute({ params }: { params: Promise<{ workspace: string }> }) {
  const seated = await enter(params);
  const { workspace, user_id } = seated;
  // Who may draft is part of the form: without it, the first press of the button would find that nothing is known yet.
  const models = await modelsRead.run(seated, {});
  const queries = new QueryClient();
  if (models.ok) queries.setQueryData(keys.models(workspace.slug), models.data);
  const address = inWorkspace(workspace.slug);
  return (
    <Place
      crumbs={[
        { label: workspace.name, href: address.home },
        { label: 'Generate', href: address.jobs },
        { label: 'Start a job' },
      ]}
    >
      <HydrationBoundary state={dehydrate(queries)}>
        <CourseOrJob workspace={workspace.slug} user_id={user_id} />
      </HydrationBoundary>
    </Place>
  );
}
