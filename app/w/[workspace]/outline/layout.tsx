import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { cookies } from 'next/headers';
import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { OutlineFrame } from '#components/catalogue/outline/outline-frame.tsx';
import { panesCookie, readPanes } from '#components/ui/preferences.tsx';
import { keys } from '#lib/base/queries/keys.ts';
import { getSeated } from '#lib/base/services/session.ts';
import { changedEntities, readOutline } from '#lib/catalogue/data/entities.ts';

export const metadata = { title: 'Outline' };

interface OutlineLayoutProps {
  children: ReactNode;
  inspector: ReactNode;
  params: Promise<{ workspace: string }>;
}

/** The tree stays while one goes from entity to entity: only the page within changes. */
export default async function OutlineLayout({ children, inspector, params }: OutlineLayoutProps) {
  const seated = await getSeated((await params).workspace);
  if (!seated.ok) notFound();
  const { db, workspace } = seated.data;
  const [outline, changed] = await Promise.all([readOutline(db, workspace.id), changedEntities(db, workspace.id)]);
  if (!outline.ok) throw new Error(outline.problem.message);

  const queries = new QueryClient();
  queries.setQueryData(keys.outline(workspace.slug), outline.data);
  if (changed.ok) queries.setQueryData(keys.changed(workspace.slug), changed.data);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <OutlineFrame
        workspace={workspace.slug}
        memory={readPanes((await cookies()).get(panesCookie('outline'))?.value)}
        inspector={inspector}
      >
        {children}
      </OutlineFrame>
    </HydrationBoundary>
  );
}
