import { describe, expect, test, vi } from 'vitest';
import type { Result } from '#lib/base/core/problem.ts';
import type { ContentAccess } from '../data/content.ts';
import { ContentPointers } from './pointers.ts';

const access = (snapshot_id: string, more: Partial<ContentAccess> = {}): Result<ContentAccess> => ({
  ok: true,
  data: { workspace_id: 'w', is_open: true, way: 'open', snapshot_id, status: 'current', ...more },
});

function pointers() {
  const clock = { now: 0 };
  return { clock, it: new ContentPointers(() => clock.now) };
}

const demo = { workspace: 'demo' };

describe('pointers', () => {
  test('are asked for once and then known, until the database says that readers get something else', async () => {
    const { it } = pointers();
    const ask = vi.fn(async () => access('one'));
    await Promise.all([it.find(demo, 'w 1', ask), it.find(demo, 'w 1', ask)]);
    expect(it.peek(demo, 'w 1')).toEqual({ workspace_id: 'w', is_open: true, snapshot_id: 'one' });
    await it.find(demo, 'w 1', ask);
    expect(ask).toHaveBeenCalledTimes(1);
    expect(it.peek(demo, 'w 2')).toBeNull();
    expect(await it.find(demo, 'w 2', async () => access('two'))).toMatchObject({ data: { snapshot_id: 'two' } });
    expect(it.peek(demo, 'w 2')).toMatchObject({ snapshot_id: 'two' });
  });

  test('that were asked for before a promotion are given to nobody who comes after it', async () => {
    const { it } = pointers();
    const old = Promise.withResolvers<Result<ContentAccess>>();
    const before = it.find(demo, 'w 1', () => old.promise);
    const after = await it.find(demo, 'w 2', async () => access('new'));
    old.resolve(access('old'));
    expect(await before).toMatchObject({ data: { snapshot_id: 'old' } });
    expect(after).toMatchObject({ data: { snapshot_id: 'new' } });
    // The late answer is kept under what it was asked under, where nobody looks any more.
    expect(it.peek(demo, 'w 2')).toBeNull();
    expect(await it.find(demo, 'w 2', async () => access('new'))).toMatchObject({ data: { snapshot_id: 'new' } });
  });

  test('of another workspace that took the name over are others', async () => {
    const { it } = pointers();
    await it.find(demo, 'first 1', async () => access('one'));
    expect(it.peek(demo, 'second 1')).toBeNull();
    expect(it.peek(demo, null)).toBeNull();
  });

  test('are believed for a second while the database cannot be asked, and nothing new is kept then', async () => {
    const { it, clock } = pointers();
    await it.find(demo, 'w 1', async () => access('one'));
    clock.now = 500;
    expect(it.peek(demo, 'w 1')).not.toBeNull();
    clock.now = 1_500;
    expect(it.peek(demo, undefined)).toMatchObject({ snapshot_id: 'one' });
    clock.now = 1_501;
    expect(it.peek(demo, undefined)).toBeNull();
    expect(await it.find(demo, undefined, async () => access('two'))).toMatchObject({ data: { snapshot_id: 'two' } });
    expect(it.peek(demo, undefined)).toBeNull();
    expect(it.peek(demo, 'w 1')).toMatchObject({ snapshot_id: 'one' });
  });

  test('of a closed workspace are for those whose key was found valid, for a minute at a time', async () => {
    const { it, clock } = pointers();
    const keyed = { ...demo, key_hash: 'k' };
    const closed = { is_open: false, way: 'key' } as const;
    await it.find(keyed, 'w 1', async () => access('one', closed));
    expect(it.peek(keyed, 'w 1')).not.toBeNull();
    expect(it.peek(demo, 'w 1')).toBeNull();
    expect(it.peek({ ...demo, key_hash: 'other' }, 'w 1')).toBeNull();
    expect(it.knowsKey('elsewhere', 'k')).toBe(false);
    clock.now = 60_001;
    expect(it.peek(keyed, 'w 1')).toBeNull();
    await it.find(keyed, 'w 1', async () => access('one', closed));
    expect(it.knowsKey('demo', 'k')).toBe(true);
    // A key was revoked, and another reader has asked since.
    await it.find(demo, 'w 2', async () => access('one', { is_open: false, way: 'member' }));
    expect(it.knowsKey('demo', 'k')).toBe(false);
    expect(it.peek(keyed, 'w 2')).toBeNull();
  });

  test('to exact snapshots say nothing about the current one, and ready ones are not remembered', async () => {
    const { it } = pointers();
    const exact = { ...demo, snapshot_id: 'past' };
    await it.find(exact, 'w 1', async () => access('past', { status: 'archived' }));
    expect(it.peek(exact, 'w 1')).toMatchObject({ snapshot_id: 'past' });
    expect(it.peek(demo, 'w 1')).toBeNull();
    await it.find(demo, 'w 1', async () => access('now'));
    await it.find(exact, 'w 1', async () => access('past', { status: 'archived' }));
    expect(it.peek(demo, 'w 1')).toMatchObject({ snapshot_id: 'now' });
    expect(it.peek(exact, 'w 2')).toBeNull();
    const ready = { ...demo, snapshot_id: 'next' };
    await it.find(ready, 'w 1', async () => access('next', { status: 'ready' }));
    expect(it.peek(ready, 'w 1')).toBeNull();
  });

  test('a refusal is not remembered', async () => {
    const { it } = pointers();
    const refused = { ok: false, problem: { code: 'not_found', message: '' } } as const;
    expect(await it.find(demo, 'w 1', async () => refused)).toEqual(refused);
    expect(await it.find(demo, 'w 1', async () => access('one'))).toMatchObject({ ok: true });
  });
});
