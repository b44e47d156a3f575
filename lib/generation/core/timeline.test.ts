import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type TimedCall, type TimedStep, timelineOf } from './timeline.ts';

const at = (ms: number): string => new Date(1_000_000 + ms).toISOString();
const now = (ms: number): number => 1_000_000 + ms;
const step = (id: string, from: number | null, to: number | null, status: TimedStep['status'] = 'completed') => ({
  id,
  status,
  started_at: from === null ? null : at(from),
  completed_at: to === null ? null : at(to),
});
const call = (id: string, of: string, from: number, to: number | null, more: Partial<TimedCall> = {}): TimedCall => ({
  id,
  step_run_id: of,
  book: to === null ? 'sent' : 'settled',
  outcome: to === null ? null : 'ok',
  sent_at: at(from),
  settled_at: to === null ? null : at(to),
  ...more,
});
const shown = ({ rows }: ReturnType<typeof timelineOf>) => rows.map(({ kind, id, from, to }) => [kind, id, from, to]);

describe('a timeline', () => {
  test('has a row for each step that has begun, from the start of the first', () => {
    const line = timelineOf([step('a', 100, 300), step('b', 300, 900), step('c', null, null, 'pending')], [], now(900));
    expect(shown(line)).toEqual([
      ['step', 'a', 0, 200],
      ['step', 'b', 200, 800],
    ]);
    expect(line.total).toBe(800);
  });

  test('one call is part of the row of its step', () => {
    const line = timelineOf([step('a', 0, 500)], [call('x', 'a', 10, 490)], now(600));
    expect(line.rows).toMatchObject([{ kind: 'step', only: { id: 'x' } }]);
  });

  test('several calls have rows of their own, and a wait where the provider asked for one', () => {
    const calls = [call('x', 'a', 0, 100, { outcome: 'limited' }), call('y', 'a', 12_100, 13_000)];
    expect(shown(timelineOf([step('a', 12_050, 13_010)], calls, now(14_000)))).toEqual([
      ['step', 'a', 0, 13_010],
      ['call', 'x', 0, 100],
      ['wait', 'y wait', 100, 12_100],
      ['call', 'y', 12_100, 13_000],
    ]);
  });

  test('no wait after an answer, nor where the next call follows at once', () => {
    const calls = [
      call('x', 'a', 0, 100),
      call('y', 'a', 5_000, 6_000, { outcome: 'invalid' }),
      call('z', 'a', 6_100, 7_000),
    ];
    expect(timelineOf([step('a', 0, 7_000)], calls, now(7_000)).rows.map(({ kind }) => kind)).toEqual([
      'step',
      'call',
      'call',
      'call',
    ]);
  });

  test('what is under way ends now; a call that nobody heard of again ends where it was sent', () => {
    expect(shown(timelineOf([step('a', 0, null, 'in_progress')], [call('x', 'a', 50, null)], now(700)))).toEqual([
      ['step', 'a', 0, 700],
    ]);
    const lost = call('x', 'a', 50, null, { book: 'unknown' });
    expect(shown(timelineOf([step('a', 0, 400)], [lost, call('y', 'a', 60, 400)], now(9_000)))).toEqual([
      ['step', 'a', 0, 400],
      ['call', 'x', 50, 50],
      ['call', 'y', 60, 400],
    ]);
  });

  test('every row lies within the whole, and no call is lost', () => {
    const time = fc.nat(10_000);
    const calls = fc.array(
      fc.record({ from: time, took: fc.option(time), outcome: fc.constantFrom('ok', 'limited', 'failed') }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(calls, time, (given, began) => {
        const all = given.map(({ from, took, outcome }, nth) =>
          call(`c${nth}`, 'a', from, took === null ? null : from + took, took === null ? {} : { outcome }),
        );
        const { rows, total } = timelineOf([step('a', began, null, 'in_progress')], all, now(25_000));
        for (const { from, to } of rows) {
          expect(from).toBeGreaterThanOrEqual(0);
          expect(to).toBeGreaterThanOrEqual(from);
          expect(to).toBeLessThanOrEqual(total);
        }
        const seen = rows.flatMap((row) =>
          row.kind === 'call' ? [row.call.id] : row.kind === 'step' && row.only ? [row.only.id] : [],
        );
        expect(seen.sort()).toEqual(all.map(({ id }) => id).sort());
      }),
    );
  });
});
