import { beforeEach, expect, test } from 'vitest';
import type { Problem } from '#lib/base/core/problem.ts';
import type { SyncPorts } from '../lesson-sync.ts';
import { sendDraft } from './send-draft.ts';

const BASE = '# Dough\n\nOne.\n\nTwo.\n';
const draft = {
  text: BASE.replace('One', 'Uno'),
  base: BASE,
  at: '2026-01-01T12:00:00.000Z',
  title: 'Dough',
  slug: 'dough',
  workspace_id: 'w1',
  spark_id: 's1',
};

let server: { content_md: string; version: number };
let saves: string[];
let refusal: Problem | null;
const ports: Pick<SyncPorts, 'load' | 'save'> = {
  load: async () => (refusal ? { ok: false, problem: refusal } : { ok: true, lesson: { ...server } }),
  save: async (content_md, version) => {
    if (version !== server.version) return { ok: false, problem: { code: 'stale', message: 'newer' } };
    saves.push(content_md);
    server = { content_md, version: version + 1 };
    return { ok: true, version: version + 1, savedAt: '2026-01-02T12:00:00Z' };
  },
};
beforeEach(() => {
  server = { content_md: BASE, version: 3 };
  saves = [];
  refusal = null;
});

test('what waited is saved on top of what others have saved meanwhile', async () => {
  server = { content_md: BASE.replace('Two', 'Due'), version: 7 };
  expect(await sendDraft(draft, ports)).toEqual({ is: 'sent' });
  expect(saves).toEqual(['# Dough\n\nUno.\n\nDue.\n']);
});

test('what has arrived already, from another tab, is not saved again', async () => {
  server.content_md = draft.text;
  expect(await sendDraft(draft, ports)).toEqual({ is: 'sent' });
  expect(saves).toEqual([]);
});

test('words that somebody else has changed as well are for the person to settle', async () => {
  server = { content_md: BASE.replace('One', 'Eins'), version: 7 };
  expect(await sendDraft(draft, ports)).toEqual({ is: 'conflict' });
  expect(saves).toEqual([]);
});

test.each([['unavailable'], ['unauthenticated']] as const)('%s passes: tried again later', async (code) => {
  refusal = { code, message: 'no' };
  expect(await sendDraft(draft, ports)).toEqual({ is: 'later' });
});

test.each([['not_found'], ['forbidden'], ['wrong_state']] as const)('%s stays, and says why', async (code) => {
  refusal = { code, message: 'no' };
  expect(await sendDraft(draft, ports)).toEqual({ is: 'refused', problem: refusal });
});

test('a save that is refused says why as well', async () => {
  const problem = { code: 'wrong_state' as const, message: 'Somebody else is signed in on this browser now.' };
  const refusing = { ...ports, save: async () => ({ ok: false as const, problem }) };
  expect(await sendDraft(draft, refusing)).toEqual({ is: 'refused', problem });
});
