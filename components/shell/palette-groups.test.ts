import { describe, expect, test } from 'vitest';
import { firstRow, type PaletteFound, type PaletteSources, paletteGroups } from './palette-groups.ts';
import type { PaletteItem } from './palette-item.ts';

const item = (label: string, more: Partial<PaletteItem> = {}): PaletteItem => ({
  id: label,
  label,
  href: `/${label}`,
  ...more,
});

const SOURCES: PaletteSources = {
  acts: [item('New spark')],
  commands: [
    item('New spark', { keywords: ['lesson'] }),
    item('Stage snapshot', { keywords: ['publish'] }),
    item('Promote a snapshot', { refusal: 'Needs an admin' }),
  ],
  recent: [item('Outer joins')],
  pages: [item('Snapshots'), item('Graph'), item('Sparks')],
};

const found = (titles: string[], texts: string[] = [], isCurrent = true): PaletteFound => ({
  titles: titles.map((title) => item(title)),
  texts: texts.map((text) => item(text)),
  isCurrent,
});

const listed = (typed: string, what = found([]), offers: PaletteItem[] = []) =>
  paletteGroups(SOURCES, typed, what, offers).map(({ id, items }) => [id, ...items.map(({ label }) => label)]);

describe('what the palette lists', () => {
  test('before anything is typed: acts of the place, places of late, all pages', () => {
    expect(listed('')).toEqual([
      ['acts', 'New spark'],
      ['recent', 'Outer joins'],
      ['pages', 'Snapshots', 'Graph', 'Sparks'],
    ]);
  });

  test.each([
    ['a command by one word of its name', 'stage', [['commands', 'Stage snapshot']]],
    ['a command by another word for it', 'publish', [['commands', 'Stage snapshot']]],
    ['a page before commands that only mention it', 'snapshots', [['pages', 'Snapshots']]],
    [
      'the page first that begins like that, then commands with the word inside, those that are refused as well',
      'snapshot',
      [
        ['pages', 'Snapshots'],
        ['commands', 'Stage snapshot', 'Promote a snapshot'],
      ],
    ],
    ['a page that is misspelt, where nothing else is meant', 'grpah', [['close-pages', 'Graph']]],
    ['a place of late without the server', 'outr joins', [['titles', 'Outer joins']]],
  ])('%s', (_what, typed, expected) => {
    expect(listed(typed)).toEqual(expected);
  });

  test('titles in the order of how close they come, then texts, then what can be done with the words', () => {
    expect(
      listed('actuatr', found(['Sensors', 'What are actuators?', 'Actuator'], ['… turns on']), [item('All')]),
    ).toEqual([
      ['titles', 'Actuator', 'What are actuators?', 'Sensors'],
      ['texts', '… turns on'],
      ['offers', 'All'],
    ]);
  });

  test('a place of late once, where the server finds it too', () => {
    expect(listed('outer', found(['Outer joins', 'Outer space']))).toEqual([['titles', 'Outer joins', 'Outer space']]);
  });

  test('of what was found a letter ago only what still is called like that, and no guesses meanwhile', () => {
    expect(listed('graphs', found(['Sensors', 'Graphs of maps'], [], false))).toEqual([['titles', 'Graphs of maps']]);
    expect(listed('grpah', found([], [], false))).toEqual([]);
  });

  test('no more titles than can be looked through', () => {
    const [[, ...titles] = []] = listed('map', found(Array.from({ length: 20 }, (_, nth) => `Map ${nth}`)));
    expect(titles).toHaveLength(8);
  });
});

describe('the row that is chosen first', () => {
  test('is the first that can be done', () => {
    expect(firstRow(paletteGroups(SOURCES, 'promote', found(['Promoters']), []))).toBe('titles:Promoters');
    expect(firstRow([])).toBe('');
  });
});
