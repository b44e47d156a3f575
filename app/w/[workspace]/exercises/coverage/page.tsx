import type { Metadata } from 'next';
import { CoveragePage } from '#components/exercises/coverage/coverage-page.tsx';
import { Place } from '#components/shell/place.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { enter } from '../../enter.ts';

export const metadata: Metadata = { title: 'Coverage' };

/** Objectives against cognitive levels. What is counted is asked for by the page, which shows nothing before. */
export default async function ExercisesCoveragePage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace } = await enter(params);
  const address = inWorkspace(workspace.slug);
  return (
    <Place
      layout="fill"
      crumbs={[
        { label: workspace.name, href: address.home },
        { label: 'Exercises', href: address.exercises },
        { label: 'Coverage' },
      ]}
    >
      <CoveragePage workspace={workspace.slug} />
    </Place>
  );
}
