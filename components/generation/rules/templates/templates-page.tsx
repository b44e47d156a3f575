'use client';

import { useQuery } from '@tanstack/react-query';
import { QueryProblem } from '#components/base/problem.tsx';
import { useUrlState } from '#components/base/url-state.tsx';
import { cx } from '#components/ui/cx.tsx';
import { Link } from '#components/ui/link.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import { useIsNarrower } from '#components/ui/use-is-narrower.ts';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { CONTENT_TYPES } from '#lib/generation/core/prompt/content-types.ts';
import { rulesQuery, templateQuery } from '#lib/generation/queries/rules.ts';
import { rulesText } from '../text.ts';
import { TemplateList } from './template-list.tsx';
import { TemplatePane } from './template-pane.tsx';

const words = rulesText.templates;
/** From here on list and template stand side by side (`lg`). */
const WIDE = 1024;

/** The templates of all content types, and beside them the one that is open. */
export function TemplatesPage({ workspace, mayManage }: { workspace: string; mayManage: boolean }) {
  const [params] = useUrlState();
  const asked = CONTENT_TYPES.find((one) => one === params.get('type'));
  const content_type = asked ?? 'spark_draft';
  const isNarrow = useIsNarrower(WIDE);
  const rules = useQuery(rulesQuery(workspace));
  const template = useQuery(templateQuery(workspace, content_type));
  const error = rules.error ?? template.error;
  if (error && !(rules.data && template.data))
    return (
      <QueryProblem
        title={rulesText.notRead}
        error={error}
        onRetry={() => void Promise.all([rules.refetch(), template.refetch()])}
      />
    );
  if (!rules.data) return <TextSkeleton lines={8} />;
  return (
    <div className="grid items-start gap-x-8 gap-y-4 lg:grid-cols-[14.5rem_minmax(0,1fr)]">
      <TemplateList
        workspace={workspace}
        rules={rules.data}
        // Where the list has the page to itself nothing is open beside it.
        opened={asked ?? (isNarrow ? null : content_type)}
        mayManage={mayManage}
        // On a phone the list comes first, and what is opened takes its place.
        className={cx(asked && 'max-lg:hidden')}
      />
      <div className={cx('min-w-0', !asked && 'max-lg:hidden')}>
        <p className="pb-3 lg:hidden">
          <Link href={inWorkspace(workspace).templates()}>{words.back}</Link>
        </p>
        {template.data ? (
          <TemplatePane
            key={content_type}
            workspace={workspace}
            content_type={content_type}
            owner_name={rules.data.owners[0] ?? ''}
            template={template.data}
            mayManage={mayManage}
          />
        ) : (
          <TextSkeleton lines={10} />
        )}
      </div>
    </div>
  );
}
