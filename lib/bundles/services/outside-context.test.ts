import { expect, test } from 'vitest';
import type { Db } from '#lib/base/data/clients/token.ts';
import { jsonSource } from './outside.cases.ts';
import { runImport } from './run.ts';

test('a workspace that does not say what it has gets nothing: all of it would look new', async () => {
  const asked: string[] = [];
  const rpc = async (name: string) => {
    asked.push(name);
    return { data: null, error: { code: '57014', message: 'canceling statement' } };
  };
  const source = jsonSource('unit.json', { id: 'u-1', title: 'A unit', lessons: [{ id: 'l-1', title: 'A lesson' }] });
  const run = await runImport({ rpc } as unknown as Db, { workspace_id: 'w', source, goal: 'apply' });
  expect(run).toMatchObject({ ok: false, problem: { code: 'unavailable' } });
  expect(asked).toEqual(['find_external']);
});
