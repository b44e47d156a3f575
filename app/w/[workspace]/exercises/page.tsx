import type { Metadata } from 'next';
import { BankWithResults } from '#components/results/results-page.tsx';
import { Place } from '#components/shell/place.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { enter } from '../enter.ts';

export const metadata: Metadata = { title: 'Exercises' };

/** The exercises of all sparks of a workspace. Its rows are asked for by the page, which shows none before. */
export default async function ExercisesPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace } = await enter(params);
  const { slug, name } = workspace;
  return (
    <Place layout="fill" crumbs={[{ label: name, href: inWorkspace(slug).home }, { label: 'Exercises' }]}>
      <BankWithResults workspace={slug} />
    </Place>
  );
}
