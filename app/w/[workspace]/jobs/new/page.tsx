import type { Metadata } from 'next';
import { CourseOrJob } from '#components/generation/course/course-or-job.tsx';
import { Place } from '#components/shell/place.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { enter } from '../../enter.ts';

export const metadata: Metadata = { title: 'Start a job' };

/** What a job is to make, for what place, from what, and what it costs. */
export default async function StartRoute({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace, user_id } = await enter(params);
  const address = inWorkspace(workspace.slug);
  return (
    <Place
      crumbs={[
        { label: workspace.name, href: address.home },
        { label: 'Generate', href: address.jobs },
        { label: 'Start a job' },
      ]}
    >
      <CourseOrJob workspace={workspace.slug} user_id={user_id} />
    </Place>
  );
}
