import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { ReviewDesk } from '#components/review/desk.tsx';
import { readFilter } from '#components/review/desk-address.ts';
import { Place } from '#components/shell/place.tsx';
import { panesCookie, readPanes } from '#components/ui/preferences.tsx';
import { can } from '#lib/base/core/permissions.ts';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { keys } from '#lib/base/queries/keys.ts';
import type { Seated } from '#lib/base/services/session.ts';
import { readQueue } from '#lib/review/data/proposals.ts';
import { openItem } from '#lib/review/services/items.ts';
import { enter } from '../enter.ts';

export const metadata: Metadata = { title: 'Review' };

interface ReviewPageProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The review desk. */
export default async function ReviewRoute({ params, searchParams }: ReviewPageProps) {
  const seated = await enter(params);
  const { workspace, role, user_id } = seated;
  const asked = Object.entries(await searchParams).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value]] : [],
  );
  const queries = await readAhead(seated, new URLSearchParams(asked));
  return (
    <Place
      crumbs={[{ label: workspace.name, href: inWorkspace(workspace.slug).home }, { label: 'Review' }]}
      layout="fill"
    >
      <HydrationBoundary state={dehydrate(queries)}>
        <ReviewDesk
          workspace={workspace.slug}
          me={{ user_id, is_reviewer: can(role, 'review.decide') }}
          memory={readPanes((await cookies()).get(panesCookie('review'))?.value)}
        />
      </HydrationBoundary>
    </Place>
  );
}

/** The queue and its first proposal come with the page: the desk is for reading, not for waiting. What cannot be read, the page asks for itself. */
async function readAhead({ db, workspace }: Seated, address: URLSearchParams): Promise<QueryClient> {
  const queries = new QueryClient();
  const filter = readFilter(address);
  const page = await readQueue(db, workspace.id, filter, 0);
  if (!page.ok) return queries;
  queries.setQueryData(keys.reviewQueue(workspace.slug, filter), { pages: [page.data], pageParams: [0] });
  const id = address.get('id') ?? page.data.items[0]?.id;
  const item = id ? await openItem(db, workspace, id) : null;
  if (id && item?.ok) queries.setQueryData(keys.reviewItem(workspace.slug, id), item.data);
  return queries;
}
