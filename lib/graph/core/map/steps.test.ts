import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { indexNumbers } from '../graph.ts';
import { descendants } from '../reach.ts';
import { type Bundle, bundleLinks } from './bundles.ts';
import { layMapOut, MAP_SIZES } from './layout.ts';
import { stepsOf } from './steps.ts';

const chain = (...cards: number[]): [number, number][] => cards.slice(1).map((card, at) => [cards[at] as number, card]);

describe('steps', () => {
  test.each<{ name: string; count: number; links: [number, number][]; steps: number[][]; unlinked: number[] }>([
    { name: 'nothing', count: 0, links: [], steps: [], unlinked: [] },
    { name: 'cards without a link keep the order of the outline', count: 3, links: [], steps: [], unlinked: [0, 1, 2] },
    { name: 'against the outline', count: 3, links: chain(2, 1), steps: [[2], [1]], unlinked: [0] },
    {
      name: 'the longest way counts, and a shorter one is implied',
      count: 4,
      links: [...chain(0, 1, 2, 3), [0, 3]],
      steps: [[0], [1], [2], [3]],
      unlinked: [],
    },
    {
      name: 'in a circle, the one that speaks least clearly gives way',
      count: 3,
      links: [...chain(1, 2, 0), ...chain(1, 2, 0), [0, 1]],
      steps: [[1], [2], [0]],
      unlinked: [],
    },
    { name: 'few cross', count: 4, links: [[0, 3], [1, 2]], steps: [[0, 1], [3, 2]], unlinked: [] }, // biome-ignore format: a table
  ])('$name', ({ count, links, steps, unlinked }) => {
    const found = stepsOf(count, bundleLinks(links));
    expect(found.steps).toEqual(steps);
    expect(found.unlinked).toEqual(unlinked);
  });
});

const sheet = fc.integer({ min: 1, max: 12 }).chain((count) => {
  const card = fc.integer({ min: 0, max: count - 1 });
  return fc.array(fc.tuple(card, card), { maxLength: 60 }).map((links) => ({ count, bundles: bundleLinks(links) }));
});

const reached = (count: number, bundles: Bundle[]) => {
  const end = (of: 'from' | 'to') => Int32Array.from(bundles, (bundle) => bundle[of]);
  const index = indexNumbers(Array.from({ length: count }, String), new Map(), end('from'), end('to'));
  return Array.from({ length: count }, (_, card) => descendants(index, card).sort((a, b) => a - b));
};

describe('whatever the links are', () => {
  test('every card is in exactly one step, and every bundle is drawn, implied or against', () => {
    fc.assert(
      fc.property(sheet, ({ count, bundles }) => {
        const { steps, unlinked, drawn, implied, against } = stepsOf(count, bundles);
        const sorted = (numbers: number[]) => numbers.sort((a, b) => a - b);
        expect(sorted([...steps.flat(), ...unlinked])).toEqual(Array.from({ length: count }, (_, card) => card));
        expect(sorted([...drawn, ...implied, ...against])).toEqual([...bundles.keys()]);
      }),
    );
  });

  test('no drawn link goes up, and its way passes each step once', () => {
    fc.assert(
      fc.property(sheet, ({ count, bundles }) => {
        const { steps, rows, drawn, ways } = stepsOf(count, bundles);
        const stepOf = (card: number) => steps.findIndex((cards) => cards.includes(card));
        drawn.forEach((number, at) => {
          const { from, to } = bundles[number] as Bundle;
          const way = ways[at] as number[];
          expect([way[0], way.at(-1)]).toEqual([from, to]);
          expect(way.map((node) => rows.findIndex((row) => row.includes(node)))).toEqual(
            Array.from({ length: stepOf(to) - stepOf(from) + 1 }, (_, step) => stepOf(from) + step),
          );
        });
      }),
    );
  });

  test('what is drawn leads from everywhere to everywhere that all forward links lead', () => {
    fc.assert(
      fc.property(sheet, ({ count, bundles }) => {
        const { drawn, implied } = stepsOf(count, bundles);
        const picked = (numbers: number[]) => numbers.map((number) => bundles[number] as Bundle);
        expect(reached(count, picked(drawn))).toEqual(reached(count, picked([...drawn, ...implied])));
      }),
    );
  });

  test('cards stand within the width, and none over another', () => {
    fc.assert(
      fc.property(sheet, fc.integer({ min: 2 * MAP_SIZES.least, max: 1400 }), ({ count, bundles }, width) => {
        const cards = Array.from({ length: count });
        const { boxes, bands, height } = layMapOut({ cards, bundles, ...stepsOf(count, bundles) }, width, true);
        expect(bands.flatMap((band) => band.cards)).toHaveLength(count);
        boxes.forEach((box, card) => {
          expect(box.x).toBeGreaterThan(-0.01);
          expect(box.x + box.width).toBeLessThan(width + 0.01);
          expect(box.y + box.height).toBeLessThanOrEqual(height);
          for (const other of boxes.slice(card + 1)) {
            const isBeside = box.x + box.width < other.x + 0.01 || other.x + other.width < box.x + 0.01;
            expect(isBeside || box.y + box.height <= other.y || other.y + other.height <= box.y).toBe(true);
          }
        });
      }),
    );
  });
});
