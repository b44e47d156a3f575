import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bundleLinks } from './bundles.ts';

type Links = [number, number][];
const times = (count: number, from: number, to: number): Links => Array.from({ length: count }, () => [from, to]);

describe('links between cards', () => {
  test.each<{ name: string; links: Links; bundles: ReturnType<typeof bundleLinks> }>([
    { name: 'within a card and to no card', links: [[0, 0], [-1, 0], [0, -1]], bundles: [] }, // biome-ignore format: a table
    { name: 'one', links: [[1, 0]], bundles: [{ from: 1, to: 0, count: 1, back: 0, is_mixed: false }] }, // biome-ignore format: a table
    {
      name: 'a majority of two to one against the outline',
      links: [...times(4, 1, 0), ...times(2, 0, 1)],
      bundles: [{ from: 1, to: 0, count: 4, back: 2, is_mixed: false }],
    },
    {
      name: 'no clear majority: the outline decides',
      links: [...times(139, 1, 0), ...times(104, 0, 1)],
      bundles: [{ from: 0, to: 1, count: 104, back: 139, is_mixed: true }],
    },
  ])('$name', ({ links, bundles }) => {
    expect(bundleLinks(links)).toEqual(bundles);
  });

  test('are all counted, whatever their order', () => {
    const card = fc.integer({ min: -1, max: 6 });
    fc.assert(
      fc.property(fc.array(fc.tuple(card, card)), (links) => {
        const bundles = bundleLinks(links);
        const between = links.filter(([from, to]) => from >= 0 && to >= 0 && from !== to);
        expect(bundles.reduce((sum, { count, back }) => sum + count + back, 0)).toBe(between.length);
        expect(bundleLinks(links.toReversed())).toEqual(bundles);
        for (const { from, to, count, back, is_mixed } of bundles) {
          if (is_mixed) expect(from).toBeLessThan(to);
          else expect(count).toBeGreaterThanOrEqual(2 * back);
        }
      }),
    );
  });
});
