import type { Metadata } from 'next';
import { JobsPage } from '#components/generation/jobs-page.tsx';
import { Place } from '#components/shell/place.tsx';
import { can } from '#lib/base/core/permissions.ts';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { enter } from '../../enter.ts';

export const metadata: Metadata = { title: 'Courses' };

/** The courses that are being made, and those that were. */
export default async function CourseJobsRoute({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace, role } = await enter(params);
  const address = inWorkspace(workspace.slug);
  return (
    <Place
      crumbs={[
        { label: workspace.name, href: address.home },
        { label: 'Generate', href: address.jobs },
        { label: 'Courses' },
      ]}
    >
      <JobsPage workspace={workspace.slug} mayStart={can(role, 'job.start')} isOfCourses />
    </Place>
  );
}
