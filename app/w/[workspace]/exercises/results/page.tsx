import type { Metadata } from 'next';
import { ResultsPage } from '#components/results/results-page.tsx';
import { Place } from '#components/shell/place.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { enter } from '../../enter.ts';

export const metadata: Metadata = { title: 'Results' };

/** What learners answered to the exercises of a workspace. What is counted is asked for by the page, which shows nothing before. */
export default async function ExercisesResultsPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace } = await enter(params);
  const address = inWorkspace(workspace.slug);
  return (
    <Place
      layout="fill"
      crumbs={[
        { label: workspace.name, href: address.home },
        { label: 'Exercises', href: address.exercises },
        { label: 'Results' },
      ]}
    >
      <ResultsPage workspace={workspace.slug} />
    </Place>
  );
}
