import { describe, expect, test, vi } from 'vitest';
import type { Result } from '#lib/base/core/problem.ts';
import type { ContentAccess } from '../data/content.ts';
import { ContentPointers } from './pointers.ts';

const access = (snapshot_id: string, more: Partial<ContentAccess> = {}): Result<ContentAccess> => ({
  ok: true,
  data: { workspace_id: 'w', is_open: true, way: 'open', snapshot_id, status: 'current', ...more },
});

/** An answer of the database that comes when it is told to. */
function later() {
  let arrive: (answer: Result<ContentAccess>) => void = () => undefined;
  const promise = new Promise<Result<ContentAccess>>((resolve) => {
    arrive = resolve;
  });
  return { promise, arrive };
}

function pointers() {
  const line = { isUp: true, now: 0 };
  return {
    line,
    it: new ContentPointers(
      () => line.isUp,
      () => line.now,
    ),
  };
}

const demo = { workspace: 'demo' };

describe('pointers', () => {
  test('are asked for once and then known', async () => {
    const { it } = pointers();
    const ask = vi.fn(async () => access('one'));
    await Promise.all([it.find(demo, ask), it.find(demo, ask)]);
    expect(it.peek(demo)).toEqual({ workspace_id: 'w', is_open: true, snapshot_id: 'one' });
    await it.find(demo, ask);
    expect(ask).toHaveBeenCalledTimes(1);
    it.moved('another');
    expect(it.peek(demo)).not.toBeNull();
    it.moved('w');
    expect(it.peek(demo)).toBeNull();
  });

  test('that were read before a promotion are neither kept nor given to anybody after it', async () => {
    const { it } = pointers();
    const [old, fresh] = [later(), later()];
    const answers = [old.promise, fresh.promise];
    const ask = vi.fn(() => answers.shift() ?? Promise.resolve(access('new')));
    const before = it.find(demo, ask);
    // The database has answered, the answer is under way, and the promotion is announced.
    it.moved('w');
    const after = it.find(demo, ask);
    expect(ask).toHaveBeenCalledTimes(2);
    old.arrive(access('old'));
    await Promise.resolve();
    expect(it.peek(demo)).toBeNull();
    fresh.arrive(access('new'));
    expect(await after).toMatchObject({ data: { snapshot_id: 'new' } });
    expect(await before).toMatchObject({ data: { snapshot_id: 'new' } });
    expect(it.peek(demo)).toMatchObject({ snapshot_id: 'new' });
  });

  test('that are overtaken again and again are given out after the third question, and not kept', async () => {
    const { it } = pointers();
    // A promotion is announced during every answer, as in a workspace where somebody promotes without end.
    const ask = vi.fn(async () => {
      it.moved('w');
      return access(`state ${ask.mock.calls.length}`);
    });
    expect(await it.find(demo, ask)).toMatchObject({ data: { snapshot_id: 'state 3' } });
    expect(ask).toHaveBeenCalledTimes(3);
    expect(it.peek(demo)).toBeNull();
  });

  test('that are overtaken once are asked for once more, and then kept', async () => {
    const { it } = pointers();
    const ask = vi.fn(async () => {
      if (ask.mock.calls.length === 1) it.moved('w');
      return access(`state ${ask.mock.calls.length}`);
    });
    expect(await it.find(demo, ask)).toMatchObject({ data: { snapshot_id: 'state 2' } });
    expect(ask).toHaveBeenCalledTimes(2);
    expect(it.peek(demo)).toMatchObject({ snapshot_id: 'state 2' });
  });

  test('are believed for a second while nobody hears of promotions, and forgotten when somebody does again', async () => {
    const { it, line } = pointers();
    line.isUp = false;
    await it.find(demo, async () => access('one'));
    line.now = 1_000;
    expect(it.peek(demo)).not.toBeNull();
    line.now = 1_001;
    expect(it.peek(demo)).toBeNull();
    await it.find(demo, async () => access('two'));
    it.reset();
    line.isUp = true;
    expect(it.peek(demo)).toBeNull();
  });

  test('of a closed workspace are for those whose key was found valid, for a minute at a time', async () => {
    const { it, line } = pointers();
    const keyed = { ...demo, key_hash: 'k' };
    const closed = { is_open: false, way: 'key' } as const;
    await it.find(keyed, async () => access('one', closed));
    expect(it.peek(keyed)).not.toBeNull();
    expect(it.peek(demo)).toBeNull();
    expect(it.peek({ ...demo, key_hash: 'other' })).toBeNull();
    expect(it.knowsKey('elsewhere', 'k')).toBe(false);
    line.now = 60_001;
    expect(it.peek(keyed)).toBeNull();
    await it.find(keyed, async () => access('one', closed));
    it.moved('w');
    expect(it.knowsKey('demo', 'k')).toBe(false);
  });

  test('to exact snapshots say nothing about the current one, and ready ones are not remembered', async () => {
    const { it } = pointers();
    const exact = { ...demo, snapshot_id: 'past' };
    await it.find(exact, async () => access('past', { status: 'archived' }));
    expect(it.peek(exact)).toMatchObject({ snapshot_id: 'past' });
    expect(it.peek(demo)).toBeNull();
    const ready = { ...demo, snapshot_id: 'next' };
    await it.find(ready, async () => access('next', { status: 'ready' }));
    expect(it.peek(ready)).toBeNull();
  });

  test('a refusal is not remembered', async () => {
    const { it } = pointers();
    const refused = { ok: false, problem: { code: 'not_found', message: '' } } as const;
    expect(await it.find(demo, async () => refused)).toEqual(refused);
    expect(await it.find(demo, async () => access('one'))).toMatchObject({ ok: true });
  });
});
