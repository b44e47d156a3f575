import type { Metadata } from 'next';
import { CourseFiguresPage } from '#components/catalogue/courses/course-figures.tsx';
import { Place } from '#components/shell/place.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { enter } from '../../enter.ts';

export const metadata: Metadata = { title: 'Figures of courses' };

/** Means and distributions of courses. */
export default async function CourseFiguresRoute({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace } = await enter(params);
  const { slug, name } = workspace;
  const address = inWorkspace(slug);
  return (
    <Place
      layout="fill"
      crumbs={[
        { label: name, href: address.home },
        { label: 'Courses', href: address.courses() },
        { label: 'Figures of courses' },
      ]}
    >
      <CourseFiguresPage workspace={slug} />
    </Place>
  );
}
