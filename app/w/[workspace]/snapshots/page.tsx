import type { Metadata } from 'next';
import { Place } from '#components/shell/place';
import { Timeline } from '#components/snapshots/timeline';
import { listSnapshots } from '#lib/data/snapshots';
import { listMembers } from '#lib/data/workspaces';
import { keys } from '#lib/queries/keys';
import { countChanges } from '#lib/services/changes';
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
    countChanges(db, id, pending),
  ]);
  return (
    <Place crumbs={[{ label: workspace.name, href: `/w/${slug}` }, { label: 'Snapshots' }]}>
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
