import type { Metadata } from 'next';
import { JobsPage } from '#components/generation/jobs-page.tsx';
import { Place } from '#components/shell/place.tsx';
import { can } from '#lib/base/core/permissions.ts';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { enter } from '../enter.ts';

export const metadata: Metadata = { title: 'Generate' };

/** All jobs of a workspace. */
export default async function JobsRoute({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace, role } = await enter(params);
  const { slug, name } = workspace;
  return (
    <Place crumbs={[{ label: name, href: inWorkspace(slug).home }, { label: 'Generate' }]}>
      <JobsPage workspace={slug} mayStart={can(role, 'job.start')} />
    </Place>
  );
}
