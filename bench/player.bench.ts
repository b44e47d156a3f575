import { EXERCISE_TYPES } from '#lib/exercises/core/exercise.ts';
import { EXERCISES, rightResponse } from '#lib/exercises/core/marking.cases.ts';
import { mark } from '#lib/exercises/core/marking.ts';
import { renderExercise } from '#lib/exercises/core/rendered.ts';
import { type Bench, figure, type Row } from './report.ts';

// What a bank of 2,000 exercises costs the page of a spark, and what marking costs.

const SIZE = 2_000;
const ROUNDS = 7;
/** So many are asked for at once. */
const TOGETHER = 20;

const body = {
  exercise_bank: Array.from({ length: SIZE }, (_, at) => {
    const exercise = EXERCISES[EXERCISE_TYPES[at % EXERCISE_TYPES.length] ?? 'mcq'];
    return { ...exercise, id: `e-${at}`, stem: `${exercise.stem} With \`code ${at}\` and **weight**.` };
  }),
  quiz: [],
};

async function measure(run: () => unknown, rounds = ROUNDS) {
  const samples: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await run();
    samples.push(performance.now() - start);
  }
  return figure(samples);
}

const render = (count: number) =>
  Promise.all(body.exercise_bank.slice(0, count).map((one, place) => renderExercise(one, place)));

const bench: Bench = {
  name: 'player',
  about: 'exercises for the page of a spark and for the player',
  run: async (say) => {
    await render(TOGETHER);
    say('rendering');
    const first = await measure(() => render(TOGETHER));
    const all = await measure(() => render(SIZE), 3);
    say('marking');
    const marked = await measure(() => {
      for (const exercise of body.exercise_bank) mark(exercise, rightResponse(exercise), 'en');
    });
    const rows: Row[] = [
      {
        what: `${TOGETHER} exercises rendered`,
        figure: first,
        reference: { what: `all ${SIZE} rendered`, figure: all },
        target: { text: 'at most 100 ms', is_met: first.median <= 100 },
        how: 'in this process, after one round, nine types in turn, code and weight in each question',
      },
      {
        what: `${SIZE} answers marked`,
        figure: marked,
        target: { text: 'at most 50 ms', is_met: marked.median <= 50 },
        how: 'the same exercises, each answered rightly',
      },
    ];
    return rows;
  },
};

export default bench;
