'use client';

import { useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useId, useState } from 'react';
import { z } from 'zod';
import { download } from '#components/base/download.ts';
import { Button } from '#components/ui/button.tsx';
import { cx } from '#components/ui/cx.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { Loading, Skeleton } from '#components/ui/skeleton.tsx';
import { chartCsv } from '#lib/analytics/core/chart-csv.ts';
import type { ChartFilter, ChartName, ChartRow, ComparedBy } from '#lib/analytics/core/charts.ts';
import { chartQuery } from '#lib/analytics/queries.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import { ChartTable } from './chart-table.tsx';
import { type AnyRow, tableColumns } from './columns.tsx';
import { drawChart } from './drawn.tsx';
import { useChartFormat } from './format.ts';
import { analyticsText, CHART_TITLES, CHART_WHAT } from './text.ts';
import { Walk } from './walk.tsx';

/** The database stopped it, which is not the only reason why it may not answer. */
const tookTooLong = z.object({ sqlstate: z.literal('57014') });

export interface ChartCardProps {
  workspace: string;
  chart: ChartName;
  filter: ChartFilter;
  by: ComparedBy;
  /** Asks for fewer weeks, where these took too long. */
  onShorter: () => void;
  className?: string;
}

/** One chart: what it says, the same as a table, and its rows as CSV. It fails alone. */
export function ChartCard({ workspace, chart, filter, by, onShorter, className }: ChartCardProps) {
  const [view, setView] = useState<'chart' | 'table'>('chart');
  const heading = useId();
  const title = CHART_TITLES[chart](by);
  const { data, error, refetch } = useQuery(chartQuery(workspace, chart, filter));
  if (error) {
    const { message, detail } = problemOf(error);
    const isLong = tookTooLong.safeParse(detail).success;
    return (
      <ProblemNotice
        className={className}
        title={analyticsText.failed(title)}
        why={isLong ? analyticsText.tooLong : message}
        actions={
          <>
            {isLong && (filter.weeks ?? 0) > 4 && (
              <Button size="sm" onPress={onShorter}>
                {analyticsText.show4}
              </Button>
            )}
            <Button size="sm" variant="quiet" onPress={() => void refetch()}>
              {analyticsText.tryAgain}
            </Button>
          </>
        }
      />
    );
  }
  const isDrawn = chart !== 'learnings';
  return (
    <section aria-labelledby={heading} className={cx('flex min-w-0 flex-col gap-4', className)}>
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="flex min-w-0 flex-1 basis-60 flex-col gap-0.5">
          <h2 id={heading} className="text-base font-semibold text-pretty">
            {title}
          </h2>
          <p className="max-w-prose text-sm text-pretty text-muted">{CHART_WHAT[chart]}</p>
        </div>
        <div className="flex items-center gap-1">
          {isDrawn && (
            <Segmented
              size="sm"
              label={analyticsText.shown(title)}
              value={view}
              onChange={setView}
              items={[
                { id: 'chart', label: analyticsText.chart },
                { id: 'table', label: analyticsText.table },
              ]}
            />
          )}
          <IconButton
            label={analyticsText.downloadOne(title)}
            isDisabled={!data || data.length === 0}
            onPress={() => data && download(`${workspace}-${chart}.csv`, chartCsv(chart, data), 'text/csv')}
          >
            <Download />
          </IconButton>
        </div>
      </div>
      {!data ? (
        <Loading label={analyticsText.loading} className="flex flex-col gap-3 py-2">
          <Skeleton className="h-4 w-4/5" />
          <Skeleton className="h-4 w-3/5" />
          <Skeleton className="h-4 w-2/3" />
        </Loading>
      ) : data.length === 0 ? (
        <p className="py-4 text-sm text-muted">{analyticsText.nothing}</p>
      ) : (
        <Body
          title={title}
          chart={chart}
          rows={data}
          by={by}
          isTable={!isDrawn || view === 'table'}
          onToggle={() => setView((now) => (now === 'chart' ? 'table' : 'chart'))}
        />
      )}
    </section>
  );
}

interface BodyProps {
  title: string;
  chart: ChartName;
  rows: readonly ChartRow[];
  by: ComparedBy;
  isTable: boolean;
  onToggle: () => void;
}

function Body({ title, chart, rows, by, isTable, onToggle }: BodyProps) {
  const format = useChartFormat();
  const table = <ChartTable label={title} columns={tableColumns(chart, by, format)} rows={rows as readonly AnyRow[]} />;
  if (chart === 'learnings') return table;
  const { spoken, draw, leftOut } = drawChart(chart, rows, by, format);
  return (
    <Walk label={title} spoken={isTable ? [] : spoken} onToggle={onToggle}>
      {(at) =>
        isTable ? (
          table
        ) : (
          <>
            {draw(at)}
            {leftOut && <p className="pt-2 text-sm text-muted">{leftOut}</p>}
          </>
        )
      }
    </Walk>
  );
}
