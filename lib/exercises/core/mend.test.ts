import { describe, expect, test } from 'vitest';
import { mended } from './mend.ts';
import { packageProblems } from './package.ts';

describe('mending', () => {
  test('sets and removes at a place, and leaves the original alone', () => {
    const value = Object.freeze({ quiz: Object.freeze(['a', 'b']), meta: Object.freeze({ 'a/b': 1 }) });
    expect(mended(value, [{ remove: '/quiz/0' }])).toEqual({ quiz: ['b'], meta: { 'a/b': 1 } });
    expect(
      mended(value, [
        { set: '/meta/a~1b', to: 2 },
        { set: '/meta/new', to: 3 },
      ]).meta,
    ).toEqual({ 'a/b': 2, new: 3 });
    expect(mended(value, [{ remove: '/meta/a~1b' }]).meta).toEqual({});
  });

  test('a place that is not there stays away', () => {
    const value = { quiz: ['a'] };
    expect(
      mended(value, [
        { set: '/quiz/3', to: 'x' },
        { set: '/none/x', to: 1 },
        { set: '/quiz/0/x', to: 1 },
      ]),
    ).toEqual(value);
  });

  test('what a problem offers takes that problem away', () => {
    const body = {
      meta: { title: 'Old' },
      exercise_bank: [
        {
          id: 'x',
          exercise_type: 'mcq',
          cognitive_level: 'RECALL',
          difficulty: 'Easy',
          options: [
            { id: 'a', label: 'B', rationale_wrong: null },
            { id: 'b', label: 'A', rationale_wrong: 'No.' },
          ],
          answer_key: { option_id: 'a', label: 'C' },
        },
      ],
      quiz: ['x', 'y', 'x'],
      quiz_metadata: { total_items: 7 },
    };
    const context = { spark: { title: 'New' } };
    let now = body;
    for (let turn = 0; turn < 20; turn++) {
      const problem = packageProblems(now, context).find(({ mend }) => mend);
      if (!problem?.mend) break;
      now = mended(now, problem.mend);
    }
    expect(packageProblems(now, context)).toEqual([]);
  });
});
