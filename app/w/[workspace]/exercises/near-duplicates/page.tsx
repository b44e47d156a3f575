import type { Metadata } from 'next';
import { DuplicatesPage } from '#components/exercises/duplicates/duplicates-page.tsx';
import { Place } from '#components/shell/place.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { enter } from '../../enter.ts';

export const metadata: Metadata = { title: 'Near-duplicates' };

/** Exercises that ask nearly the same. They are compared when the page asks for it, which shows nothing before. */
export default async function NearDuplicatesPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace } = await enter(params);
  const address = inWorkspace(workspace.slug);
  return (
    <Place
      layout="fill"
      crumbs={[
        { label: workspace.name, href: address.home },
        { label: 'Exercises', href: address.exercises },
        { label: 'Near-duplicates' },
      ]}
    >
      <DuplicatesPage workspace={workspace.slug} />
    </Place>
  );
}
