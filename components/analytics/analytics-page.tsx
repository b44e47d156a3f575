'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { download } from '#components/base/download.ts';
import { useUrlState } from '#components/base/url-state.tsx';
import { EntityChoice } from '#components/catalogue/entity-choice.tsx';
import { Button, LinkButton } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Link } from '#components/ui/link.tsx';
import { PageHeader } from '#components/ui/page-header.tsx';
import { Select } from '#components/ui/select.tsx';
import { Tabs } from '#components/ui/tabs.tsx';
import { toast } from '#components/ui/toast.tsx';
import { chartsCsv } from '#lib/analytics/core/chart-csv.ts';
import {
  type ChartFilter,
  type ChartName,
  COMPARED_BY,
  type ComparedBy,
  USUAL_WEEKS,
  WEEKS,
} from '#lib/analytics/core/charts.ts';
import { chartQuery } from '#lib/analytics/queries.ts';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import { entityQuery } from '#lib/catalogue/queries/entities.ts';
import { ChartCard } from './chart-card.tsx';
import { useChartFormat } from './format.ts';
import { Lead, useDecisions } from './lead.tsx';
import { analyticsText } from './text.ts';

/** What stands under each tab; the first takes the whole width. */
const TABS = {
  drafts: ['acceptance', 'costs', 'times', 'throughput', 'quality'],
  reviewers: ['reviewers', 'checks', 'agreement', 'check_weeks'],
  courses: ['levels', 'performance', 'learnings'],
  personas: ['acceptance', 'voice'],
} as const satisfies Record<string, readonly ChartName[]>;
type TabName = keyof typeof TABS;
const TAB_NAMES = Object.keys(TABS) as TabName[];
/** Of drafts: what there is to say before the first is decided. */
const WITHOUT_DECISIONS = ['throughput', 'quality'] as const satisfies readonly ChartName[];
const WIDE: ReadonlySet<ChartName> = new Set([
  'acceptance',
  'reviewers',
  'checks',
  'agreement',
  'levels',
  'learnings',
  'voice',
  'performance',
]);

/** How drafting, deciding and the courses do. What is asked stands in the address. */
export function AnalyticsPage({ workspace, isReviewer }: { workspace: string; isReviewer: boolean }) {
  const [params, show] = useUrlState();
  const tabs = TAB_NAMES.filter((one) => one !== 'reviewers' || isReviewer);
  const tab = tabs.find((one) => one === params.get('tab')) ?? 'drafts';
  const weeks = WEEKS.find((one) => String(one) === params.get('weeks')) ?? USUAL_WEEKS;
  const by = COMPARED_BY.find((one) => one === params.get('by')) ?? 'template';
  const trail_id = idIn(params.get('trail'));
  const asked: ChartFilter = { weeks, ...(trail_id ? { trail_id } : {}) };
  const decisions = useDecisions(workspace, asked);
  const isEmpty = tab === 'drafts' && decisions === 0;
  return (
    <div className="mx-auto flex w-full max-w-5xl flex-col gap-6">
      <PageHeader
        title={analyticsText.title}
        actions={
          <DownloadAll
            workspace={workspace}
            charts={TABS[tab]}
            asked={asked}
            by={tab === 'personas' ? 'persona' : by}
          />
        }
      >
        <Lead workspace={workspace} asked={asked} />
      </PageHeader>
      <Filters
        workspace={workspace}
        weeks={weeks}
        by={by}
        trail_id={trail_id}
        decisions={decisions}
        hasBy={tab === 'drafts'}
        show={show}
      />
      <Tabs
        label={analyticsText.views}
        selected={tab}
        onSelect={(next) => show({ tab: next === 'drafts' ? null : next }, 'push')}
        items={tabs.map((id) => ({ id, label: analyticsText.tabs[id] }))}
        panelClassName="pt-6"
      >
        {isEmpty && (
          <EmptyState
            drawing="pages"
            title={analyticsText.empty}
            action={
              <LinkButton variant="primary" href={inWorkspace(workspace).review()}>
                {analyticsText.openDesk}
              </LinkButton>
            }
          >
            {analyticsText.emptyWhy}
          </EmptyState>
        )}
        <Charts
          workspace={workspace}
          charts={isEmpty ? WITHOUT_DECISIONS : TABS[tab]}
          asked={asked}
          by={tab === 'personas' ? 'persona' : by}
          onShorter={() => show({ weeks: '4' })}
        />
        {tab === 'courses' && <More href={inWorkspace(workspace).courseFigures()}>{analyticsText.moreCourses}</More>}
        {tab === 'personas' && <More href={inWorkspace(workspace).personas()}>{analyticsText.morePersonas}</More>}
      </Tabs>
    </div>
  );
}

