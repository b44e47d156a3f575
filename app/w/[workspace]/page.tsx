import type { Metadata } from 'next';
import { Home } from '#components/home/home';
import { Place } from '#components/shell/place';
import { listPeople } from '#lib/data/workspaces';
import { keys } from '#lib/queries/keys';
import { readOverview } from '#lib/services/overview';
import { enter } from './enter.ts';
import { Prefetched } from './prefetched.tsx';

export const metadata: Metadata = { title: 'Home' };

export default async function HomePage({ params }: { params: Promise<{ workspace: string }> }) {
  const { db, workspace } = await enter(params);
  const { slug, name } = workspace;
  const [overview, people] = await Promise.all([readOverview(db, workspace), listPeople(db, workspace.id)]);
  return (
    <Place crumbs={[{ label: 'Home' }]}>
      <Prefetched
        data={[
          [keys.overview(slug), overview],
          [keys.people(slug), people],
        ]}
      >
        <Home workspace={slug} name={name} />
      </Prefetched>
    </Place>
  );
}
