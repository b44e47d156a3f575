import { expect, test } from 'vitest';
import { filterOf, issuesOf } from './courses.ts';

const ID = '00000000-0000-4000-8000-000000000001';
const asked = (query: string) => filterOf(new URLSearchParams(query));

test('an address says which courses are meant', () => {
  expect(
    asked(
      `q=%20soil%20&persona=${ID}&type=mixed&framework=GPS&level=none&status=reviewed&fidelity=90&quality=75&validation=failed`,
    ),
  ).toEqual({
    q: 'soil',
    persona: ID,
    type: 'mixed',
    framework: 'GPS',
    level: 'none',
    status: 'reviewed',
    fidelity: 0.9,
    quality: 0.75,
    validation: 'failed',
  });
  expect(asked('persona=none&type=none')).toEqual({ persona: 'none', type: 'none' });
});

test('what it cannot mean is left out', () => {
  expect(asked('q=&persona=someone&type=odd&level=odd&status=none&fidelity=many&quality=101&validation=none')).toEqual(
    {},
  );
});

test('what a validator says is read in whatever way it was written', () => {
  expect(issuesOf([{ issue: 'No goal', severity: 'high' }, 'Too long', { message: 'No steps' }, { code: 7 }])).toEqual([
    { text: 'No goal', severity: 'high' },
    { text: 'Too long', severity: null },
    { text: 'No steps', severity: null },
    { text: '{"code":7}', severity: null },
  ]);
  expect([issuesOf(null), issuesOf('One')]).toEqual([[], [{ text: 'One', severity: null }]]);
});