/** What somebody wrote into the address by hand is no id. */
const idIn = (given: string | null) => (given && /^[0-9a-f-]{36}$/.test(given) ? given : null);

/** What a chart is asked for: only what is compared is compared by something. */
const filterOf = (chart: ChartName, asked: ChartFilter, by: ComparedBy): ChartFilter =>
  chart === 'acceptance' || chart === 'costs' ? { ...asked, by } : asked;

interface ChartsProps {
  workspace: string;
  charts: readonly ChartName[];
  asked: ChartFilter;
  by: ComparedBy;
  onShorter: () => void;
}

function Charts({ workspace, charts, asked, by, onShorter }: ChartsProps) {
  return (
    <div className="grid grid-cols-1 gap-x-12 gap-y-10 lg:grid-cols-2">
      {charts.map((chart) => (
        <ChartCard
          key={chart}
          workspace={workspace}
          chart={chart}
          filter={filterOf(chart, asked, by)}
          by={by}
          onShorter={onShorter}
          className={WIDE.has(chart) ? 'lg:col-span-2' : undefined}
        />
      ))}
    </div>
  );
}

function More({ href, children }: { href: string; children: string }) {
  return (
    <p className="pt-8 text-sm">
      <Link href={href}>{children}</Link>
    </p>
  );
}

interface FiltersProps {
  workspace: string;
  weeks: number;
  by: ComparedBy;
  trail_id: string | null;
  decisions: number | null;
  hasBy: boolean;
  show: (patch: Record<string, string | null>) => void;
}

function Filters({ workspace, weeks, by, trail_id, decisions, hasBy, show }: FiltersProps) {
  const format = useChartFormat();
  const chosen = useQuery({ ...entityQuery(workspace, 'trail', trail_id ?? ''), enabled: trail_id !== null });
  const title = chosen.data && 'title' in chosen.data ? chosen.data.title : null;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Select
        label={analyticsText.weeks}
        hideLabel
        value={String(weeks)}
        options={WEEKS.map((one) => ({ id: String(one), label: analyticsText.lastWeeks(one) }))}
        onChange={(id) => show({ weeks: id === String(USUAL_WEEKS) ? null : id })}
      />
      <div className="w-56 max-w-full">
        <EntityChoice
          // Its text begins with the title, which is known a moment later than the id.
          key={title ?? 'all'}
          workspace={workspace}
          kind="trail"
          label={analyticsText.trail}
          hideLabel
          placeholder={analyticsText.allTrails}
          title={title}
          value={trail_id}
          onChange={(one) => show({ trail: one?.id ?? null })}
        />
      </div>
      {hasBy && (
        <Select
          label={analyticsText.by}
          hideLabel
          value={by}
          options={COMPARED_BY.map((id) => ({ id, label: analyticsText.compareBy(id) }))}
          onChange={(id) => show({ by: id === 'template' ? null : id })}
        />
      )}
      {decisions !== null && (
        <span className="text-sm text-muted">{analyticsText.decisions(decisions, format.count(decisions))}</span>
      )}
    </div>
  );
}

interface DownloadAllProps {
  workspace: string;
  charts: readonly ChartName[];
  asked: ChartFilter;
  by: ComparedBy;
}

/** Everything that the open tab shows, as one file. */
function DownloadAll({ workspace, charts, asked, by }: DownloadAllProps) {
  const queries = useQueryClient();
  const [isPending, setPending] = useState(false);
  const save = async () => {
    setPending(true);
    try {
      const all = await Promise.all(
        charts.map(async (chart) => ({
          chart,
          rows: await queries.fetchQuery(chartQuery(workspace, chart, filterOf(chart, asked, by))),
        })),
      );
      download(`${workspace}-analytics.csv`, chartsCsv(all), 'text/csv');
    } catch (error) {
      toast.problem(analyticsText.notDownloaded, { detail: problemOf(error).message });
    } finally {
      setPending(false);
    }
  };
  return (
    <Button icon={<Download />} isPending={isPending} onPress={() => void save()}>
      {analyticsText.downloadAll}
    </Button>
  );
}
