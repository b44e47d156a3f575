import type { Metadata } from 'next';
import { PersonasPage } from '#components/catalogue/courses/personas-page.tsx';
import { Place } from '#components/shell/place.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { enter } from '../../enter.ts';

export const metadata: Metadata = { title: 'Personas' };

/** The personas that courses are written as. */
export default async function PersonasRoute({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace } = await enter(params);
  const { slug, name } = workspace;
  const address = inWorkspace(slug);
  return (
    <Place
      layout="fill"
      crumbs={[
        { label: name, href: address.home },
        { label: 'Courses', href: address.courses() },
        { label: 'Personas' },
      ]}
    >
      <PersonasPage workspace={slug} />
    </Place>
  );
}
