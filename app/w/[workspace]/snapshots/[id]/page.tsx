import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Place } from '#components/shell/place.tsx';
import { SnapshotPage } from '#components/snapshots/snapshot-page.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { keys } from '#lib/base/queries/keys.ts';
import { listSnapshots } from '#lib/snapshots/data/snapshots.ts';
import { countDifferences } from '#lib/snapshots/services/differences.ts';
import { enter } from '../../enter.ts';
import { Prefetched } from '../../prefetched.tsx';

export const metadata: Metadata = { title: 'Snapshot' };

export default async function OneSnapshotPage({ params }: { params: Promise<{ workspace: string; id: string }> }) {
  const { db, workspace, role } = await enter(params);
  const { slug } = workspace;
  const { id } = await params;
  const snapshots = await listSnapshots(db, workspace.id);
  const snapshot = snapshots.ok ? snapshots.data.find((one) => one.id === id) : undefined;
  if (snapshots.ok && !snapshot) notFound();
  const scope = { before: snapshot?.parent_id ?? '', after: id };
  const counts = snapshot?.parent_id ? [await countDifferences(db, workspace.id, scope)] : [];
  return (
    <Place
      crumbs={[
        { label: workspace.name, href: inWorkspace(slug).home },
        { label: 'Snapshots', href: inWorkspace(slug).snapshots },
        { label: snapshot?.version_label ?? 'Snapshot' },
      ]}
    >
      <Prefetched
        data={[
          [keys.snapshots(slug), snapshots],
          ...counts.map((one) => [keys.changeCounts(slug, scope), one] as const),
        ]}
      >
        <SnapshotPage workspace={slug} role={role} snapshot_id={id} />
      </Prefetched>
    </Place>
  );
}
