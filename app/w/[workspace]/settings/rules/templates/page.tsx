import type { Metadata } from 'next';
import { TemplatesPage } from '#components/generation/rules/templates/templates-page.tsx';
import { can } from '#lib/base/core/permissions.ts';
import { keys } from '#lib/base/queries/keys.ts';
import { CONTENT_TYPES } from '#lib/generation/core/prompt/content-types.ts';
import { openTemplate } from '#lib/generation/services/rules.ts';
import { enter } from '../../../enter.ts';
import { RulesPlace } from '../rules-place.tsx';

export const metadata: Metadata = { title: 'Templates' };

interface RouteProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<{ type?: string }>;
}

/** What prompts are made from, for each content type. */
export default async function TemplatesRoute({ params, searchParams }: RouteProps) {
  const [seated, { type }] = await Promise.all([enter(params), searchParams]);
  const { db, workspace, role } = seated;
  const content_type = CONTENT_TYPES.find((one) => one === type) ?? 'spark_draft';
  return (
    <RulesPlace
      seated={seated}
      selected="templates"
      data={[[keys.promptTemplate(workspace.slug, content_type), await openTemplate(db, workspace.id, content_type)]]}
    >
      <TemplatesPage workspace={workspace.slug} mayManage={can(role, 'rule.manage')} />
    </RulesPlace>
  );
}
