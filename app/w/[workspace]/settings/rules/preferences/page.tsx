import type { Metadata } from 'next';
import { TextRules } from '#components/generation/rules/text-rules.tsx';
import { can } from '#lib/base/core/permissions.ts';
import { enter } from '../../../enter.ts';
import { RulesPlace } from '../rules-place.tsx';

export const metadata: Metadata = { title: 'Preferences' };

/** What the workspace likes and does not like in texts. */
export default async function PreferencesRoute({ params }: { params: Promise<{ workspace: string }> }) {
  const seated = await enter(params);
  return (
    <RulesPlace seated={seated} selected="preferences">
      <TextRules
        workspace={seated.workspace.slug}
        list="content_preferences"
        mayManage={can(seated.role, 'rule.manage')}
      />
    </RulesPlace>
  );
}
