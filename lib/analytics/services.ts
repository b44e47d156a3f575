import { ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { ownTexts, voiceFidelity, voiceUse } from '#lib/quality/core/voice.ts';
import type { ChartFilter, ChartName, ChartRow } from './core/charts.ts';
import * as data from './data.ts';

/** The rows of a chart. */
export async function readChart(
  db: Db,
  workspace_id: string,
  chart: ChartName,
  filter: ChartFilter,
): Promise<Result<ChartRow[]>> {
  if (chart !== 'voice') return data.readChart(db, workspace_id, chart, filter);
  const weeks = await data.readVoiceWeeks(db, workspace_id, filter);
  if (!weeks.ok) return weeks;
  return ok(
    weeks.data.map(({ uses, own, language, ...week }) => {
      const fidelity = voiceFidelity({ words: week.words, uses }, voiceUse(ownTexts(own)), language ?? '');
      return { ...week, closeness: fidelity.is_told ? fidelity.score : null };
    }),
  );
}
