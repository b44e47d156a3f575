import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Area, placeAt, placeBeside } from './place-at.ts';

const screen = { top: 0, left: 0, right: 1440, bottom: 900 };
const line = (top: number, left = 300): Area => ({ top, bottom: top + 24, left, right: left + 80 });

describe('a list at the text', () => {
  test('stands below where it fits', () =>
    expect(placeAt(line(100), { width: 320, height: 300 }, screen)).toMatchObject({ top: 130, left: 300 }));
  test('stands above in the lower half', () =>
    expect(placeAt(line(800), { width: 320, height: 300 }, screen)).toMatchObject({ top: 494 }));
  test('scrolls where it is longer than the room', () =>
    expect(placeAt(line(150), { width: 320, height: 830 }, { ...screen, bottom: 420 })).toMatchObject({
      top: 180,
      maxHeight: 232,
    }));
  test('never leaves the screen', () => {
    const between = (min: number, max: number) => fc.integer({ min, max });
    fc.assert(
      fc.property(
        fc.record({ width: between(390, 2000), height: between(300, 1200) }),
        fc.record({ top: between(0, 1160), left: between(-50, 2000) }),
        fc.record({ width: between(40, 340), height: between(20, 1500) }),
        (view, at, size) => {
          fc.pre(at.top + 24 < view.height);
          const area = { top: 0, left: 0, right: view.width, bottom: view.height };
          const place = placeAt(line(at.top, at.left), size, area);
          const height = Math.min(size.height, place.maxHeight);
          expect(place.top + height).toBeLessThanOrEqual(view.height);
          expect(place.left).toBeGreaterThanOrEqual(0);
          expect(place.left + size.width).toBeLessThanOrEqual(view.width);
          // Nor does it cover the line it is about.
          expect(place.top >= at.top + 24 || place.top + height <= at.top).toBe(true);
        },
      ),
    );
  });
});

describe('a bar beside the text', () => {
  const size = { width: 40, height: 180 };
  const column = { top: 0, bottom: 3000, left: 200, right: 900 };
  test('stands level with the words', () =>
    expect(placeBeside(line(300), size, column, screen)).toMatchObject({ left: 906, top: 300 }));
  test('goes to the other side where there is no room', () =>
    expect(placeBeside(line(300), size, column, { ...screen, right: 920 })).toMatchObject({ left: 154 }));
  test('stays on the screen', () => expect(placeBeside(line(850), size, column, screen)?.top).toBe(712));
  test('is not there where it would cover words', () =>
    expect(placeBeside(line(300), size, { ...column, left: 0, right: 390 }, { ...screen, right: 390 })).toBeNull());
  test('leaves with the words', () => expect(placeBeside(line(-60), size, column, screen)).toBeNull());
});
