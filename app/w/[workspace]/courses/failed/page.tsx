import type { Metadata } from 'next';
import { FailedLessonsPage } from '#components/catalogue/courses/failed-lessons.tsx';
import { Place } from '#components/shell/place.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { enter } from '../../enter.ts';

export const metadata: Metadata = { title: 'Failed lessons' };

/** The lessons that a validator failed. */
export default async function FailedLessonsRoute({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace } = await enter(params);
  const { slug, name } = workspace;
  const address = inWorkspace(slug);
  return (
    <Place
      layout="fill"
      crumbs={[
        { label: name, href: address.home },
        { label: 'Courses', href: address.courses() },
        { label: 'Failed lessons' },
      ]}
    >
      <FailedLessonsPage workspace={slug} />
    </Place>
  );
}
