import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type QueueItem, REVIEW_GROUPS, RISKS } from './proposal.ts';
import { type Apart, chooseTogether, whyApart } from './together.ts';

const me = { user_id: '00000000-0000-4000-8000-000000000001', is_reviewer: true, may_approve_own: false };
const row = (more: Partial<QueueItem> = {}): QueueItem => ({
  id: '00000000-0000-4000-8000-000000000002',
  kind: 'spark',
  in_group: 'rewrite',
  title: 'A draft',
  status: 'pending',
  stale_because: null,
  risks: [],
  changed_share: 0.1,
  place: null,
  job_id: null,
  created_at: '2026-11-30T10:00:00Z',
  parts: null,
  words: 100,
  is_own: false,
  claim: null,
  human_share: null,
  reason_code: null,
  decided_at: null,
  assigned: null,
  ...more,
});
const claim = (by: string) => ({ by, by_name: 'Tomás', until: '2026-11-30T10:00:00Z' });

const CASES: [string, Partial<QueueItem>, Apart | null][] = [
  ['what is plain', {}, null],
  ['what one has claimed oneself', { claim: claim(me.user_id) }, null],
  ['what somebody else is deciding', { claim: claim('00000000-0000-4000-8000-000000000003') }, 'claimed'],
  ['one’s own order', { is_own: true }, 'own'],
  ['what is stale', { status: 'stale', stale_because: 'changed' }, 'changed'],
  ['what lost its lesson', { status: 'stale', stale_because: 'gone' }, 'gone'],
  ['what is decided', { status: 'approved' }, 'decided'],
  ['what weighs more', { risks: ['much_changed'] }, 'risk'],
];

test.each(CASES)('%s', (_name, more, why) => {
  expect(whyApart(row(more), me)).toBe(why);
});

test('nothing for somebody who may not decide, and one’s own where the workspace lets it', () => {
  expect(whyApart(row(), { ...me, is_reviewer: false })).toBe('not_reviewer');
  expect(whyApart(row({ is_own: true }), { ...me, may_approve_own: true })).toBeNull();
});

test('whatever is chosen, what fits is of one kind and without a reason, and nothing is lost', () => {
  const any = fc.record({
    in_group: fc.constantFrom(...REVIEW_GROUPS),
    status: fc.constantFrom('pending', 'stale', 'approved'),
    is_own: fc.boolean(),
    risks: fc.subarray([...RISKS]),
  });
  fc.assert(
    fc.property(fc.array(any, { maxLength: 12 }), (rows) => {
      const chosen = rows.map((more, nth) => row({ ...more, id: `row-${nth}` }));
      const { fit, apart } = chooseTogether(chosen, me);
      expect(new Set(fit.map(({ in_group }) => in_group)).size).toBeLessThanOrEqual(1);
      expect(fit.every((item) => whyApart(item, me) === null)).toBe(true);
      expect([...fit, ...apart.map(({ item }) => item)].map(({ id }) => id).sort()).toEqual(
        chosen.map(({ id }) => id).sort(),
      );
      // The first that can be decided says of which kind the others have to be.
      const first = chosen.find((item) => whyApart(item, me) === null);
      expect(fit[0]).toBe(first);
    }),
  );
});
