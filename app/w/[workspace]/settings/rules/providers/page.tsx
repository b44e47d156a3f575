import type { Metadata } from 'next';
import { ProvidersPage } from '#components/generation/models/providers-page.tsx';
import { can } from '#lib/base/core/permissions.ts';
import { enter } from '../../../enter.ts';
import { RulesPlace } from '../rules-place.tsx';

export const metadata: Metadata = { title: 'Providers' };

/** How the workspace reaches models. */
export default async function ProvidersRoute({ params }: { params: Promise<{ workspace: string }> }) {
  const seated = await enter(params);
  return (
    <RulesPlace seated={seated} selected="providers">
      <ProvidersPage workspace={seated.workspace.slug} mayManage={can(seated.role, 'provider.manage')} />
    </RulesPlace>
  );
}
