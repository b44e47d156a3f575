import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Exercise } from '#lib/exercises/core/exercise.ts';
import { exerciseHints } from '#lib/exercises/core/hints.ts';
import { nearDuplicates } from '#lib/exercises/core/near-duplicates.ts';
import { assembleQuiz } from '#lib/exercises/core/quiz/assemble.ts';
import { readExercise } from '#lib/exercises/core/read-exercise.ts';

// Hints as a counter written by somebody else in Python finds them in two courses, and a quiz beside the optimum that GLPK proved.

const ROOT = path.resolve(import.meta.dirname, '..');
const content = process.env.TRAILWRIGHT_CONTENT_DIR ?? path.join(ROOT, '../shared/content');
const judges = path.join(content, '../judges');
const COUNTER = path.join(judges, 'itemhints.py');
const ITEMS = path.join(judges, 'quiz2000.json');

/** Choices with a right answer, which are what the counter looks at. */
function choicesOf(course: string): Exercise[] {
  return globSync(path.join(content, course, 'units/*.json'))
    .sort()
    .flatMap((file) => JSON.parse(readFileSync(file, 'utf8')).lessons ?? [])
    .flatMap((lesson) => lesson.package?.exercise_bank ?? [])
    .flatMap((raw) => readExercise(raw) ?? [])
    .filter((one) => one.exercise_type === 'mcq' && one.options.some(({ id }) => id === one.answer_key.option_id));
}

/** How many exercises have a hint, by its code; missing reasons by where they are missing. */
function countHints(exercises: readonly Exercise[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const exercise of exercises) {
    const codes = exerciseHints(exercise, 'en').map(({ code, pointer }) =>
      code === 'missing_reason' ? `${code} ${pointer.startsWith('/options') ? 'wrong' : 'right'}` : code,
    );
    for (const code of new Set(codes)) counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
}

/** What the counter prints: `course exercises 97 {'rule': 3, ...} ... Jaccard>=.7 0`. */
function theirCounts(course: string): Record<string, number> {
  const line = execFileSync('python3', [COUNTER, path.join(content, course)], { encoding: 'utf8' });
  const counts = Object.fromEntries(
    [...(/\{.*?\}/.exec(line)?.[0] ?? '').matchAll(/'([^']+)': (\d+)/g)].map(([, rule, count]) => [
      rule,
      Number(count),
    ]),
  );
  return { ...counts, similar: Number(/(\d+)\s*$/.exec(line)?.[1]) };
}

describe.skipIf(!existsSync(COUNTER)).each(['hf-llm-course', 'iot-for-beginners'])('hints on %s', (course) => {
  const exercises = choicesOf(course);
  const [ours, theirs] = [countHints(exercises), existsSync(COUNTER) ? theirCounts(course) : {}];

  test.each([
    ['right_is_longest', 'key 1.5x mean of others and 15 chars'],
    ['all_or_none', 'all/none of the above'],
    ['shared_word', 'stem word only in the key'],
    ['few_options', 'fewer than 3 options'],
    ['equal_options', 'two equal options'],
    ['missing_reason wrong', 'a distractor without rationale'],
    ['missing_reason right', 'no rationale_right'],
  ])('%s: the same number', (code, rule) => {
    expect(ours[code] ?? 0).toBe(theirs[rule] ?? 0);
  });

  // The counter does not look at emphasis, nor at the right option: what we find is part of it.
  test.each([
    ['plain_negative', 'negative stem'],
    ['absolute_only_in_wrong', 'absolute word in a distractor'],
  ])('%s: no more', (code, rule) => {
    expect(ours[code] ?? 0).toBeGreaterThan(0);
    expect(ours[code] ?? 0).toBeLessThanOrEqual(theirs[rule] ?? 0);
  });

  test('pairs of similar stems: the same number', () => {
    const stems = exercises.map(({ stem }, at) => ({ id: String(at), stem, answers: '' }));
    expect(nearDuplicates(stems)).toHaveLength(theirs.similar ?? -1);
  });
});

test.skipIf(!existsSync(ITEMS))('2,000 exercises: the optimum that GLPK proved, the same quiz 20 times', () => {
  const items: { id: string; d: string; c: string; o: string; q: number }[] = JSON.parse(readFileSync(ITEMS, 'utf8'));
  const bank = items.map(({ id, d, c, o, q }) => ({
    id,
    difficulty: d,
    cognitive_level: c,
    objective: o,
    quality: q,
    alike: null,
    is_pinned: false,
    is_blocked: false,
    is_used_before: false,
  }));
  const targets = {
    length: 20,
    difficulty: { easy: 6, medium: 8, hard: 6 },
    cognitive_level: { Recall: 5, Comprehension: 5, Application: 5, Transfer: 5 },
    objectives: [...new Set(items.map(({ o }) => o))],
  };
  const quizzes = Array.from({ length: 20 }, () => assembleQuiz(bank, targets, { seed: 4711, before: [] }));
  for (const { cost, is_best, gaps } of quizzes) {
    expect(Math.abs(cost - -0.019825)).toBeLessThan(1e-6);
    expect(is_best).toBe(true);
    expect(gaps).toEqual([]);
  }
  expect(new Set(quizzes.map(({ quiz }) => quiz.join())).size).toBe(1);
});
