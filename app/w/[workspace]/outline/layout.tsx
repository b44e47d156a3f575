import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { cookies, headers } from 'next/headers';
import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';
import { filterOf, readParams } from '#components/catalogue/outline/address.tsx';
import { OutlineFrame } from '#components/catalogue/outline/outline-frame.tsx';
import { panesCookie, readPanes } from '#components/ui/preferences.tsx';
import { NAMED_KINDS } from '#lib/base/core/content-kinds.ts';
import { keys } from '#lib/base/queries/keys.ts';
import { getSeated } from '#lib/base/services/session.ts';
import { askedFilter } from '#lib/catalogue/core/outline-filter.ts';
import { FOUND } from '#lib/catalogue/core/outline-part.ts';
import { findInOutline, readBranches } from '#lib/catalogue/data/outline.ts';

export const metadata = { title: 'Outline' };

interface OutlineLayoutProps {
  children: ReactNode;
  inspector: ReactNode;
  params: Promise<{ workspace: string }>;
}

/** The tree stays while one goes from entity to entity: only the page within changes. It comes with what its first screen shows. */
export default async function OutlineLayout({ children, inspector, params }: OutlineLayoutProps) {
  const seated = await getSeated((await params).workspace);
  if (!seated.ok) notFound();
  const { db, workspace } = seated.data;
  const { at, filter } = await placeAsked();
  const [part, found] = await Promise.all([
    readBranches(db, workspace.id, null, at),
    filter && findInOutline(db, workspace.id, filter, FOUND),
  ]);
  if (!part.ok) throw new Error(part.problem.message);

  const queries = new QueryClient();
  queries.setQueryData(keys.outlineBranches(workspace.slug), part.data);
  if (filter && found?.ok) queries.setQueryData(keys.outlineFound(workspace.slug, filter), found.data);
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

/** The entity and the filter of the address: a layout is not told where it is, proxy.ts is. */
async function placeAsked() {
  const url = new URL((await headers()).get('x-place') ?? '/', 'http://here');
  const [kind, slug] = url.pathname.split('/').slice(4);
  const params = readParams(url.searchParams);
  const named = NAMED_KINDS.find((one) => one === kind);
  return {
    at: named && slug ? { kind: named, slug: decodeURIComponent(slug), in: params.in } : null,
    filter: askedFilter(filterOf(params)),
  };
}
