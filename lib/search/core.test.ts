import { describe, expect, test } from 'vitest';
import { bestPassage, hitLine, hitsOf, hitWords, wordsApart } from './core.ts';

describe('a text with its hits', () => {
  test.each([
    ['', []],
    ['no hit', ['no hit']],
    ['a \u0002walrus\u0003 here', ['a ', ['walrus'], ' here']],
    ['\u0002one\u0003\u0002two\u0003', [['one'], ['two']]],
    ['cut \u0002off', ['cut ', 'off']],
    ['stray\u0003 end', ['stray end']],
  ])('%j', (marked, pieces) => {
    expect(hitsOf(marked)).toEqual(
      pieces.map((piece) =>
        typeof piece === 'string' ? { text: piece, is_hit: false } : { text: piece[0], is_hit: true },
      ),
    );
  });

  test('its words, each once, and no more than asked for', () => {
    expect(hitWords('\u0002Maps\u0003 and \u0002maps\u0003 of \u0002lists\u0003')).toEqual(['maps', 'lists']);
    expect(hitWords('\u0002a\u0003\u0002b\u0003\u0002c\u0003', 2)).toEqual(['a', 'b']);
  });
});

describe('the passage to open', () => {
  const at = (...hits: [number, string][]) => bestPassage(hits.map(([at, word]) => ({ at, word })));
  test('is where most of the words are', () => {
    expect(at([0, 'map'], [5000, 'Map'], [5100, 'list'], [9000, 'list'])).toBe(1);
  });
  test('is the first of equals, and none where there is no hit', () => {
    expect(at([10, 'map'], [900, 'map'])).toBe(0);
    expect(at()).toBe(-1);
  });
});

describe('the line of a hit', () => {
  const line = (marked: string) => {
    const { text, hits } = hitLine(marked, 20, 60);
    return [text, hits.map(([from, to]) => text.slice(from, to))];
  };
  test.each([
    ['an \u0002actuator\u0003 turns', 'an actuator turns', ['actuator']],
    ['over\n two  lines: \u0002map\u0003', 'over two lines: map', ['map']],
    ['\u0002map\u0003 and \u0002list\u0003', 'map and list', ['map', 'list']],
    [`${'a long way before it comes to the '}\u0002point\u0003`, '…it comes to the point', ['point']],
    ['no hit at all', 'no hit at all', []],
    ['', '', []],
  ])('%j', (marked, text, hits) => {
    expect(line(marked)).toEqual([text, hits]);
  });

  test('ends where enough was said', () => {
    expect(hitLine(`\u0002map\u0003${' and'.repeat(99)}\u0002list\u0003`).hits).toEqual([[0, 3]]);
  });
});

describe('the words to ask for one by one', () => {
  test.each([
    ['outre jions', ['outre', 'jions']],
    ['  the jions of  the outre  tables', ['tables', 'jions', 'outre']],
    ['a actuatr', ['actuatr']],
    ['actuatr', []],
    ['a b', []],
    ['', []],
  ])('%j', (typed, words) => {
    expect(wordsApart(typed)).toEqual(words);
  });
});
