import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { z } from 'zod';
import { JobPage } from '#components/generation/job/job-page.tsx';
import { Place } from '#components/shell/place.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { readJob } from '#lib/generation/data/jobs.ts';
import { enter } from '../../enter.ts';

interface Context {
  params: Promise<{ workspace: string; id: string }>;
}

export const metadata: Metadata = { title: 'Job' };

/** One job. */
export default async function JobRoute({ params }: Context) {
  const [{ db, workspace }, { id }] = await Promise.all([enter(params), params]);
  const job = z.uuid().safeParse(id).success ? await readJob(db, workspace.id, id) : null;
  if (!job || (!job.ok && job.problem.code === 'not_found')) notFound();
  const address = inWorkspace(workspace.slug);
  return (
    <Place
      crumbs={[
        { label: workspace.name, href: address.home },
        { label: 'Generate', href: address.jobs },
        { label: job.ok ? job.data.title : 'Job' },
      ]}
    >
      <JobPage workspace={workspace.slug} job_id={id} />
    </Place>
  );
}
