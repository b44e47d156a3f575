import type { Metadata } from 'next';
import { Home } from '#components/home/home.tsx';
import { Place } from '#components/shell/place.tsx';
import { can } from '#lib/base/core/permissions.ts';
import { keys } from '#lib/base/queries/keys.ts';
import { listRecentChangeSets } from '#lib/history/data/recent.ts';
import { readWork } from '#lib/home/data.ts';
import { readOverview } from '#lib/home/services.ts';
import { AT_ONCE } from '#lib/notifications/core/notification.ts';
import { readNotifications } from '#lib/notifications/data.ts';
import { listMyInvitations } from '#lib/people/data/invitations.ts';
import { listPeople } from '#lib/people/data/workspaces.ts';
import { enter } from '../enter.ts';
import { Prefetched } from '../prefetched.tsx';

export const metadata: Metadata = { title: 'Home' };

export default async function HomePage({ params }: { params: Promise<{ workspace: string }> }) {
  const { db, workspace, role, user_id } = await enter(params);
  const { id, slug, name } = workspace;
  const [overview, work, recent, told, people, invitations] = await Promise.all([
    readOverview(db, workspace),
    readWork(db, id),
    listRecentChangeSets(db, id),
    readNotifications(db, id, 'all', AT_ONCE),
    listPeople(db, id),
    listMyInvitations(db),
  ]);
  return (
    <Place crumbs={[{ label: 'Home' }]}>
      <Prefetched
        data={[
          [keys.overview(slug), overview],
          [keys.homeWork(slug), work],
          [keys.recentChanges(slug), recent],
          [keys.notifications(slug, 'all', AT_ONCE), told],
          [keys.people(slug), people],
          [keys.myInvitations(slug), invitations],
        ]}
      >
        <Home workspace={slug} name={name} user_id={user_id} isReviewer={can(role, 'review.decide')} />
      </Prefetched>
    </Place>
  );
}
