export interface PackageCase {
  name: string;
  body: Record<string, unknown>;
  /** `rule pointer` of each error. */
  errors: string[];
}

const bank = (...ids: unknown[]) => ids.map((id) => ({ id, exercise_type: 'short_answer' }));

/** Lesson packages with what is wrong with them. `packageProblems` and `private.package_problems` agree on all of it. */
export const PACKAGE_CASES: PackageCase[] = [
  { name: 'an empty bank and an empty quiz', body: { exercise_bank: [], quiz: [] }, errors: [] },
  { name: 'a quiz drawn from the bank', body: { exercise_bank: bank('a', 'b', 'c'), quiz: ['c', 'a'] }, errors: [] },
  {
    name: 'a quiz with the right total',
    body: { exercise_bank: bank('a'), quiz: ['a'], quiz_metadata: { total_items: 1 } },
    errors: [],
  },
  {
    name: 'a total that is no number is nobody’s business',
    body: { exercise_bank: [], quiz: [], quiz_metadata: { total_items: '3' } },
    errors: [],
  },
  { name: 'quiz metadata that is no object', body: { exercise_bank: [], quiz: [], quiz_metadata: [7] }, errors: [] },
  { name: 'quiz metadata that is null', body: { exercise_bank: [], quiz: [], quiz_metadata: null }, errors: [] },
  { name: 'nothing at all', body: {}, errors: ['package_shape '] },
  { name: 'no bank, and a quiz that could not be drawn from it', body: { quiz: ['a'] }, errors: ['package_shape '] },
  { name: 'no quiz', body: { exercise_bank: bank('a', 'a') }, errors: ['package_shape '] },
  { name: 'a bank that is an object', body: { exercise_bank: { a: 1 }, quiz: [] }, errors: ['package_shape '] },
  { name: 'a quiz that is null', body: { exercise_bank: [], quiz: null }, errors: ['package_shape '] },
  {
    name: 'an id used twice',
    body: { exercise_bank: bank('a', 'b', 'a'), quiz: [] },
    errors: ['duplicate_exercise /exercise_bank/2/id'],
  },
  {
    name: 'an id used three times',
    body: { exercise_bank: bank('a', 'a', 'a'), quiz: [] },
    errors: ['duplicate_exercise /exercise_bank/1/id', 'duplicate_exercise /exercise_bank/2/id'],
  },
  {
    name: 'a quiz item that is not in the bank',
    body: { exercise_bank: bank('a'), quiz: ['a', 'b'] },
    errors: ['unknown_quiz_item /quiz/1'],
  },
  {
    name: 'a quiz item named twice',
    body: { exercise_bank: bank('a', 'b'), quiz: ['a', 'b', 'a'] },
    errors: ['duplicate_quiz_item /quiz/2'],
  },
  {
    name: 'an unknown quiz item named twice',
    body: { exercise_bank: [], quiz: ['x', 'x'] },
    errors: ['duplicate_quiz_item /quiz/1', 'unknown_quiz_item /quiz/0', 'unknown_quiz_item /quiz/1'],
  },
  {
    name: 'the wrong total',
    body: { exercise_bank: bank('a'), quiz: ['a'], quiz_metadata: { total_items: 2 } },
    errors: ['quiz_total /quiz_metadata/total_items'],
  },
  {
    name: 'a total that is not whole',
    body: { exercise_bank: [], quiz: [], quiz_metadata: { total_items: 0.5 } },
    errors: ['quiz_total /quiz_metadata/total_items'],
  },
  {
    name: 'the number 1 and the text 1 are two ids',
    body: { exercise_bank: bank(1, '1'), quiz: ['1', 1] },
    errors: [],
  },
  {
    name: 'a number is not the text of it',
    body: { exercise_bank: bank(1), quiz: ['1'] },
    errors: ['unknown_quiz_item /quiz/0'],
  },
  { name: 'one exercise without an id', body: { exercise_bank: [{ exercise_type: 'mcq' }], quiz: [] }, errors: [] },
  {
    name: 'two exercises without an id',
    body: { exercise_bank: [{}, {}], quiz: [] },
    errors: ['duplicate_exercise /exercise_bank/1/id'],
  },
  {
    name: 'an exercise with the id null beside one without',
    body: { exercise_bank: [{}, { id: null }], quiz: [] },
    errors: [],
  },
  {
    name: 'ids differ by case and by blanks',
    body: { exercise_bank: bank('a', 'A', 'a '), quiz: ['A', 'a', 'a '] },
    errors: [],
  },
  { name: 'ids beyond ASCII', body: { exercise_bank: bank('é', 'e\u0301', '😀'), quiz: ['😀', 'é'] }, errors: [] },
  {
    name: 'exercises that are no objects',
    body: { exercise_bank: ['a', 'b'], quiz: [] },
    errors: ['duplicate_exercise /exercise_bank/1/id'],
  },
];
