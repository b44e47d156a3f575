import { describe, expect, expectTypeOf, test, vi } from 'vitest';
import { z } from 'zod';
import type { Result } from '../core/problem.ts';
import type { Db } from './clients/token.ts';
import { isNumber, isText, orNull, packedRow } from './json.ts';
import { type Args, call, callAll, callJson, parseAnswer } from './rpc.ts';

/** A database that gives what the test says. */
function answering(...answers: { data?: unknown; error?: { code: string; message: string } }[]) {
  const rpc = vi.fn(() => {
    const { data = null, error = null } = answers.shift() ?? {};
    const settled = Promise.resolve({ data, error });
    return Object.assign(settled, { range: () => settled });
  });
  return { db: { rpc } as unknown as Db, rpc };
}

const WORKSPACE = { p_workspace: 'w' };
const things = z.array(z.object({ id: z.string() }));

describe('an answer in JSON', () => {
  test('is what its schema says, and no more', async () => {
    const { db, rpc } = answering({ data: [{ id: 'a', besides: 1 }] });
    expect(await callJson(db, 'read_outline', WORKSPACE, things)).toEqual({ ok: true, data: [{ id: 'a' }] });
    expect(rpc).toHaveBeenCalledWith('read_outline', WORKSPACE);
  });

  test('that the schema does not know is a bug, which says where and none of what was there', async () => {
    const { db } = answering({ data: [{ id: 'a' }, { id: 'private'.length }] });
    expect(await callJson(db, 'read_outline', WORKSPACE, things)).toEqual({
      ok: false,
      problem: {
        code: 'bug',
        message: 'Something went wrong on our side.',
        detail: { answer: 'read_outline', where: ['1.id: invalid_type'] },
      },
    });
  });

  test('may be refused as any other', async () => {
    const { db } = answering({ error: { code: 'TW004', message: 'gone' } });
    expect(await callJson(db, 'read_outline', WORKSPACE, things)).toMatchObject({ problem: { code: 'not_found' } });
  });
});

test('all rows of a set come page by page, each of them parsed', async () => {
  const page = Array.from({ length: 1000 }, (_, at) => ({ kind: 'spark', nth: at }));
  const row = z.object({ kind: z.string(), nth: z.number() });
  const good = answering({ data: page }, { data: [{ kind: 'spark', nth: 1000 }] });
  const all = await callAll(good.db, 'pending_differences', WORKSPACE, row);
  expect(all.ok && all.data.length).toBe(1001);
  const bad = answering({ data: page }, { data: [{ kind: 'spark' }] });
  expect(await callAll(bad.db, 'pending_differences', WORKSPACE, row)).toMatchObject({ problem: { code: 'bug' } });
});

test('packed rows are looked at field by field', () => {
  const row = packedRow<[string, number | null]>(isText, orNull(isNumber));
  for (const good of [
    ['a', 1],
    ['a', null],
  ])
    expect(row.safeParse(good).success).toBe(true);
  for (const bad of [['a'], ['a', 1, 2], ['a', '1'], [null, 1], 'a1', { 0: 'a', 1: 1, length: 2 }, null])
    expect(row.safeParse(bad).success).toBe(false);
});

test('types hold what goes in and what comes out', () => {
  const { db } = answering();
  expectTypeOf(call(db, 'set_positions', {} as Args<'set_positions'>)).resolves.toEqualTypeOf<Result<number>>();
  expectTypeOf(call(db, 'reorder', {} as Args<'reorder'>)).resolves.toEqualTypeOf<Result<string | null>>();
  expectTypeOf(call(db, 'discard_import', {} as Args<'discard_import'>)).resolves.toEqualTypeOf<Result<null>>();
  const unparsed = () => {
    // @ts-expect-error An answer in JSON has to be parsed.
    void call(db, 'read_outline', WORKSPACE);
    // @ts-expect-error So have rows, whose types do not say what may be null.
    void call(db, 'preview_trash', { ...WORKSPACE, p_kind: 'spark', p_id: 'x' });
    // @ts-expect-error A schema that lets everything through says nothing.
    void callJson(db, 'read_outline', WORKSPACE, z.unknown());
    // @ts-expect-error Nor does one of anything.
    void callJson(db, 'read_outline', WORKSPACE, z.any());
    // @ts-expect-error There is no such function.
    void callJson(db, 'read_nothing', WORKSPACE, things);
    // @ts-expect-error What the function asks for is missing.
    void callJson(db, 'read_outline', {}, things);
    // @ts-expect-error The same where it is parsed later.
    void parseAnswer('answer', z.unknown(), null);
  };
  expect(unparsed).toBeTypeOf('function');
});
