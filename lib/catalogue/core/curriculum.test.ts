import { describe, expect, test } from 'vitest';
import { editPlan, planOf } from './curriculum.ts';

const plan = () => ({
  course: { title: 'IoT' },
  modules: [
    {
      number: 1,
      title: 'Start',
      goal: 'See one',
      lessons: [
        { number: 1, title: 'What it is', minutes: 10 },
        { number: 2, title: 'Devices' },
      ],
    },
    { number: 2, title: 'Farm', lessons: ['Predict growth', 'Water'] },
  ],
});

describe('a curriculum as a plan', () => {
  test('has modules and lessons, and what is beside their titles is kept', () => {
    expect(planOf(plan())).toEqual([
      {
        title: 'Start',
        others: [['goal', 'See one']],
        lessons: [
          { title: 'What it is', others: [['minutes', 10]] },
          { title: 'Devices', others: [] },
        ],
      },
      {
        title: 'Farm',
        others: [],
        lessons: [
          { title: 'Predict growth', others: [] },
          { title: 'Water', others: [] },
        ],
      },
    ]);
    expect(planOf(null)).toEqual([]);
    expect(planOf({ modules: [{ name: 'By name', lessons: [] }] })).toEqual([
      { title: 'By name', others: [], lessons: [] },
    ]);
  });

  test.each([['a text'], [[1]], [{ modules: 'none' }], [{ modules: [1] }], [{ modules: [{ lessons: [null] }] }]])(
    'is none where a form could not show it: %j',
    (odd) => expect(planOf(odd)).toBeNull(),
  );
});

describe('an edit', () => {
  test('of a title leaves everything beside it as it came', () => {
    const edited = editPlan(plan(), { do: 'title', at: { module: 0, lesson: 0 }, title: 'What it does' });
    const expected = plan();
    Object.assign(expected.modules[0]?.lessons[0] as object, { title: 'What it does' });
    expect(JSON.stringify(edited)).toBe(JSON.stringify(expected));
    expect(editPlan({ modules: [{ name: 'Old' }] }, { do: 'title', at: { module: 0 }, title: 'New' })).toEqual({
      modules: [{ name: 'New' }],
    });
    expect(editPlan(plan(), { do: 'title', at: { module: 1, lesson: 1 }, title: 'Watering' })).toMatchObject({
      modules: [{}, { lessons: ['Predict growth', 'Watering'] }],
    });
  });

  test('that changes the order counts again where it was counted', () => {
    const moved = editPlan(plan(), { do: 'move', at: { module: 1 }, by: -1 });
    expect(moved).toMatchObject({
      modules: [
        { number: 1, title: 'Farm' },
        { number: 2, title: 'Start' },
      ],
    });
    const odd = {
      modules: [
        { number: 3, title: 'A' },
        { number: 7, title: 'B' },
      ],
    };
    expect(editPlan(odd, { do: 'move', at: { module: 0 }, by: 1 })).toEqual({
      modules: [
        { number: 7, title: 'B' },
        { number: 3, title: 'A' },
      ],
    });
    expect(editPlan(plan(), { do: 'move', at: { module: 0 }, by: -1 })).toEqual(plan());
  });

  test('that removes counts again as well', () => {
    expect(editPlan(plan(), { do: 'remove', at: { module: 0, lesson: 0 } })).toMatchObject({
      modules: [{ lessons: [{ number: 1, title: 'Devices' }] }, {}],
    });
    expect(editPlan(plan(), { do: 'remove', at: { module: 0 } })).toMatchObject({
      modules: [{ number: 1, title: 'Farm' }],
    });
  });

  test('that adds speaks as the others do', () => {
    expect(editPlan(plan(), { do: 'add_module' })).toMatchObject({
      modules: [{}, {}, { number: 3, title: '', lessons: [] }],
    });
    expect(editPlan(null, { do: 'add_module' })).toEqual({ modules: [{ title: '', lessons: [] }] });
    expect(editPlan(plan(), { do: 'add_lesson', module: 0, after: 0 })).toMatchObject({
      modules: [{ lessons: [{ title: 'What it is' }, { number: 2, title: '' }, { number: 3, title: 'Devices' }] }, {}],
    });
    expect(editPlan(plan(), { do: 'add_lesson', module: 1, after: 1 })).toMatchObject({
      modules: [{}, { lessons: ['Predict growth', 'Water', ''] }],
    });
  });

  test('of what is not there changes nothing', () => {
    expect(editPlan(plan(), { do: 'remove', at: { module: 9 } })).toEqual(plan());
    expect(editPlan(plan(), { do: 'remove', at: { module: 0, lesson: 9 } })).toEqual(plan());
  });
});

test.each([
  ['a module', { modules: [{ title: { en: 'Start' }, lessons: [] }] }],
  ['a lesson', { modules: [{ title: 'Start', lessons: ['One', { title: ['Two'] }] }] }],
])('%s whose title is no text makes no plan: nothing can be typed over it', (_, curriculum) => {
  expect(planOf(curriculum)).toBeNull();
});
