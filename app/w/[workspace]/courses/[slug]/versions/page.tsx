import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Place } from '#components/shell/place.tsx';
import { ComparePage } from '#components/snapshots/courses/compare-page.tsx';
import { can } from '#lib/base/core/permissions.ts';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { getEntityHead } from '#lib/catalogue/data/entities.ts';
import { enter } from '../../../enter.ts';

export const metadata: Metadata = { title: 'Versions of a course' };

/** Two versions of a course beside each other. */
export default async function CompareVersionsRoute({
  params,
}: {
  params: Promise<{ workspace: string; slug: string }>;
}) {
  const { db, workspace, role } = await enter(params);
  const { slug } = await params;
  const found = await getEntityHead(db, workspace.id, 'trail', slug);
  if (!found.ok || !('title' in found.data)) notFound();
  const { id, title } = found.data;
  const address = inWorkspace(workspace.slug);
  return (
    <Place
      layout="fill"
      crumbs={[
        { label: workspace.name, href: address.home },
        { label: title, href: address.course(slug, 'versions') },
        { label: 'Compare versions' },
      ]}
    >
      <ComparePage
        workspace={workspace.slug}
        trail={{ id, slug: found.data.slug, title }}
        mayRollBack={can(role, 'review.decide')}
      />
    </Place>
  );
}
