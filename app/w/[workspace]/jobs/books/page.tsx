import type { Metadata } from 'next';
import { BooksPage } from '#components/generation/books/books-page.tsx';
import { Place } from '#components/shell/place.tsx';
import { can } from '#lib/base/core/permissions.ts';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { enter } from '../../enter.ts';

export const metadata: Metadata = { title: 'Books' };

/** What models cost. */
export default async function BooksRoute({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace, role } = await enter(params);
  const address = inWorkspace(workspace.slug);
  return (
    <Place
      crumbs={[
        { label: workspace.name, href: address.home },
        { label: 'Generate', href: address.jobs },
        { label: 'Books' },
      ]}
    >
      <BooksPage workspace={workspace.slug} maySettle={can(role, 'provider.manage')} />
    </Place>
  );
}
