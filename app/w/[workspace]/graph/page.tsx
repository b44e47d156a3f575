import { cookies } from 'next/headers';
import { LazyGraphPage } from '#components/graph/lazy-graph-page.tsx';
import { panesCookie, readPanes } from '#components/ui/preferences.tsx';
import { can } from '#lib/base/core/permissions.ts';
import { keys } from '#lib/base/queries/keys.ts';
import { readOutline } from '#lib/catalogue/data/entities.ts';
import { enter } from '../enter.ts';
import { Prefetched } from '../prefetched.tsx';

export const metadata = { title: 'Graph' };

/** What is learned before what. Its nodes come with the page, its links as soon as the page is there. */
export default async function GraphPlace({ params }: { params: Promise<{ workspace: string }> }) {
  const { db, workspace, role } = await enter(params);
  const outline = await readOutline(db, workspace.id);
  return (
    <Prefetched data={[[keys.outline(workspace.slug), outline]]}>
      <LazyGraphPage
        workspace={workspace.slug}
        name={workspace.name}
        canWrite={can(role, 'content.write')}
        memory={readPanes((await cookies()).get(panesCookie('graph'))?.value)}
      />
    </Prefetched>
  );
}
