import { z } from 'zod';
import { defineRead } from '#lib/base/reads/define-read.ts';
import { CHART_NAMES, chartFilter } from './core/charts.ts';
import { readChart } from './services.ts';

/** The rows of one chart. Each is asked for alone: one that takes too long fails alone. */
export const chartRead = defineRead({
  name: 'chart',
  permission: 'content.read',
  input: z.object({ chart: z.enum(CHART_NAMES), filter: chartFilter }),
  run: ({ db, workspace }, { chart, filter }) => readChart(db, workspace.id, chart, filter),
});
