import { beforeEach } from 'vitest';
import { show, WORKSPACE } from '#components/testing/render.tsx';
import { answer, done } from '#components/testing/server.ts';
import type { BankFilter } from '#lib/exercises/core/bank.ts';
import type { BankRow } from '#lib/exercises/data/bank.ts';
import type { OpenExercise } from '#lib/exercises/services/bank.ts';
import { ExercisesTab } from './exercises-tab.tsx';

// What tests of the tab of exercises stand on: a bank of three, and what the server answers of it.

export const SPARK = '00000000-0000-4000-8000-000000000001';
export const HASH = '9dd4e461-268c-0034-f5c8-564e155c67a6';
export const row = (place: number, more: Partial<BankRow> = {}): BankRow => ({
  spark_id: SPARK,
  spark_slug: 'dough',
  spark_title: 'Dough',
  place,
  exercise_id: `ex_${place}`,
  type: 'true_false',
  category: null,
  level: 'Recall',
  difficulty: 'easy',
  objective: 'lo_1',
  quiz_place: null,
  has_image: false,
  stem: `Is it ${place}?`,
  hash: HASH,
  version: 1,
  problems: [],
  ...more,
});
const counts = { types: {}, levels: {}, difficulties: {}, objectives: {}, in_quiz: 1, is_blocked: 1, has_image: 0 };
export const ROWS = [
  row(0, { quiz_place: 0 }),
  row(1, { problems: ['undecided'] }),
  row(2, { exercise_id: null, version: null, stem: '' }),
];

/** An exercise as it is opened. */
export const opened = (more: Partial<OpenExercise> = {}): OpenExercise => ({
  objectives: [{ objective: 'lo_1', title: 'Knead dough' }],
  problems: [],
  exercise_id: 'ex_1',
  place: 1,
  hash: HASH,
  version: 1,
  stored: { id: 'ex_1', exercise_type: 'true_false', difficulty: 'EASY' },
  ...more,
});

export function bankIs(rows: BankRow[]) {
  answer<{ filter: BankFilter }>('bank', ({ filter }) => {
    const found = rows.filter((one) => !filter.is_blocked || one.problems.length > 0);
    return done({ total: found.length, all: rows.length, rows: found, counts });
  });
}
/** Before each test: the bank, its quiz and hints. */
export const answerBank = () =>
  beforeEach(() => {
    bankIs(ROWS);
    answer('exercises', () =>
      done({
        exercises: [],
        objectives: [{ objective: 'lo_1', title: 'Knead dough' }],
        quiz: ['ex_0', 'gone'],
        quiz_metadata: { difficulty_distribution_actual: { easy: 1 } },
        problems: [
          { code: 'unknown_quiz_item', pointer: '/quiz/1', message: 'The quiz names “gone”.', fix: 'Take it out.' },
        ],
      }),
    );
    answer('exercise-versions', () => done([]));
    answer('bank-advice', () => done({ hints: { ex_0: 2 }, bank: [{ code: 'recall_only', objectives: ['lo_1'] }] }));
    answer('people', () => done({}));
    answer('exercise-goals', () => done({ thresholds: null, quiz_targets: null, may_set: false }));
  });

export const openTab = (search = '') =>
  show(
    <div style={{ height: 700, width: 1200 }}>
      <ExercisesTab workspace={WORKSPACE} spark={{ id: SPARK, slug: 'dough' }} />
    </div>,
    { search },
  );
