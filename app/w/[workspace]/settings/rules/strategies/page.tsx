import type { Metadata } from 'next';
import { StrategiesPage } from '#components/generation/rules/strategies/strategies-page.tsx';
import { can } from '#lib/base/core/permissions.ts';
import { enter } from '../../../enter.ts';
import { RulesPlace } from '../rules-place.tsx';

export const metadata: Metadata = { title: 'Strategies' };

/** How the workspace wants to write. */
export default async function StrategiesRoute({ params }: { params: Promise<{ workspace: string }> }) {
  const seated = await enter(params);
  return (
    <RulesPlace seated={seated} selected="strategies">
      <StrategiesPage workspace={seated.workspace.slug} mayManage={can(seated.role, 'rule.manage')} />
    </RulesPlace>
  );
}
