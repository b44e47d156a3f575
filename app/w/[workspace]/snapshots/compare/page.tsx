import type { Metadata } from 'next';
import { Place } from '#components/shell/place.tsx';
import { Compare } from '#components/snapshots/compare.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { keys } from '#lib/base/queries/keys.ts';
import { listSnapshots } from '#lib/snapshots/data/snapshots.ts';
import { enter } from '../../enter.ts';
import { Prefetched } from '../../prefetched.tsx';

export const metadata: Metadata = { title: 'Compare snapshots' };

export default async function ComparePage({ params }: { params: Promise<{ workspace: string }> }) {
  const { db, workspace } = await enter(params);
  const { slug } = workspace;
  const snapshots = await listSnapshots(db, workspace.id);
  return (
    <Place
      crumbs={[
        { label: workspace.name, href: inWorkspace(slug).home },
        { label: 'Snapshots', href: inWorkspace(slug).snapshots },
        { label: 'Compare' },
      ]}
    >
      <Prefetched data={[[keys.snapshots(slug), snapshots]]}>
        <Compare workspace={slug} />
      </Prefetched>
    </Place>
  );
}
