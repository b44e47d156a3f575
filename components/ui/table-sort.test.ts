import { describe, expect, it } from 'vitest';
import { sortRows } from './table-sort.ts';

const rows = [{ title: 'Lesson 10' }, { title: 'élan' }, { title: null }, { title: 'Lesson 2' }];
const titles = (direction: 'ascending' | 'descending') =>
  sortRows(rows, (row) => row.title, { column: 'title', direction }).map((row) => row.title);

describe('sortRows', () => {
  it('sorts as people count and spell, with what has no value last either way', () => {
    expect(titles('ascending')).toEqual(['élan', 'Lesson 2', 'Lesson 10', null]);
    expect(titles('descending')).toEqual(['Lesson 10', 'Lesson 2', 'élan', null]);
  });

  it('sorts numbers as numbers and leaves the rows given alone', () => {
    const numbers = [3, 20, 1].map((value) => ({ value }));
    const sorted = sortRows(numbers, (row) => row.value, { column: 'value', direction: 'ascending' });
    expect(sorted.map((row) => row.value)).toEqual([1, 3, 20]);
    expect(numbers[0]?.value).toBe(3);
    expect(sortRows(numbers, undefined)).toBe(numbers);
  });
});
