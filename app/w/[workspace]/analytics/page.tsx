import type { Metadata } from 'next';
import { AnalyticsPage } from '#components/analytics/analytics-page.tsx';
import { Place } from '#components/shell/place.tsx';
import { can } from '#lib/base/core/permissions.ts';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { enter } from '../enter.ts';

export const metadata: Metadata = { title: 'Analytics' };

/** How drafting, deciding and the courses do. The page asks for each chart alone. */
export default async function AnalyticsRoute({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace, role } = await enter(params);
  return (
    <Place crumbs={[{ label: workspace.name, href: inWorkspace(workspace.slug).home }, { label: 'Analytics' }]}>
      <AnalyticsPage workspace={workspace.slug} isReviewer={can(role, 'review.decide')} />
    </Place>
  );
}
