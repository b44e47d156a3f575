import type { Metadata } from 'next';
import { CourseListPage } from '#components/catalogue/courses/course-list.tsx';
import { Place } from '#components/shell/place.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { enter } from '../enter.ts';

export const metadata: Metadata = { title: 'Courses' };

/** All courses of a workspace. Its rows are asked for by the page, whose address says which. */
export default async function CourseListRoute({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace } = await enter(params);
  const { slug, name } = workspace;
  const address = inWorkspace(slug);
  return (
    <Place layout="fill" crumbs={[{ label: name, href: address.home }, { label: 'Courses' }]}>
      <CourseListPage workspace={slug} />
    </Place>
  );
}
