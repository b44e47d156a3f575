import type { ReactNode } from 'react';
import { Badge } from '#components/ui/badge.tsx';
import {
  type ChartName,
  type ChartRow,
  type ComparedBy,
  FEW_COMPARED,
  FEW_DECISIONS,
} from '#lib/analytics/core/charts.ts';
import { percentsOf, weeksOf } from '#lib/analytics/core/scale.ts';
import { type AnyRow, between, kappaOf, nameOf, OF_PEOPLE } from './columns.tsx';
import { CostBars, MOST_BARS } from './cost-bars.tsx';
import type { ChartFormat } from './format.ts';
import { LineChart, type Series } from './line-chart.tsx';
import { StackedBars, type StackedRow } from './stacked-bars.tsx';
import { analyticsText, COLUMN_LABELS } from './text.ts';

/** A chart that can be drawn: what is said at each place that the arrows walk to, and how it looks there. */
export interface Drawn {
  spoken: string[];
  draw: (at: number | null) => ReactNode;
  /** What is not drawn, where the chart would be too full of it. */
  leftOut?: string | null;
}

type Draw = (rows: readonly AnyRow[], by: ComparedBy, format: ChartFormat) => Drawn;

const head = (name: string) => COLUMN_LABELS[name] ?? name;
const number = (value: AnyRow[string] | undefined) => (typeof value === 'number' ? value : 0);
const orNull = (value: AnyRow[string] | undefined) => (typeof value === 'number' ? value : null);

/** Outcomes of drafts, a bar each, with what was decided, the human share and the interval. */
const outcomes =
  (last: 'approved_between' | 'median_s'): Draw =>
  (rows, by, format) => {
    const parts = [...analyticsText.outcomes];
    const bars: StackedRow[] = rows.map((row) => ({
      id: String(row.key),
      label: (
        <span dir="auto" className="inline-flex max-w-full items-baseline gap-1.5">
          <span className={by === 'template' && row.label ? 'truncate font-mono' : 'truncate'}>{nameOf(row, by)}</span>
          {row.is_active === true && (
            <Badge tone="green" size="sm">
              {analyticsText.active}
            </Badge>
          )}
        </span>
      ),
      counts: [number(row.as_it_came), number(row.with_edits), number(row.rejected)],
      isThin: number(row.decided) < FEW_DECISIONS,
      cells: [
        format.count(number(row.decided)),
        typeof row.human_share === 'number' ? format.share(row.human_share) : '–',
        last === 'median_s'
          ? typeof row.median_s === 'number'
            ? format.seconds(row.median_s)
            : '–'
          : between(row, format),
      ],
    }));
    const heads = {
      name:
        last === 'median_s'
          ? head('label')
          : analyticsText.comparedBy[by].replace(/^./, (first) => first.toUpperCase()),
      bars: analyticsText.decidedShare,
      cells: [head('decided'), head('human_share'), last === 'median_s' ? head('median_s') : head('approved_between')],
    };
    return {
      spoken: rows.map((row, nth) => spokenParts(nameOf(row, by), parts, bars[nth]?.counts ?? [], format)),
      draw: (at) => <StackedBars parts={parts} heads={heads} rows={bars} at={at} />,
    };
  };

function spokenParts(label: string, parts: readonly string[], counts: readonly number[], format: ChartFormat): string {
  const percents = percentsOf(counts);
  return analyticsText.ofTotal(
    label,
    parts.map((part, nth) =>
      analyticsText.part(part, format.percent(percents[nth] ?? 0), format.count(counts[nth] ?? 0)),
    ),
  );
}

const levels: Draw = (rows, _, format) => {
  const parts = [...analyticsText.difficulties];
  const bars: StackedRow[] = rows.map((row) => ({
    id: String(row.level),
    label: row.level === null ? analyticsText.notSaid : String(row.level),
    counts: [number(row.easy), number(row.medium), number(row.hard), number(row.unsaid)],
    cells: [format.count(number(row.exercises))],
  }));
  const heads = { name: head('level'), bars: analyticsText.exerciseShare, cells: [head('exercises')] };
  return {
    spoken: bars.map((bar) => spokenParts(String(bar.label), parts, bar.counts, format)),
    draw: (at) => <StackedBars parts={parts} heads={heads} rows={bars} at={at} />,
  };
};

const costs: Draw = (rows, by, format) => {
  const bars = rows.flatMap((row) =>
    typeof row.cost_micros === 'number'
      ? {
          id: String(row.key),
          label: by === 'template' && row.label ? String(row.label).replace(/^.* /, '') : nameOf(row, by),
          name: nameOf(row, by),
          value: row.cost_micros,
          low: orNull(row.low_micros),
          high: orNull(row.high_micros),
          isActive: row.is_active === true,
        }
      : [],
  );
  // The newest versions, in the order in which they came.
  const shown = by === 'template' ? bars.slice(0, MOST_BARS).reverse() : bars.slice(0, MOST_BARS);
  return {
    spoken: shown.map(({ name, value, low, high }) =>
      analyticsText.point(name, [
        format.money(value),
        ...(low !== null && high !== null ? [analyticsText.between(format.money(low), format.money(high))] : []),
      ]),
    ),
    draw: (at) => (shown.length > 0 ? <CostBars bars={shown} write={format.money} at={at} /> : null),
    leftOut: analyticsText.leftOut(shown.length, bars.length),
  };
};

