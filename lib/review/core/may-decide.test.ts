import { describe, expect, test } from 'vitest';
import { whyNot, whyNotReject } from './may-decide.ts';

const me = { user_id: 'me', is_reviewer: true };
const item = {
  kind: 'spark',
  status: 'pending',
  stale_because: null,
  is_own: false,
  may_approve_own: false,
  waits_for_lesson: false,
  claim: null,
  base_md: null,
} as const;
const claimOf = (by: string) => ({ by, by_name: 'Tomás', until: '2026-11-30T10:00:00Z' });

describe('approving', () => {
  test.each([
    ['what waits and somebody else asked for', {}, null],
    ['what is decided', { status: 'approved' }, 'decided'],
    ['what a newer version took the place of', { status: 'superseded' }, 'superseded'],
    ['what was taken back by who asked', { status: 'withdrawn' }, 'decided'],
    ['one’s own order', { is_own: true }, 'own'],
    ['one’s own order where the workspace lets it', { is_own: true, may_approve_own: true }, null],
    ['what somebody else is deciding', { claim: claimOf('other') }, 'claimed'],
    ['what one is deciding oneself', { claim: claimOf('me') }, null],
    ['what was written for another text', { status: 'stale', stale_because: 'changed' }, 'merge_first'],
    ['what was written for a lesson that is gone', { status: 'stale', stale_because: 'gone' }, 'gone'],
    ['exercises for another text', { kind: 'exercises', status: 'stale', stale_because: 'changed' }, null],
    ['a quiz for a lesson that is gone', { kind: 'quiz', status: 'stale', stale_because: 'gone' }, 'gone'],
    ['exercises before their lesson', { waits_for_lesson: true }, 'lesson_first'],
  ] as const)('%s', (_name, more, why) => {
    expect(whyNot({ ...item, ...more }, me)).toBe(why);
  });

  test('nothing at all without the role', () => {
    expect(whyNot(item, { ...me, is_reviewer: false })).toBe('not_reviewer');
    expect(whyNotReject(item, { ...me, is_reviewer: false })).toBe('not_reviewer');
  });
});

test('rejecting asks for less: one’s own, what is stale and what waits for a lesson may go', () => {
  for (const more of [
    { is_own: true },
    { status: 'stale', stale_because: 'changed' },
    { status: 'stale', stale_because: 'gone' },
    { waits_for_lesson: true },
  ] as const)
    expect(whyNotReject({ ...item, ...more }, me)).toBeNull();
  expect(whyNotReject({ ...item, status: 'rejected' }, me)).toBe('decided');
  expect(whyNotReject({ ...item, claim: claimOf('other') }, me)).toBe('claimed');
});
