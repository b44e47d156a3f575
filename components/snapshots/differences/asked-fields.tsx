'use client';

import { useQuery } from '@tanstack/react-query';
import { QueryProblem } from '#components/base/problem.tsx';
import { Comparing, LongFields } from '#components/history/difference/field-list.tsx';
import type { DifferenceLine } from '#lib/history/core/lines.ts';
import type { DifferenceScope } from '#lib/snapshots/core/scope.ts';
import { differenceQuery } from '#lib/snapshots/queries/differences.ts';

/** Long fields of a change in a list, asked for when somebody opens it. */
export function AskedFields(props: {
  workspace: string;
  scope: DifferenceScope;
  line: DifferenceLine;
  fields: string[];
}) {
  const { workspace, scope, line, fields } = props;
  const change = useQuery(differenceQuery(workspace, scope, line.entity_id));
  if (change.error) return <QueryProblem error={change.error} onRetry={() => void change.refetch()} />;
  if (!change.data) return <Comparing />;
  const { before, after, lesson } = change.data;
  return <LongFields kind={line.kind} fields={fields} before={before} after={after} lesson={lesson} />;
}
