import { expect, test } from 'vitest';
import type { Db } from '#lib/base/data/clients/token.ts';
import { exportQuestions } from './export.ts';

test('of a workspace that has more exercises than a file takes, no more are read than show it', async () => {
  const bank = Array.from({ length: 1000 }, () => ({}));
  const row = {
    spark_id: 's',
    updated_at: '2026-01-01T00:00:00Z',
    bank,
    quiz: null,
    spark: { title: 'S' },
    own_language: null,
    meta_language: null,
  };
  let pages = 0;
  const range = async (from: number, to: number) => {
    pages++;
    return { data: Array.from({ length: to - from + 1 }, () => row), error: null };
  };
  const db = { from: () => ({ select: () => ({ eq: () => ({ order: () => ({ range }) }) }) }) };
  const written = await exportQuestions(db as unknown as Db, { workspace_id: 'w', scope: null, format: 'gift' });
  expect(written).toMatchObject({ ok: false, problem: { code: 'invalid_input' } });
  expect(pages).toBe(1);
});
