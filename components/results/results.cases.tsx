import { show, WORKSPACE } from '#components/testing/render.tsx';
import { type Counted, figuresOf } from '#lib/results/core/figures.ts';
import type { ResultRow, Results } from '#lib/results/services/figures.ts';
import { ResultsView } from './results-view.tsx';

// What tests of results stand on: four exercises as the server gives them, and the view that shows them.

export const SPARK = '00000000-0000-4000-8000-000000000001';
export const HASH = '9dd4e461-268c-0034-f5c8-564e155c67a6';
export const counted = (answers: number, share: number, discrimination: number | null = 0.4): Counted => ({
  answers,
  share,
  paired: answers,
  discrimination,
});
const row = (exercise_id: string, place: number, figures: Counted, more: Partial<ResultRow> = {}): ResultRow => ({
  spark_id: SPARK,
  spark_slug: 'dough',
  spark_title: 'Dough',
  place,
  exercise_id,
  type: 'mcq',
  stem: `Which is ${exercise_id}?`,
  difficulty: 'medium',
  hash: HASH,
  current_version: 4,
  version: 4,
  versions: 2,
  is_current: true,
  figures: figuresOf(figures),
  ...more,
});
// As the server gives them: worst first.
export const ROWS = [
  row('key', 3, counted(214, 0.28, -0.09)),
  row('easy', 0, counted(214, 0.96, 0.3), { difficulty: 'easy' }),
  row('good', 1, counted(1209, 0.6)),
  row('few', 2, counted(19, 0.63, null)),
];
export const results = (rows: ResultRow[]): Results => ({
  learners: 214,
  imports: { total: 2, last: '2026-11-26T10:00:00Z' },
  rows,
});

export const openResults = (search = '', spark: { id: string; slug: string } | null = { id: SPARK, slug: 'dough' }) =>
  show(
    <div style={{ height: 700, width: 1200 }}>
      <ResultsView workspace={WORKSPACE} spark={spark} />
    </div>,
    { search },
  );
