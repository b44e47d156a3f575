import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChangeAction } from './history.ts';
import { type Save, sittingsOf, wholeSittings } from './sittings.ts';

interface Line extends Save {
  name: string;
}

const MIDNIGHT = Date.parse('2026-11-15T00:00:00Z');

/** A line of a table: `who what minute`, where `what` may be `A`, `A+B` for several, or `restore:A` for another act. */
function line(said: string): Line {
  const [who = '', what = '', minute = '0'] = said.split(' ');
  const [action, things] = what.includes(':') ? (what.split(':') as [string, string]) : ['edit', what];
  const [shown, beyond] = things.split('…');
  return {
    name: said,
    action: action.replace(/^(create|delete)$/, 'edit') as ChangeAction,
    author: who === 'nobody' ? null : who,
    created_at: new Date(MIDNIGHT + Number(minute) * 60_000).toISOString(),
    total: (shown as string).split('+').length + Number(beyond ?? 0),
    versions: (shown as string).split('+').map((entity_id) => ({
      kind: 'spark',
      entity_id,
      operation: action === 'create' || action === 'delete' ? action : 'update',
    })),
  };
}

const grouped = (...said: string[]) => sittingsOf(said.map(line)).map((saves) => saves.map(({ name }) => name));

describe('a sitting', () => {
  test.each<[why: string, saves: string[], sizes: number[]]>([
    ['of one save', ['ann A 0'], [1]],
    ['of saves with short pauses', ['ann A 30', 'ann A 16', 'ann A 2'], [3]],
    ['goes on across midnight', ['ann A 5', 'ann A -5'], [2]],
    ['is as long as it likes', ['ann A 42', 'ann A 28', 'ann A 14', 'ann A 0'], [4]],
    ['ends with a pause of 15 minutes', ['ann A 15', 'ann A 0'], [1, 1]],
    ['does not end just before that', ['ann A 14.99', 'ann A 0'], [2]],
    ['is one person’s', ['ann A 2', 'bob A 1', 'ann A 0'], [1, 1, 1]],
    ['is of a person, not of the system', ['nobody A 1', 'nobody A 0'], [1, 1]],
    ['is of one thing', ['ann A 1', 'ann B 0'], [1, 1]],
    ['goes on past another thing', ['ann A 3', 'ann B 2', 'ann A 1', 'bob B 0'], [2, 1, 1]],
    ['ends with another act', ['ann A 3', 'ann restore:A 2', 'ann A 1'], [1, 1, 1]],
    ['not with an act about another thing', ['ann A 3', 'ann restore:B 2', 'ann A 1'], [2, 1]],
    ['ends with an edit of several', ['ann A 3', 'ann A+B 2', 'ann A 1'], [1, 1, 1]],
    ['ends with an act over more than is shown', ['ann A 3', 'ann bulk_edit:B…9 2', 'ann A 1'], [1, 1, 1]],
    ['does not begin by making the thing', ['ann A 3', 'ann create:A 2'], [1, 1]],
    ['does not end by removing it', ['ann delete:A 3', 'ann A 2'], [1, 1]],
    ['is no row of imports', ['ann import:A 1', 'ann import:A 0'], [1, 1]],
    ['bears a save that was written down a moment late', ['ann A 1', 'ann A 2'], [2]],
  ])('%s', (_, saves, sizes) => {
    expect(grouped(...saves).map((sitting) => sitting.length)).toEqual(sizes);
  });

  test('stands where its newest save stood, and has its saves in their order', () => {
    expect(grouped('ann A 3', 'bob B 2', 'ann A 1', 'bob B 0')).toEqual([
      ['ann A 3', 'ann A 1'],
      ['bob B 2', 'bob B 0'],
    ]);
  });
});

describe('a page of whole sittings', () => {
  test.each<[why: string, saves: string[], isEnd: boolean, whole: number]>([
    ['is all there is at the end', ['ann A 1', 'ann A 0'], true, 2],
    ['is nothing while the first may go on', ['ann A 1', 'ann A 0'], false, 0],
    ['ends before one that may go on', ['ann A 30', 'bob A 29', 'ann B 28'], false, 0 + 1],
    ['ends after one that somebody else ended', ['ann A 3', 'bob restore:A 2'], false, 2],
    ['ends after one that a pause ended', ['ann A 60', 'ann A 58', 'bob restore:B 40'], false, 3],
    [
      'does not cut through two that are interleaved',
      ['ann A 60', 'bob B 59', 'ann A 58', 'bob restore:B 57'],
      false,
      0,
    ],
  ])('%s', (_, saves, isEnd, whole) => {
    expect(wholeSittings(saves.map(line), isEnd)).toBe(whole);
  });
});

/** Histories as they may be: several people and things, acts among the saves, newest first. */
const histories = fc
  .array(
    fc.record({
      who: fc.constantFrom('ann', 'bob', 'nobody'),
      what: fc.constantFrom('A', 'A', 'B', 'C', 'A+B', 'restore:A', 'import:B', 'create:C', 'bulk_edit:A…7'),
      minutes: fc.constantFrom(0, 1, 5, 14, 15, 16, 300),
    }),
    { maxLength: 60 },
  )
  .map((acts) => {
    let at = 0;
    return acts.map(({ who, what, minutes }, nth) => {
      at -= minutes;
      return { ...line(`${who} ${what} ${at}`), name: String(nth) };
    });
  });

describe('of any history', () => {
  test('every save is in exactly one sitting, in its order, and nothing is lost', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const sittings = sittingsOf(history).map((saves) => saves.map(({ name }) => Number(name)));
        expect(sittings.flat().sort((one, other) => one - other)).toEqual(history.map((_, nth) => nth));
        for (const saves of sittings) expect(saves).toEqual(saves.toSorted((one, other) => one - other));
        const newest = sittings.map(([first]) => first as number);
        expect(newest).toEqual(newest.toSorted((one, other) => one - other));
      }),
    );
  });

  test('saves of a sitting are one person’s, of one thing, with short pauses', () => {
    fc.assert(
      fc.property(histories, (history) => {
        for (const saves of sittingsOf(history).filter(({ length }) => length > 1)) {
          expect(new Set(saves.map(({ author }) => author)).size).toBe(1);
          expect(new Set(saves.flatMap(({ versions }) => versions.map((one) => one.entity_id))).size).toBe(1);
          const times = saves.map(({ created_at }) => Date.parse(created_at));
          for (const [at, time] of times.entries())
            if (at > 0) expect((times[at - 1] as number) - time).toBeLessThan(15 * 60_000);
        }
      }),
    );
  });

  test('pages that end where sittings are whole give the same sittings as all of it', () => {
    fc.assert(
      fc.property(histories, fc.integer({ min: 1, max: 20 }), (history, read) => {
        const pages: string[][] = [];
        for (let from = 0; from < history.length; ) {
          let [until, whole] = [from, 0];
          while (whole === 0) {
            until = Math.min(until + read, history.length);
            whole = wholeSittings(history.slice(from, until), until === history.length);
          }
          pages.push(...sittingsOf(history.slice(from, from + whole)).map((saves) => saves.map(({ name }) => name)));
          from += whole;
        }
        expect(pages).toEqual(sittingsOf(history).map((saves) => saves.map(({ name }) => name)));
      }),
    );
  });
});
