import type { Metadata } from 'next';
import { ProvidersPage } from '#components/generation/models/providers-page.tsx';
import { Place } from '#components/shell/place.tsx';
import { can } from '#lib/base/core/permissions.ts';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { enter } from '../../../enter.ts';

export const metadata: Metadata = { title: 'Providers' };

/** How the workspace reaches models. */
export default async function ProvidersRoute({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace, role } = await enter(params);
  const { slug, name } = workspace;
  return (
    <Place crumbs={[{ label: name, href: inWorkspace(slug).home }, { label: 'Providers' }]}>
      <ProvidersPage workspace={slug} mayManage={can(role, 'provider.manage')} />
    </Place>
  );
}
