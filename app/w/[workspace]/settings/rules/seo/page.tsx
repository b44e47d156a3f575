import type { Metadata } from 'next';
import { TextRules } from '#components/generation/rules/text-rules.tsx';
import { can } from '#lib/base/core/permissions.ts';
import { enter } from '../../../enter.ts';
import { RulesPlace } from '../rules-place.tsx';

export const metadata: Metadata = { title: 'SEO rules' };

/** What makes lessons and their companions easy to find. */
export default async function SeoRulesRoute({ params }: { params: Promise<{ workspace: string }> }) {
  const seated = await enter(params);
  return (
    <RulesPlace seated={seated} selected="seo">
      <TextRules workspace={seated.workspace.slug} list="seo_rules" mayManage={can(seated.role, 'rule.manage')} />
    </RulesPlace>
  );
}
