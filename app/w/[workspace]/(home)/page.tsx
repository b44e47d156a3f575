import type { Metadata } from 'next';
import { Home } from '#components/home/home.tsx';
import { Place } from '#components/shell/place.tsx';
import { keys } from '#lib/base/queries/keys.ts';
import { readOverview } from '#lib/home/services.ts';
import { listMyInvitations } from '#lib/people/data/invitations.ts';
import { listPeople } from '#lib/people/data/workspaces.ts';
import { enter } from '../enter.ts';
import { Prefetched } from '../prefetched.tsx';

export const metadata: Metadata = { title: 'Home' };

export default async function HomePage({ params }: { params: Promise<{ workspace: string }> }) {
  const { db, workspace } = await enter(params);
  const { slug, name } = workspace;
  const [overview, people, invitations] = await Promise.all([
    readOverview(db, workspace),
    listPeople(db, workspace.id),
    listMyInvitations(db),
  ]);
  return (
    <Place crumbs={[{ label: 'Home' }]}>
      <Prefetched
        data={[
          [keys.overview(slug), overview],
          [keys.people(slug), people],
          [keys.myInvitations(slug), invitations],
        ]}
      >
        <Home workspace={slug} name={name} />
      </Prefetched>
    </Place>
  );
}
