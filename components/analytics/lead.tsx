'use client';

import { useQuery } from '@tanstack/react-query';
import type { ChartFilter, ChartRow } from '#lib/analytics/core/charts.ts';
import { chartQuery } from '#lib/analytics/queries.ts';
import { useChartFormat } from './format.ts';
import { analyticsText } from './text.ts';

const text = analyticsText.lead;

/** Everything that was decided, whatever the charts are compared by: of people, somebody may be shown but themselves. */
const wholeOf = (asked: ChartFilter): ChartFilter => ({ ...asked, by: 'template' });

/** How many decisions there are in what is looked at; null until that is known. */
export function useDecisions(workspace: string, asked: ChartFilter): number | null {
  const { data } = useQuery(chartQuery(workspace, 'acceptance', wholeOf(asked)));
  return data ? data.reduce((sum, { decided }) => sum + decided, 0) : null;
}

/** The answer first, in a sentence: how many drafts are approved, what a lesson costs, how long a decision takes. */
export function Lead({ workspace, asked }: { workspace: string; asked: ChartFilter }) {
  const format = useChartFormat();
  const filter = wholeOf(asked);
  const { data: drafts } = useQuery(chartQuery(workspace, 'acceptance', filter));
  const { data: costs } = useQuery(chartQuery(workspace, 'costs', filter));
  const { data: times } = useQuery(chartQuery(workspace, 'times', asked));
  if (!drafts) return null;
  const sum = (of: (row: ChartRow<'acceptance'>) => number) => drafts.reduce((total, row) => total + of(row), 0);
  const decided = sum((row) => row.decided);
  if (decided === 0) return text.none;
  const whole = (part: number) => format.percent(Math.round((part / decided) * 100));
  const edited = sum((row) => row.with_edits);
  const approvals = costs?.reduce((total, { approved }) => total + approved, 0) ?? 0;
  const spent = costs?.reduce((total, { spent_micros }) => total + spent_micros, 0) ?? 0;
  const median = times?.findLast(({ median_s }) => median_s !== null)?.median_s ?? null;
  const costsSomething = approvals > 0 && spent > 0;
  return (
    <>
      <strong className="font-semibold text-ink">{text.approved(whole(sum((row) => row.as_it_came) + edited))}</strong>
      {text.edited(whole(edited))}
      {costsSomething && (
        <>
          {' '}
          {text.costs}
          <strong className="font-semibold text-ink">{format.money(Math.round(spent / approvals))}</strong>
        </>
      )}
      {median !== null && (
        <>
          {costsSomething ? text.and : ` ${text.takesOnly}`}
          <strong className="font-semibold text-ink">{format.seconds(median)}</strong>
          {text.takes}
        </>
      )}
      {costsSomething && median === null && text.stop}
    </>
  );
}
