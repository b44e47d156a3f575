import { cookies } from 'next/headers';
import { LazyGraphPage } from '#components/graph/lazy-graph-page.tsx';
import { panesCookie, readPanes } from '#components/ui/preferences.tsx';
import { can } from '#lib/base/core/permissions.ts';
import { enter } from '../enter.ts';

export const metadata = { title: 'Graph' };

/** What is learned before what. The map draws all there is, and asks for it once the page is there. */
export default async function GraphPlace({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace, role } = await enter(params);
  return (
    <LazyGraphPage
      workspace={workspace.slug}
      name={workspace.name}
      canWrite={can(role, 'content.write')}
      memory={readPanes((await cookies()).get(panesCookie('graph'))?.value)}
    />
  );
}
