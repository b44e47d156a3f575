import { expect, test } from 'vitest';
import { drawChart } from './drawn.tsx';
import type { ChartFormat } from './format.ts';

const format = {
  count: String,
  score: String,
  money: String,
  week: String,
  weekLong: String,
} as unknown as ChartFormat;
const voiced = (persona: number, weeks: number) =>
  Array.from({ length: 3 }, (_, nth) => ({
    week: `2026-11-${String(2 + 7 * nth).padStart(2, '0')}`,
    persona_id: `p${persona}`,
    persona: `Persona ${persona}`,
    closeness: nth < weeks ? 0.5 : null,
  }));

test('of many lines those that say most often are drawn, and what is left out is told', () => {
  const few = [1, 2, 3, 4].flatMap((persona) => voiced(persona, 3));
  expect(drawChart('voice', few as never, 'template', format).leftOut).toBeNull();
  const { spoken, leftOut } = drawChart('voice', [...voiced(5, 1), ...few] as never, 'template', format);
  expect(leftOut).toBe('4 of 5 are drawn. The table has them all.');
  expect(spoken[0]).toContain('Persona 4');
  expect(spoken[0]).not.toContain('Persona 5');
});

test('of many bars the dearest come, and a persona that never said anything is not counted', () => {
  const bars = Array.from({ length: 10 }, (_, nth) => ({
    key: `m${nth}`,
    label: `Model ${nth}`,
    cost_micros: 100 - nth,
  }));
  const { spoken, leftOut } = drawChart('costs', bars as never, 'model', format);
  expect(spoken).toHaveLength(8);
  expect(leftOut).toBe('8 of 10 are drawn. The table has them all.');
  const silent = [...voiced(1, 2), ...[6, 7, 8, 9].flatMap((persona) => voiced(persona, 0))];
  expect(drawChart('voice', silent as never, 'template', format).leftOut).toBeNull();
});
