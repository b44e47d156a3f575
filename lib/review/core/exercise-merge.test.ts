import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { differenceOf } from './exercise-change.ts';
import { chooseFields, isStillSeen, mergeChanged, mergeOf } from './exercise-merge.ts';

const option = (id: string, text: string) => ({ id, label: id.toUpperCase(), text, rationale_wrong: null });
const base = {
  id: 'one',
  exercise_type: 'mcq',
  stem: 'How many?',
  options: [option('a', '2,000'), option('b', '2,050')],
  answer_key: { label: 'A', option_id: 'a', rationale_right: 'A share.' },
  difficulty: 'easy',
};
const key = (option_id: string) => ({ label: option_id.toUpperCase(), option_id, rationale_right: 'Why.' });

describe('a draft and a lesson', () => {
  test('that touch different fields merge by themselves, each with whose it is', () => {
    const merge = mergeChanged(base, { ...base, stem: 'How many rows?' }, { ...base, difficulty: 'hard' });
    expect(merge).toMatchObject({
      merged: { ...base, stem: 'How many rows?', difficulty: 'hard' },
      places: [],
      of_draft: ['stem'],
      of_lesson: ['difficulty'],
    });
  });

  test('that touch the same field are chosen between', () => {
    const merge = mergeChanged(base, { ...base, stem: 'Draft?' }, { ...base, stem: 'Lesson?', difficulty: 'hard' });
    expect(merge.places).toMatchObject([{ name: 'stem', base: { stem: 'How many?' } }]);
    expect(chooseFields(merge, ['lesson'])).toEqual({ ...base, stem: 'Lesson?', difficulty: 'hard' });
    expect(chooseFields(merge, ['draft'])).toEqual({ ...base, stem: 'Draft?', difficulty: 'hard' });
  });

  test('options and key are one place: a key never names an option of the other side', () => {
    const lesson = { ...base, options: [option('a', '2,000'), option('c', '250')] };
    const merge = mergeChanged(base, { ...base, answer_key: key('b') }, lesson);
    expect(merge.places).toMatchObject([{ name: 'options', fields: ['options', 'answer_key'] }]);
    expect(chooseFields(merge, ['lesson'])).toEqual(lesson);
    expect(chooseFields(merge, ['draft'])).toEqual({ ...base, answer_key: key('b') });
  });

  test('what both changed alike is taken once', () => {
    const same = { ...base, answer_key: key('b'), stem: 'Same?' };
    expect(mergeChanged(base, same, same)).toMatchObject({ merged: same, places: [], of_draft: [], of_lesson: [] });
  });

  test('whatever they are: each field is the one of a side that touched it, and both sides are there to choose', () => {
    const value = fc.option(fc.constantFrom('x', 'y', 'z'), { nil: undefined });
    const exercise = fc.record({ stem: value, options: value, answer_key: value, difficulty: value });
    fc.assert(
      fc.property(exercise, exercise, exercise, (was, draft, lesson) => {
        const merge = mergeChanged(was, draft, lesson);
        const [ours, theirs] = (['draft', 'lesson'] as const).map((side) =>
          chooseFields(
            merge,
            merge.places.map(() => side),
          ),
        );
        for (const field of ['stem', 'options', 'answer_key', 'difficulty'] as const) {
          if (draft[field] !== was[field]) expect(ours?.[field]).toBe(draft[field]);
          if (lesson[field] !== was[field]) expect(theirs?.[field]).toBe(lesson[field]);
          if (draft[field] === was[field] && lesson[field] === was[field]) expect(ours?.[field]).toBe(was[field]);
        }
      }),
    );
  });
});

const now = (more: object) => [
  { exercise_id: 'one', is_as_drafted: false, hash: 'h', exercise: base, by_name: 'Mira', ...more },
];
const part = { do: 'change' as const, exercise_id: 'one', before: base, exercise: { ...base, stem: 'Draft?' } };

test('there is nothing to merge with an exercise that is as it was drafted, gone, or would go', () => {
  expect(mergeOf(part, now({ is_as_drafted: true }))).toBeNull();
  expect(mergeOf(part, now({ hash: null, exercise: null }))).toBeNull();
  expect(mergeOf({ do: 'remove', exercise_id: 'one', before: base, why: 'x' }, now({}))).toBeNull();
  expect(mergeOf(part, now({}))).not.toBeNull();
});

test('an approval is asked again once the exercise is another than was seen', () => {
  const approved = { nth: 0, is_approved: true };
  expect(isStillSeen(approved, part, now({ is_as_drafted: true }))).toBe(true);
  expect(isStillSeen(approved, part, now({}))).toBe(false);
  expect(isStillSeen({ ...approved, exercise_hash: 'h' }, part, now({}))).toBe(true);
  expect(isStillSeen({ ...approved, exercise_hash: 'older' }, part, now({}))).toBe(false);
  expect(isStillSeen({ nth: 0, is_approved: false }, part, now({}))).toBe(true);
});

describe('the difference of two exercises', () => {
  test('names the old and the new key, and says of each option what becomes of it', () => {
    const after = {
      ...base,
      options: [option('a', '2,000'), option('b', '2,050'), option('c', '250')],
      answer_key: key('b'),
    };
    expect(differenceOf(base, after)).toMatchObject({
      key: { before: 'A. 2,000', after: 'B. 2,050' },
      options: [
        { id: 'a', was_right: true, is_right: false },
        { id: 'b', was_right: false, is_right: true },
        { id: 'c', before: null },
      ],
      fields: [{ field: 'rationale_right', before: 'A share.', after: 'Why.' }],
    });
  });

  test('an option that only moved is the same answer', () => {
    const moved = {
      ...base,
      options: [option('b', '2,050'), option('a', '2,000')],
      answer_key: { ...base.answer_key, label: 'B' },
    };
    expect(differenceOf(base, moved)?.key).toBeNull();
  });

  test('an option that goes stands after the others', () => {
    const { options } = differenceOf(base, { ...base, options: [option('b', '2,050')], answer_key: key('b') }) ?? {};
    expect(options?.map(({ id, after }) => [id, after === null])).toEqual([
      ['b', false],
      ['a', true],
    ]);
  });

  test('nothing is said of an exercise of a kind nobody knows', () => {
    expect(differenceOf(base, { exercise_type: 'maze' })).toBeNull();
  });
});
