import { describe, expect, test } from 'vitest';
import { guarded } from '#lib/base/core/csv.ts';
import { fileOf, outcomeOf, PLAIN, refusalOf } from '../formats.cases.ts';
import { writeQuestions } from '../write-questions.ts';
import { joined, parted, readNumber, unguarded } from './cells.ts';
import { readTable } from './table.ts';

describe('cells', () => {
  test.each([
    ['=SUM(A1)', "'=SUM(A1)"],
    ['+1 more', "'+1 more"],
    ['@home', "'@home"],
    ['-a', "'-a"],
    ["'=a", "''=a"],
    ['\t=a', "'\t=a"],
    ['-3.5', '-3.5'],
    ["'tis", "'tis"],
    ['a=b', 'a=b'],
  ])('%j is guarded as %j, and comes back', (cell, safe) => {
    expect(guarded(cell)).toBe(safe);
    expect(unguarded(safe)).toBe(cell);
  });

  test('several texts in a cell come back, whatever is in them', () => {
    const texts = ['a', 'b | c', 'd\\', '\\|', 'two\nlines', '\\n'];
    expect(parted(joined(texts))).toEqual(texts);
    expect(parted('')).toEqual([]);
  });

  test.each([
    ['1.5', 'point', 1.5],
    ['1,5', 'comma', 1.5],
    ['−2', 'point', -2],
    ['1,234', 'point', 'ambiguous'],
    ['1.234', 'comma', 'ambiguous'],
    ['1,234', 'comma', 1.234],
    ['2e3', 'point', 2000],
    ['a lot', 'point', Number.NaN],
    ['1,5', 'point', Number.NaN],
  ] as const)('%s with a decimal %s is %s', (cell, decimal, number) => {
    expect(readNumber(cell, decimal)).toBe(number);
  });
});

describe('tables', () => {
  test('a quote that is never closed costs its own row only', () => {
    const file = fileOf('id,stem,right\n1,Is it?,true\n2,"Is that so?,true\n3,And this?,false\n');
    expect(outcomeOf(file)).toEqual([['true_false'], [null, 'broken_row'], ['true_false']]);
    expect(file.questions.map(({ source }) => source.line)).toEqual([2, 3, 4]);
    expect(file.questions[1]).toMatchObject({
      source: { text: '2,"Is that so?,true' },
      losses: [{ sentence: expect.stringMatching(/quote/) }],
    });
  });

  test('a quote that a later row closes costs its own row only as well', () => {
    const file = fileOf('id,stem,right\n1,"Is it?,true\n2,"Is that so?",true\n3,And this?,false\n');
    expect(outcomeOf(file)).toEqual([[null, 'broken_row'], ['true_false'], ['true_false']]);
  });

  test('cells over several lines count their lines', () => {
    const file = fileOf('id,stem,right\r\n1,"a\r\nb",true\r\n\r\n2,c,x\r\n');
    expect(file.questions.map(({ source }) => [source.line, source.text])).toEqual([
      [2, '1,"a\r\nb",true'],
      [5, '2,c,x'],
    ]);
  });

  test('too many cells, an empty row and an unknown column are named', () => {
    const file = fileOf('stem,right,mood\na,true,\nb,true,,c\n,,\nd,true,gay\n');
    expect(outcomeOf(file)).toEqual([
      ['true_false'],
      [null, 'broken_row'],
      [null, 'no_stem'],
      ['true_false', 'unknown_column'],
    ]);
  });

  test('a table in which nothing is whole is refused', () => {
    const rows = Array.from({ length: 150 }, (_, at) => `${at},"a" b,true`).join('\n');
    expect(refusalOf(`id,stem,right\n${rows}\n`, 'x.csv').code).toBe('csv_broken');
  });

  test.each(['stem,right', 'stem;right', 'stem\tright', '"stem";"right"', 'Question;"Right answer"'])(
    '%j has its separator',
    (head) => {
      expect(readTable(`${head}\na${head.match(/[,;\t]/)?.[0]}b\n`)).toMatchObject({ rows: [{ cells: ['a', 'b'] }] });
    },
  );
});

describe('rows', () => {
  test.each<[string, string, (string | null)[]]>([
    ['a letter', 'stem,right,option_1,option_2\nW?,B,one,two', ['mcq']],
    ['letters', 'stem,right,option_a,option_b\nW?,"A, B",one,two', ['multi_select']],
    ['the option itself', 'stem,right,choice_1,choice_2\nW?,two,one,two', ['mcq']],
    ['no right one', 'stem,type,right,option_1,option_2\nW?,mcq,C,one,two', ['mcq', 'no_right_answer']],
    ['a number', 'stem,right,tolerance\nW?,2,0.5', ['numeric']],
    ['a number in two readings', 'stem;right;tolerance\nW?;1.234;0', ['numeric', 'ambiguous_number']],
    ['words', 'stem,right\nW?,soil', ['short_answer']],
    ['nothing right', 'stem,level\nW?,Recall', ['open_response']],
    ['a blank that is not there', 'stem,text,blank_1,blank_2\nW?,a {{x}},b,c', ['cloze', 'blank_mismatch']],
    ['a type of somebody', 'stem,type\nW?,sorcery', [null, 'unknown_type']],
  ])('%s', (_, text, outcome) => {
    expect(outcomeOf(fileOf(`${text}\n`, 'x.csv'))).toEqual([outcome]);
  });

  test('windows-1252 with semicolons and decimal commas', () => {
    const text = 'stem;right;tolerance\nWie groß?;2,5;10 %\n';
    const file = fileOf(Uint8Array.from(text, (sign) => sign.charCodeAt(0)));
    expect(file.encoding).toBe('windows-1252');
    expect(file.questions[0]?.exercise).toMatchObject({
      stem: 'Wie groß?',
      value: 2.5,
      tolerance: { mode: 'relative', value: 0.1 },
    });
  });

  test('formulas in a file run nowhere: every cell of an export that would is guarded', () => {
    const [first] = PLAIN;
    const { text } = writeQuestions([{ ...first, stem: '=HYPERLINK("https://x.example")', id: '@a' }], 'csv');
    expect(text).toContain(`'@a,"'=HYPERLINK(""https://x.example"")"`);
    expect(fileOf(text).questions[0]?.exercise).toMatchObject({ id: '@a', stem: '=HYPERLINK("https://x.example")' });
  });
});
