'use client';

import { useQuery } from '@tanstack/react-query';
import { QueryProblem } from '#components/base/problem.tsx';
import { useUrlState } from '#components/base/url-state.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import type { ContentType } from '#lib/generation/core/prompt/content-types.ts';
import { useJobNews } from '#lib/generation/queries/realtime.ts';
import { templateTestQuery } from '#lib/generation/queries/rules.ts';
import type { ShownVersion } from '../shown-version.ts';
import { TestForm } from './test-form.tsx';
import { TestResults } from './test-results.tsx';
import { testText } from './text.ts';

interface TestRunProps {
  workspace: string;
  content_type: ContentType;
  versions: readonly ShownVersion[];
  shown: ShownVersion;
  /** What is compared with unless somebody chooses another. */
  usual: ShownVersion | undefined;
  /** The newest test of this template. */
  latest: string | null;
  mayManage: boolean;
}

/** Two versions of a template on the same inputs, and what both came to: the test that the address names, else the newest. */
export function TestRun({ workspace, content_type, versions, shown, usual, latest, mayManage }: TestRunProps) {
  const [params, show] = useUrlState();
  const test_id = params.get('test') ?? latest;
  useJobNews(workspace);
  const { data, error, refetch } = useQuery(templateTestQuery(workspace, test_id));
  return (
    <div className="flex flex-col gap-6">
      {mayManage && (
        <TestForm
          workspace={workspace}
          content_type={content_type}
          versions={versions}
          shown={shown}
          usual={usual}
          onStarted={(id) => show({ test: id })}
        />
      )}
      {error && <QueryProblem title={testText.notRead} error={error} onRetry={() => void refetch()} />}
      {test_id === null && <p className="text-muted">{testText.none}</p>}
      {test_id !== null && !data && !error && <TextSkeleton lines={6} />}
      {data && <TestResults workspace={workspace} test={data} versions={versions} mayManage={mayManage} />}
    </div>
  );
}
