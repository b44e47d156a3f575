import type { Metadata } from 'next';
import { Place } from '#components/shell/place.tsx';
import { Timeline } from '#components/snapshots/timeline.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { keys } from '#lib/base/queries/keys.ts';
import { listMembers } from '#lib/people/data/workspaces.ts';
import { listSnapshots } from '#lib/snapshots/data/snapshots.ts';
import { countDifferences } from '#lib/snapshots/services/differences.ts';
import { enter } from '../enter.ts';
import { Prefetched } from '../prefetched.tsx';

export const metadata: Metadata = { title: 'Snapshots' };

export default async function SnapshotsPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { db, workspace, role } = await enter(params);
  const { id, slug } = workspace;
  const pending = { before: 'base', after: 'working' } as const;
  const [snapshots, members, counts] = await Promise.all([
    listSnapshots(db, id),
    listMembers(db, id),
    countDifferences(db, id, pending),
  ]);
  return (
    <Place crumbs={[{ label: workspace.name, href: inWorkspace(slug).home }, { label: 'Snapshots' }]}>
      <Prefetched
        data={[
          [keys.snapshots(slug), snapshots],
          [keys.members(slug), members],
          [keys.changeCounts(slug, pending), counts],
        ]}
      >
        <Timeline workspace={slug} role={role} />
      </Prefetched>
    </Place>
  );
}
