'use client';

import { useQuery } from '@tanstack/react-query';
import { Download, Plus, TrendingDown, TrendingUp } from 'lucide-react';
import { useState } from 'react';
import { useLocale } from 'react-aria-components/I18nProvider';
import { download } from '#components/base/download.ts';
import { QueryProblem } from '#components/base/problem.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { dateFormat, numberFormat } from '#components/ui/formats.ts';
import { Segmented } from '#components/ui/segmented.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import { csvOf } from '#lib/base/core/csv.ts';
import { type Figure, type PerformanceDay, periodFigures, textsIn } from '#lib/catalogue/core/performance.ts';
import { performanceQuery } from '#lib/catalogue/queries/profiles.ts';
import { DayForm, NewDay } from './performance-form.tsx';
import { PerformanceTable } from './performance-table.tsx';
import { profilesText } from './text.ts';
import { useFigure } from './use-figure.ts';
import { ViewsChart } from './views-chart.tsx';

const words = profilesText.performance;

/** How a course does: the last month beside the one before, day by day, and what was learned from it. */
export function PerformanceTab({ workspace, id, slug }: { workspace: string; id: string; slug: string }) {
  const { data: days, error, refetch } = useQuery(performanceQuery(workspace, id));
  const { locale } = useLocale();
  // The day whose figures are typed; `new` while it is chosen.
  const [edited, setEdited] = useState<string | null>(null);
  const [view, setView] = useState<'chart' | 'table'>('chart');
  if (error) return <QueryProblem title={words.notRead} error={error} onRetry={() => void refetch()} />;
  if (!days) return <TextSkeleton lines={8} />;
  const close = () => setEdited(null);
  const form =
    edited === 'new' ? (
      <NewDay days={days} onOpen={setEdited} onClose={close} />
    ) : edited ? (
      <DayForm
        workspace={workspace}
        trail_id={id}
        measured_on={edited}
        day={days.find(({ measured_on }) => measured_on === edited)}
        onClose={close}
      />
    ) : null;
  const add = (
    <Button size="sm" icon={<Plus />} onPress={() => setEdited('new')}>
      {words.add}
    </Button>
  );
  if (days.length === 0) {
    return (
      <>
        <EmptyState drawing="pages" title={words.none} action={add}>
          {words.noneWhy}
        </EmptyState>
        {form}
      </>
    );
  }
  // The last that were measured: perhaps long ago.
  const last = dateFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(
    Math.max(...days.map(({ measured_on }) => Date.parse(measured_on))),
  );
  return (
    <div className="flex flex-col gap-6">
      <section aria-labelledby="last-days" className="flex flex-col gap-4">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <h2 id="last-days" className="text-base font-semibold">
            {words.last(last)}
          </h2>
          <p className="flex-1 text-sm whitespace-nowrap text-muted">{words.against}</p>
          <Segmented
            label={words.show}
            size="sm"
            value={view}
            onChange={setView}
            items={[
              { id: 'chart', label: words.chart },
              { id: 'table', label: words.table },
            ]}
          />
          <Button
            size="sm"
            variant="quiet"
            icon={<Download />}
            onPress={() => download(`${slug}-performance.csv`, csvOfDays(days), 'text/csv')}
          >
            {words.csv}
          </Button>
          {add}
        </div>
        <Period days={days} />
        {view === 'chart' ? (
          <ViewsChart days={days} />
        ) : (
          <PerformanceTable workspace={workspace} days={days} onEdit={setEdited} />
        )}
      </section>
      <div className="grid gap-x-8 gap-y-6 @2xl:grid-cols-2">
        <Texts id="learnings" title={words.learnings} texts={newest(days, 'key_learnings')} />
        <Texts id="improvements" title={words.improvements} texts={newest(days, 'suggested_improvements')} />
      </div>
      {form}
    </div>
  );
}

/** What the newest day says that says something. */
const newest = (days: readonly PerformanceDay[], name: 'key_learnings' | 'suggested_improvements'): string[] =>
  days.map((day) => textsIn(day[name])).find((texts) => texts.length > 0) ?? [];

function Texts({ id, title, texts }: { id: string; title: string; texts: readonly string[] }) {
  if (texts.length === 0) return null;
  return (
    <section aria-labelledby={id} className="flex flex-col gap-2 border-t pt-5">
      <h2 id={id} className="text-base font-semibold">
        {title}
      </h2>
      <ul className="flex list-disc flex-col gap-1.5 ps-4.5">
        {texts.map((text) => (
          <li key={text} dir="auto" className="[overflow-wrap:anywhere]">
            {text}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Period({ days }: { days: readonly PerformanceDay[] }) {
  const write = useFigure();
  const { locale } = useLocale();
  const figures = periodFigures(days);
  const percent = (value: number) => write(value, { style: 'percent', maximumFractionDigits: 1 });
  const place = (value: number) => write(value, { maximumFractionDigits: 1 });
  const grown = ({ now, before }: Figure) =>
    now === null || !before
      ? null
      : numberFormat(locale, { style: 'percent', signDisplay: 'exceptZero', maximumFractionDigits: 0 }).format(
          now / before - 1,
        );
  const from = (figure: Figure, how: (value: number) => string) =>
    figure.before === null ? null : words.from(how(figure.before));
  return (
    <dl className="flex flex-wrap gap-x-9 gap-y-3">
      <Shown label={words.views} figure={figures.views} write={write} change={grown(figures.views)} />
      <Shown label={words.visitorsSummed} figure={figures.visitors} write={write} change={grown(figures.visitors)} />
      <Shown
        label={words.engagement}
        figure={figures.engagement}
        write={percent}
        change={from(figures.engagement, percent)}
      />
      <Shown
        label={words.conversion}
        figure={figures.conversion}
        write={percent}
        change={from(figures.conversion, percent)}
      />
      <Shown
        label={words.position}
        figure={figures.position}
        write={place}
        change={from(figures.position, place)}
        isLessBetter
      />
    </dl>
  );
}

interface ShownProps {
  label: string;
  figure: Figure;
  write: (value: number) => string;
  change: string | null;
  isLessBetter?: boolean;
}

/** A figure with how it has changed: the arrow says which way, the colour whether that is good. */
function Shown({ label, figure, write, change, isLessBetter }: ShownProps) {
  if (figure.now === null) return null;
  const by = figure.before === null ? 0 : figure.now - figure.before;
  const isGood = isLessBetter ? by < 0 : by > 0;
  const Trend = by < 0 ? TrendingDown : TrendingUp;
  return (
    <div>
      <dt className="text-sm text-muted">{label}</dt>
      <dd className="text-lg font-semibold tabular-nums">{write(figure.now)}</dd>
      {change !== null && (
        <dd className={`flex items-center gap-1 text-sm tabular-nums ${isGood ? 'text-published' : 'text-muted'}`}>
          {by !== 0 && <Trend aria-label={by > 0 ? words.up : words.down} className="size-3.5" />}
          {change}
        </dd>
      )}
    </div>
  );
}

const csvOfDays = (days: readonly PerformanceDay[]): string =>
  csvOf(
    [
      'measured_on',
      'views',
      'unique_visitors',
      'avg_engagement_rate',
      'conversion_rate',
      'search_impressions',
      'avg_search_position',
      'key_learnings',
      'suggested_improvements',
    ],
    days.map((day) => [
      day.measured_on,
      day.views,
      day.unique_visitors,
      day.avg_engagement_rate,
      day.conversion_rate,
      day.search_impressions,
      day.avg_search_position,
      textsIn(day.key_learnings).join(' | '),
      textsIn(day.suggested_improvements).join(' | '),
    ]),
  );
