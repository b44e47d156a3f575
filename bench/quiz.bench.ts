import { bankHints } from '#lib/exercises/core/bank-hints.ts';
import type { McqExercise } from '#lib/exercises/core/exercise.ts';
import { exerciseHints } from '#lib/exercises/core/hints.ts';
import { assembleQuiz, type BankEntry } from '#lib/exercises/core/quiz/assemble.ts';
import { type Bench, figure, type Row } from './report.ts';

// Assembling a quiz and looking for hints, against sorting the same exercises once.

const ROUNDS = 5;
const LEVELS = ['Recall', 'Comprehension', 'Application', 'Transfer'];
const DIFFICULTIES = ['easy', 'medium', 'hard'];
const SYLLABLES = ['ka', 'lo', 'mi', 'ne', 'ru', 'sa', 'ti', 'vo', 'da', 'fe', 'gu', 'hi', 'po', 'be', 'wa', 'zu'];

/** Numbers below a bound, the same at every run. */
function numbers(): (below: number) => number {
  let state = 1;
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) % below;
  };
}

function bankOf(count: number): { entries: BankEntry[]; exercises: McqExercise[] } {
  const next = numbers();
  const word = () => Array.from({ length: 1 + next(4) }, () => SYLLABLES[next(SYLLABLES.length)]).join('');
  const vocabulary = Array.from({ length: 500 }, word);
  // A few words make up most of a text.
  const sentence = (words: number) =>
    Array.from({ length: words }, () => vocabulary[next(1 + next(vocabulary.length))]).join(' ');
  const exercises = Array.from({ length: count }, (_, at): McqExercise => {
    const options = ['A', 'B', 'C', 'D'].map((label) => ({
      id: `${at}${label}`,
      label,
      text: sentence(3 + next(5)),
      rationale_wrong: 'No.',
    }));
    return {
      id: `e${at}`,
      exercise_type: 'mcq',
      stem: `Which ${sentence(12)}?`,
      cognitive_level: LEVELS[next(2 + next(3))],
      difficulty: DIFFICULTIES[next(3)],
      aligned_learning_objective: `lo_${next(12)}`,
      options,
      answer_key: { label: 'A', option_id: `${at}${'ABCD'[next(4)]}`, rationale_right: 'Yes.' },
    };
  });
  const entries = exercises.map(
    (one): BankEntry => ({
      id: one.id,
      difficulty: one.difficulty ?? null,
      cognitive_level: one.cognitive_level ?? null,
      objective: one.aligned_learning_objective ?? null,
      quality: next(1000) / 1000,
      alike: next(50) === 0 ? `set ${next(10)}` : null,
      is_pinned: false,
      is_blocked: next(20) === 0,
      is_used_before: next(10) === 0,
    }),
  );
  return { entries, exercises };
}

const measure = (run: (round: number) => unknown) =>
  figure(
    Array.from({ length: ROUNDS }, (_, round) => {
      const start = performance.now();
      run(round);
      return performance.now() - start;
    }),
  );

const bench: Bench = {
  name: 'quiz',
  about: 'assembling a quiz of 20 and finding hints, in this process',
  run: async (say) => {
    const rows: Row[] = [];
    for (const count of [200, 2_000, 10_000]) {
      say(`${count} exercises`);
      const { entries, exercises } = bankOf(count);
      const reference = {
        what: 'sorting them by their stems',
        figure: measure(() => exercises.map(({ stem }) => stem).sort()),
      };
      const targets = {
        length: 20,
        difficulty: { easy: 6, medium: 8, hard: 6 },
        cognitive_level: { Recall: 5, Comprehension: 5, Application: 5, Transfer: 5 },
        objectives: Array.from({ length: 12 }, (_, at) => `lo_${at}`),
      };
      let proved = 0;
      const assembled = measure((seed) => {
        if (assembleQuiz(entries, targets, { seed, before: [] }).is_best) proved++;
      });
      rows.push({
        what: `a quiz out of ${count}`,
        figure: assembled,
        reference,
        target: count === 2_000 ? { text: '<= 100 ms', is_met: assembled.median <= 100 } : undefined,
        how: `with near-duplicates, blocked exercises and those of other quizzes; ${proved} of ${ROUNDS} seeds proved to be the best`,
      });
      rows.push({
        what: `hints on ${count} exercises`,
        figure: measure(() => exercises.map((one) => exerciseHints(one, 'en'))),
        reference,
        how: 'all rules of single exercises',
      });
      rows.push({
        what: `hints on a bank of ${count}`,
        figure: measure(() => bankHints(exercises, targets.objectives)),
        reference,
        how: 'places of right answers, longest options, near-duplicates among all, objectives',
      });
    }
    return rows;
  },
};
export default bench;
