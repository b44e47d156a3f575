import { expect, test } from 'vitest';
import { promptRows, whoseLine } from './prompt-rows.ts';

type Line = Parameters<typeof whoseLine>[0];
const line = (of: Partial<Line>): Line => ({
  role: 'system',
  origin: 'strategy',
  owner: 'workspace',
  name: 'Ours: Guide',
  version: 1,
  text: '- Be calm.',
  left_out: 0,
  ...of,
});

test('lines of one rule stand in one row, and sources in a row each', () => {
  const rows = promptRows([
    line({}),
    line({ text: '- Be short.' }),
    line({ name: 'Ours: Other' }),
    line({ role: 'user', origin: 'source', owner: 'source', name: 'a.md' }),
    line({ role: 'user', origin: 'source', owner: 'source', name: 'a.md' }),
  ]);
  expect(rows.map(({ lines }) => lines.length)).toEqual([2, 1, 1, 1]);
});

test('what is replaced stands with what replaces it, and in no row of its own', () => {
  const theirs = line({ owner: 'parent', name: 'House: Guide', replaced_by: 'Ours: Guide' });
  const alike = line({ origin: 'seo_rule', name: 'Ours: Guide' });
  const rows = promptRows([alike, line({}), theirs]);
  expect(rows).toHaveLength(2);
  expect(rows[0]?.replaced).toEqual([]);
  expect(rows[1]?.replaced).toEqual([theirs]);
});

test('a line about the place is the place’s, whoever wrote the template', () => {
  expect(whoseLine(line({ origin: 'place', owner: 'workspace' }))).toBe('place');
  expect(whoseLine(line({ origin: 'template', owner: 'builtin' }))).toBe('builtin');
});
