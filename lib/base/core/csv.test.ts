import { expect, test } from 'vitest';
import { csvOf, guarded } from './csv.ts';

test('a table is written with what its cells need, and without formulas', () => {
  const rows = [
    ['A "quoted", title', 0.92, null],
    ['=HYPERLINK("x")', -3, undefined],
  ];
  expect(csvOf(['title', 'fidelity', 'persona'], rows)).toBe(
    `\ufefftitle,fidelity,persona\r\n"A ""quoted"", title",0.92,\r\n"'=HYPERLINK(""x"")",-3,\r\n`,
  );
});

test('an apostrophe that stood there already is told apart', () => {
  expect([guarded('=1'), guarded("'=1"), guarded('-1.5'), guarded('+word'), guarded('word')]).toEqual([
    "'=1",
    "''=1",
    '-1.5',
    "'+word",
    'word',
  ]);
});
