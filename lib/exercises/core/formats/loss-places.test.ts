import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markLoss } from './loss-places.ts';
import { LOSSES } from './losses.ts';

describe('markLoss', () => {
  it('marks the points of options in Moodle XML and GIFT', () => {
    const xml = '<answer fraction="50"><text>Too little water</text></answer>';
    expect(markLoss(xml, 'points_of_options').filter(({ is_marked }) => is_marked)).toEqual([
      { at: 8, text: 'fraction="50"', is_marked: true },
    ]);
    expect(markLoss('{~%50%a ~%-25%b}', 'points_of_options').filter(({ is_marked }) => is_marked)).toHaveLength(2);
  });

  it('leaves the source as it is, whatever the code', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('<', '>', 'tags', '*', '"', ' ', 'x', '</tags>', '\n') }),
        fc.constantFrom(...Object.keys(LOSSES), 'unknown'),
        (source, code) => {
          expect(
            markLoss(source, code)
              .map(({ text }) => text)
              .join(''),
          ).toBe(source);
        },
      ),
    );
  });
});
