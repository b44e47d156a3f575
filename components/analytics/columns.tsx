import type { ReactNode } from 'react';
import { type ChartName, type ComparedBy, FEW_COMPARED, FEW_DECISIONS } from '#lib/analytics/core/charts.ts';
import type { ChartFormat } from './format.ts';
import { analyticsText, COLUMN_LABELS } from './text.ts';

/** Rows as the tables read them: fields by their names. */
export type AnyRow = Readonly<Record<string, string | number | boolean | null>>;

/** A column of a table: what it is called, and how a row says it. */
export interface Column {
  name: string;
  label: string;
  isText: boolean;
  say: (row: AnyRow) => ReactNode;
}

/** Columns of each table, by their names in the database; `_between` is an interval of two of them. */
const COLUMNS: Record<ChartName, readonly string[]> = {
  acceptance: ['label', 'decided', 'as_it_came', 'with_edits', 'rejected', 'human_share', 'approved_between'],
  costs: ['label', 'cost_micros', 'cost_between', 'approved', 'decided', 'spent_micros'],
  times: ['week', 'decided', 'timed', 'median_s', 'nine_tenths_s'],
  throughput: ['week', 'came', 'decided', 'waiting', 'waiting_days'],
  reviewers: [
    'label',
    'decided',
    'as_it_came',
    'with_edits',
    'rejected',
    'human_share',
    'median_s',
    'approved_between',
  ],
  checks: ['label', 'fault', 'met', 'caught', 'missed'],
  check_weeks: ['week', 'met', 'caught', 'share'],
  agreement: ['label', 'compared', 'alike', 'kappa'],
  quality: ['week', 'lessons', 'gps', 'didactic'],
  voice: ['persona', 'week', 'lessons', 'words', 'closeness'],
  levels: ['level', 'exercises', 'easy', 'medium', 'hard', 'unsaid'],
  performance: ['week', 'records', 'trails', 'views', 'visitors', 'engagement', 'conversion'],
  learnings: ['measured_on', 'trail', 'is_improvement', 'text'],
};

const TEXTS = new Set(['label', 'fault', 'week', 'persona', 'level', 'trail', 'measured_on', 'is_improvement', 'text']);
const NONE = '–';
/** Charts whose rows are people. */
export const OF_PEOPLE: ReadonlySet<ChartName> = new Set(['reviewers', 'checks', 'agreement']);

/** What something is called by which drafts are compared. */
export function nameOf(row: AnyRow, by: ComparedBy): string {
  return typeof row.label === 'string' ? row.label : analyticsText.none[by];
}

/** The columns of a chart's table. */
export function tableColumns(chart: ChartName, by: ComparedBy, format: ChartFormat): Column[] {
  return COLUMNS[chart].map((name) => ({
    name,
    label:
      name === 'label' && !OF_PEOPLE.has(chart)
        ? firstUpper(analyticsText.comparedBy[by])
        : (COLUMN_LABELS[name] ?? name),
    isText: TEXTS.has(name),
    say: (row) => said(name, row, OF_PEOPLE.has(chart) ? 'person' : by, format),
  }));
}

const firstUpper = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

function said(name: string, row: AnyRow, by: ComparedBy, format: ChartFormat): ReactNode {
  const value = row[name] ?? null;
  switch (name) {
    case 'label':
      return nameOf(row, by);
    case 'level':
      return value ?? analyticsText.notSaid;
    case 'week':
      return format.weekLong(String(value));
    case 'measured_on':
      return format.day(String(value));
    case 'is_improvement':
      return value ? analyticsText.improvement : analyticsText.learning;
    case 'approved_between':
      return between(row, format);
    case 'cost_between':
      return typeof row.low_micros === 'number' && typeof row.high_micros === 'number'
        ? analyticsText.between(format.money(row.low_micros), format.money(row.high_micros))
        : NONE;
    case 'fault':
      return analyticsText.faults[String(value)] ?? value;
    case 'kappa':
      return kappaOf(row, format);
    case 'closeness':
      return typeof value === 'number' ? format.score(value) : analyticsText.tooShort;
  }
  if (typeof value !== 'number') return value ?? NONE;
  if (name.endsWith('_micros')) return format.money(value);
  if (name.endsWith('_s')) return format.seconds(value);
  if (name.endsWith('_days')) return format.days(value);
  if (name === 'gps' || name === 'didactic') return format.score(value);
  if (name === 'share' || name === 'human_share' || name === 'engagement' || name === 'conversion')
    return format.share(value);
  return format.count(value);
}

/** How far somebody agrees with a second reviewer, or that these are too few to say. */
export function kappaOf(row: AnyRow, format: ChartFormat): string {
  if (Number(row.compared) < FEW_COMPARED) return analyticsText.tooFew;
  return typeof row.kappa === 'number' ? format.score(row.kappa) : NONE;
}

/** Between which shares the approved lie, or that these are too few to say. */
export function between(row: AnyRow, format: ChartFormat): string {
  if (Number(row.decided) < FEW_DECISIONS) return analyticsText.tooFew;
  return typeof row.low === 'number' && typeof row.high === 'number'
    ? analyticsText.between(format.share(row.low), format.share(row.high))
    : NONE;
}
