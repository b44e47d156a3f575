import type { Metadata } from 'next';
import { Place } from '#components/shell/place.tsx';
import { Stage } from '#components/snapshots/stage.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { keys } from '#lib/base/queries/keys.ts';
import { countDifferences } from '#lib/snapshots/services/differences.ts';
import { enter } from '../../enter.ts';
import { Prefetched } from '../../prefetched.tsx';

export const metadata: Metadata = { title: 'Stage a snapshot' };

export default async function StagePage({ params }: { params: Promise<{ workspace: string }> }) {
  const { db, workspace, role } = await enter(params);
  const { id, slug } = workspace;
  const counts = await countDifferences(db, id, { before: 'base', after: 'working' });
  return (
    <Place
      crumbs={[
        { label: workspace.name, href: inWorkspace(slug).home },
        { label: 'Snapshots', href: inWorkspace(slug).snapshots },
        { label: 'Stage' },
      ]}
    >
      <Prefetched data={[[keys.changeCounts(slug, { before: 'base', after: 'working' }), counts]]}>
        <Stage workspace={slug} role={role} today={new Date().toISOString().slice(0, 10)} />
      </Prefetched>
    </Place>
  );
}