/** Lines over weeks, one for each of some columns. */
const lines =
  (columns: readonly string[], style: 'seconds' | 'count' | 'score'): Draw =>
  (rows, _, format) => {
    const weeks = weeksOf(rows as readonly { week: string }[]);
    const byWeek = new Map(rows.map((row) => [row.week, row]));
    const series = columns.map((name) => ({
      id: name,
      label: head(name).toLowerCase(),
      values: weeks.map((week) => orNull(byWeek.get(week)?.[name])),
    }));
    return overWeeks(weeks, series, style, format);
  };

/** A line for each persona. */
const voices: Draw = (rows, _, format) => {
  const weeks = weeksOf(rows as readonly { week: string }[]);
  const personas = new Map(rows.map((row) => [String(row.persona_id), String(row.persona)]));
  const series = [...personas].map(([id, label]) => ({
    id,
    label,
    values: weeks.map((week) => orNull(rows.find((row) => row.persona_id === id && row.week === week)?.closeness)),
  }));
  return overWeeks(weeks, series, 'score', format);
};

const MOST_LINES = 4;
/** In how many weeks it says anything. */
const said = ({ values }: Series) => values.filter((one) => one !== null).length;

function overWeeks(
  weeks: readonly string[],
  all: readonly Series[],
  style: 'seconds' | 'count' | 'score',
  format: ChartFormat,
): Drawn {
  const write = format[style];
  // What never says anything is in the table alone.
  const saying = all.filter(({ values }) => values.some((one) => one !== null));
  // More lines than these cannot be told apart: those that say most often.
  const series = saying.toSorted((one, other) => said(other) - said(one)).slice(0, MOST_LINES);
  const nothing = style === 'score' ? analyticsText.tooShort : '–';
  return {
    spoken: weeks.map((week, nth) =>
      analyticsText.point(
        format.weekLong(week),
        series.map(({ label, values }) =>
          analyticsText.valueOf(label, values[nth] == null ? nothing : write(values[nth])),
        ),
      ),
    ),
    draw: (at) =>
      series.length > 0 ? (
        <LineChart
          places={weeks.map(format.week)}
          series={series}
          write={write}
          ceiling={style === 'score' ? 1 : undefined}
          unit={style === 'seconds' ? 60 : 1}
          at={at}
        />
      ) : (
        <p className="py-6 text-sm text-muted">{style === 'score' ? analyticsText.tooShort : analyticsText.nothing}</p>
      ),
    leftOut: analyticsText.leftOut(series.length, saying.length),
  };
}

/** Checks of each person and fault, a bar each. */
const checks: Draw = (rows, _, format) => {
  const parts = [...analyticsText.checkOutcomes];
  const name = (row: AnyRow) =>
    [nameOf(row, 'person'), analyticsText.faults[String(row.fault)]].filter(Boolean).join(', ');
  const bars: StackedRow[] = rows.map((row) => ({
    id: `${row.key} ${row.fault}`,
    label: <span dir="auto">{name(row)}</span>,
    counts: [number(row.caught), number(row.missed)],
    cells: [format.count(number(row.met))],
  }));
  const heads = { name: head('label'), bars: analyticsText.checkShare, cells: [head('met')] };
  return {
    spoken: rows.map((row, nth) => spokenParts(name(row), parts, bars[nth]?.counts ?? [], format)),
    draw: (at) => <StackedBars parts={parts} heads={heads} rows={bars} at={at} />,
  };
};

/** How often two judged alike, a bar for each person, with kappa. */
const agreement: Draw = (rows, _, format) => {
  const parts = [...analyticsText.judgedAlike];
  const bars: StackedRow[] = rows.map((row) => ({
    id: String(row.key),
    label: <span dir="auto">{nameOf(row, 'person')}</span>,
    counts: [number(row.alike), number(row.compared) - number(row.alike)],
    isThin: number(row.compared) < FEW_COMPARED,
    cells: [format.count(number(row.compared)), kappaOf(row, format)],
  }));
  const heads = { name: head('label'), bars: analyticsText.judgedShare, cells: [head('compared'), head('kappa')] };
  return {
    spoken: rows.map((row, nth) => spokenParts(nameOf(row, 'person'), parts, bars[nth]?.counts ?? [], format)),
    draw: (at) => <StackedBars parts={parts} heads={heads} rows={bars} at={at} />,
  };
};

/** How each chart is drawn; learnings are words, which a table says best. */
const DRAWN: Record<Exclude<ChartName, 'learnings'>, Draw> = {
  acceptance: outcomes('approved_between'),
  reviewers: outcomes('median_s'),
  costs,
  times: lines(['median_s', 'nine_tenths_s'], 'seconds'),
  throughput: lines(['came', 'decided'], 'count'),
  checks,
  check_weeks: lines(['share'], 'score'),
  agreement,
  quality: lines(['gps', 'didactic'], 'score'),
  voice: voices,
  levels,
  performance: lines(['views', 'visitors'], 'count'),
};

/** A chart of some rows. */
export function drawChart(
  chart: Exclude<ChartName, 'learnings'>,
  rows: readonly ChartRow[],
  by: ComparedBy,
  format: ChartFormat,
): Drawn {
  return DRAWN[chart](rows as readonly AnyRow[], OF_PEOPLE.has(chart) ? 'person' : by, format);
}
