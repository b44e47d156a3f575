import type { Metadata } from 'next';
import { SecondOpinions } from '#components/review/second-opinions.tsx';
import { Place } from '#components/shell/place.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { enter } from '../../enter.ts';

export const metadata: Metadata = { title: 'Second opinions' };

/** What somebody else has decided about, judged once more. */
export default async function SecondOpinionsRoute({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace } = await enter(params);
  const home = inWorkspace(workspace.slug);
  return (
    <Place
      crumbs={[
        { label: workspace.name, href: home.home },
        { label: 'Review', href: home.review() },
        { label: 'Second opinions' },
      ]}
    >
      <SecondOpinions workspace={workspace.slug} />
    </Place>
  );
}
