import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { placeLabels } from './place-labels.ts';

const rect = fc.record({
  x: fc.integer({ min: 0, max: 400 }),
  y: fc.integer({ min: 0, max: 400 }),
  width: fc.integer({ min: 4, max: 60 }),
  height: fc.integer({ min: 4, max: 60 }),
});
type Box = { x: number; y: number; width: number; height: number };
const overlap = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

describe('names beside small frames', () => {
  test('stand below where there is room, else above, right or left', () => {
    const of = { rect: { x: 100, y: 100, width: 20, height: 20 } };
    const label = { of, text: 'Maps', width: 30, height: 10 };
    const where = (...taken: Box[]) => placeLabels([label], [of.rect, ...taken], 2)[0]?.box;
    expect(where()).toMatchObject({ x: 95, y: 122 });
    const below = { x: 90, y: 121, width: 60, height: 20 };
    expect(where(below)).toMatchObject({ x: 95, y: 88 });
    const above = { x: 90, y: 70, width: 60, height: 20 };
    expect(where(below, above)).toMatchObject({ x: 124, y: 105 });
    const right = { x: 121, y: 95, width: 20, height: 20 };
    expect(where(below, above, right)).toMatchObject({ x: 66, y: 105 });
    expect(where(below, above, right, { x: 60, y: 95, width: 30, height: 20 })).toBeUndefined();
  });

  test('never cover a frame or each other', () => {
    fc.assert(
      fc.property(fc.array(rect, { maxLength: 30 }), fc.integer({ min: 10, max: 90 }), (rects, width) => {
        const frames = rects.map((each) => ({ rect: each }));
        const labels = frames.map((of) => ({ of, text: 'x', width, height: 12 }));
        const boxes = placeLabels(labels, rects, 2).map(({ box }) => box);
        boxes.forEach((box, at) => {
          expect(rects.some((other) => overlap(box, other))).toBe(false);
          expect(boxes.some((other, index) => index !== at && overlap(box, other))).toBe(false);
        });
      }),
    );
  });
});
