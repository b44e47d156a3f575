import { expect, test } from 'vitest';
import type { PlannedQuestion } from '#lib/bundles/data/questions.ts';
import { loss } from '#lib/exercises/core/formats/losses.ts';
import { reportCsv } from './report-csv.ts';

test('a report has a row for each loss, and no cell that a spreadsheet would run', () => {
  const question: PlannedQuestion = {
    nth: 0,
    fate: 'changed',
    category: '=cmd()',
    exercise: null,
    suggested_level: null,
    source: { line: 12, text: '', name: 'soil "07"' },
    alike: null,
    losses: [loss('tags', 'tags'), loss('wildcard', 'canonical_answer', { pointer: '/canonical_answer' })],
  };
  const [head, first, second, end] = reportCsv([question]).split('\r\n');
  expect(head).toBe('\ufeffline,name,category,result,code,field,what,instead');
  expect(first).toBe(`12,"soil ""07""",'=cmd(),changed,tags,tags,The question has tags.,They are left out.`);
  expect(second).toContain(',/canonical_answer,');
  expect(end).toBe('');
});
