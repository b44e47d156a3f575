import { describe, expect, test } from 'vitest';
import { readBlocks } from './blocks.ts';
import { draftOutline } from './outline.ts';
import { readSource } from './read-source.ts';
import { cutToSize, gapFeatures, gapScores, isContent, segment } from './segments.ts';

const SHIPS = [
  'The ship carries sails on a tall mast.',
  'A mast of the ship is made of pine.',
  'Sails hang from the mast and fill with wind.',
];
const BREAD = [
  'Bread needs flour, salt and yeast.',
  'The yeast lifts the flour of the bread.',
  'Salt keeps the yeast of bread slow.',
];
const read = (...paragraphs: string[]) => {
  const source = readSource({ name: '', text: paragraphs.join('\n\n') });
  return { source, blocks: source.blocks.filter(isContent) };
};

describe('where a text turns', () => {
  test('between two things, and not within one', () => {
    const { source, blocks } = read(...SHIPS, '---', ...BREAD);
    const scores = gapScores(source, blocks);
    expect(scores.indexOf(Math.max(...scores.slice(1)))).toBe(3);
    expect(segment(source, blocks)).toContain(3);
    expect(segment(source, blocks, 0.5)).toEqual([0, 3]);
  });

  test('is seen by what the words before and after share', () => {
    const { source, blocks } = read(...SHIPS, ...BREAD);
    const valleys = gapFeatures(source, blocks).map(({ valley }) => valley);
    expect(valleys.indexOf(Math.max(...valleys))).toBe(3);
  });

  test('is not between a colon and its list', () => {
    const { source, blocks } = read('The ship carries:', '- sails\n- a mast', 'Bread needs flour.');
    const features = gapFeatures(source, blocks);
    expect(features.map(({ after_colon }) => after_colon)).toEqual([0, 1, 0]);
    expect(features.map(({ before_list }) => before_list)).toEqual([0, 1, 0]);
  });

  test('parts keep to their sizes as far as blocks allow', () => {
    const { source, blocks } = read(
      ...Array.from({ length: 12 }, (_, at) => (at < 6 ? SHIPS : BREAD)[at % 3] as string),
    );
    const cuts = cutToSize(
      source,
      blocks,
      blocks.map(() => 100),
      { least: 350, most: 900 },
    );
    expect(cuts).toEqual([0, 6]);
  });
});

describe('blocks', () => {
  test.each<[string, string[]]>([
    ['# One\n\ntwo\nthree\n\n- four\n\n  five\n- six\n', ['heading', 'paragraph', 'list']],
    ['One\n===\n> two\n> three\n\n***\n[a]: b', ['heading', 'quote', 'rule', 'definition']],
    ['```\n# no heading\n```\ntext', ['code', 'paragraph']],
    ['```\nnever closed\n\n# so all of it', ['code']],
    ['a | b\n--|--\n1 | 2\n\n$$\nx\n\ny\n$$\n:::tip\n<div>\nx\n</div>', ['table', 'math', 'fence', 'html']],
    ['---\ntitle: x\n---\ntext\n{#if x}\ntext', ['front_matter', 'paragraph', 'html', 'paragraph']],
    ['- a\n  ```\n\n  # no heading\n  ```\n- b\n\nc', ['list', 'paragraph']],
  ])('%j', (text, kinds) => {
    expect(readBlocks(text).map(({ kind }) => kind)).toEqual(kinds);
  });
});

describe('an outline', () => {
  const words = (count: number, word: string) => `${word} `.repeat(count).trim();
  const titles = (text: string) =>
    draftOutline([{ name: 'a.md', text }]).modules.map(({ title, lessons }) => [
      title,
      lessons.map((one) => one.title),
    ]);

  test('puts what is too short to its neighbour, under the title of the longer', () => {
    expect(
      titles(
        `# Water\n\n## Quiz\n\n${words(5, 'quiz')}\n\n## Locks\n\n${words(200, 'lock')}\n\n## Weirs\n\n${words(200, 'weir')}`,
      ),
    ).toEqual([['Water', ['Locks', 'Weirs']]]);
  });

  test('makes modules of the parts of a long source, and never one of more than eight lessons', () => {
    const part = (name: string, count: number) =>
      `## ${name}\n\n${Array.from({ length: count }, (_, at) => `### ${name} ${at}\n\n${words(400, 'gate')}`).join('\n\n')}`;
    expect(
      titles(`# Water\n\n${part('Locks', 3)}\n\n${part('Weirs', 10)}`).map(([title, lessons]) => [
        title,
        lessons?.length,
      ]),
    ).toEqual([
      ['Locks', 3],
      ['Weirs', 5],
      ['Weirs 5', 5],
    ]);
  });

  test('is called what the front matter says', () => {
    expect(titles('---\ntitle: "Locks"\n---\nA lock lifts ships.')[0]?.[0]).toBe('Locks');
  });

  test('cuts what is too long where there is no heading', () => {
    const text = `# Water\n\n## Locks\n\n${Array.from({ length: 15 }, () => words(100, 'gate')).join('\n\n')}`;
    const [[, lessons] = []] = titles(text) as [string, string[]][];
    expect(lessons?.length).toBeGreaterThan(1);
    expect(lessons?.[0]).toBe('Locks');
    expect(new Set(lessons).size).toBe(lessons?.length);
  });
});
