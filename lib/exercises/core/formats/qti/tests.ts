import { loss } from '../losses.ts';
import type { QuestionTest, ReadQuestion, Refusal } from '../report.ts';
import type { ReadTest } from './test-read.ts';

/** What a test says that the studio has written: a package of ours has its questions in the order of their bank. */
export const OWN_TOOL = 'Trailwright';

interface Arranged {
  questions: ReadQuestion[];
  tests?: QuestionTest[];
}

/**
 * Questions in the order of the tests that name them, those of no test after them, with the weights that the tests give them. A package
 * of the studio keeps the order of its bank, which is another one than that of its quiz.
 */
export function arranged(questions: readonly ReadQuestion[], tests: readonly ReadTest[]): Arranged {
  if (tests.length === 0) return { questions: [...questions] };
  const named = tests.filter(({ toolName }) => toolName !== OWN_TOOL).flatMap(({ items }) => items);
  const rank = new Map<string, number>();
  for (const { path } of named) if (!rank.has(path)) rank.set(path, rank.size);
  const rankOf = ({ source }: ReadQuestion) => rank.get(source.file ?? '') ?? rank.size;
  const ordered = [...questions].sort((one, other) => rankOf(one) - rankOf(other));
  const placeOf = new Map<string, number>();
  for (const [at, { source }] of ordered.entries())
    if (source.file !== undefined && !placeOf.has(source.file)) placeOf.set(source.file, at);
  const weighted = new Set<number>();
  return { questions: ordered, tests: tests.map((one) => quizOf(one, ordered, placeOf, weighted)) };
}

function quizOf(
  { name, file, items, losses: found }: ReadTest,
  questions: readonly ReadQuestion[],
  placeOf: ReadonlyMap<string, number>,
  weighted: Set<number>,
): QuestionTest {
  const losses = [...found];
  const places = new Set<number>();
  const left: string[] = [];
  const again = new Set<string>();
  let hasOtherWeight = false;
  for (const { path, weight } of items) {
    const at = placeOf.get(path);
    const exercise = at === undefined ? null : questions[at]?.exercise;
    if (at === undefined || !exercise) left.push(path);
    else if (places.has(at)) again.add(path);
    else {
      places.add(at);
      // What another test says of it was there first.
      if (weighted.has(at)) hasOtherWeight ||= (exercise.weight ?? 1) !== (weight ?? 1);
      else if (weight !== undefined) exercise.weight = weight;
      else if (exercise.weight !== 1) delete exercise.weight;
      weighted.add(at);
    }
  }
  if (left.length > 0) losses.push(loss('test_item_left', 'quiz', { sentence: leftWords(left.length, file) }));
  if (again.size > 0) losses.push(loss('test_item_again', 'quiz'));
  if (hasOtherWeight && !losses.some(({ code }) => code === 'test_weights'))
    losses.push(loss('test_weights', 'quiz', { sentence: 'Another test gives a question another weight.' }));
  return { name, file, questions: [...places], losses };
}

const leftWords = (count: number, file: string) =>
  `${file} names ${count} ${count === 1 ? 'question' : 'questions'} that ${count === 1 ? 'is' : 'are'} not in the package, or could not be taken.`;

/** A test that cannot be read; its questions can be. */
export const unreadableTest = (file: string, { sentence }: Refusal): ReadTest => ({
  name: file,
  file,
  toolName: '',
  items: [],
  losses: [loss('test_unreadable', 'quiz', { sentence: `${file}: ${sentence}` })],
});
