import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { ReviewDesk } from '#components/review/desk.tsx';
import { Place } from '#components/shell/place.tsx';
import { panesCookie, readPanes } from '#components/ui/preferences.tsx';
import { can } from '#lib/base/core/permissions.ts';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { enter } from '../enter.ts';

export const metadata: Metadata = { title: 'Review' };

/** The review desk. */
export default async function ReviewRoute({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace, role, user_id } = await enter(params);
  return (
    <Place
      crumbs={[{ label: workspace.name, href: inWorkspace(workspace.slug).home }, { label: 'Review' }]}
      layout="fill"
    >
      <ReviewDesk
        workspace={workspace.slug}
        me={{ user_id, is_reviewer: can(role, 'review.decide') }}
        memory={readPanes((await cookies()).get(panesCookie('review'))?.value)}
      />
    </Place>
  );
}
