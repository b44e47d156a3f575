import { beforeAll, describe, expect, test } from 'vitest';
import type { Db } from '#lib/base/data/clients/token.ts';
import { promptRequest } from '#lib/generation/core/prompt/input.ts';
import { listStrategyVersions, removeRule, saveStrategy, saveTextRule } from '#lib/generation/data/rules.ts';
import {
  activateTemplate,
  openRules,
  openTemplate,
  previewPrompt,
  saveTemplate,
} from '#lib/generation/services/rules.ts';
import { setParent } from '#lib/people/data/workspaces.ts';
import { value } from '../support/authoring.ts';
import { testDatabase } from '../support/harness.ts';

// What the pages about rules read and write, as the people who use them.

const db = testDatabase();
let admin: Db;
let editor: Db;
let stranger: Db;
let house: string;
let field: string;
let person: string;

beforeAll(async () => {
  const gateway = await db.gateway();
  [house, field] = [await db.createWorkspace('house'), await db.createWorkspace('field')];
  const [one, two, three] = await Promise.all([gateway.signUp(), gateway.signUp(), gateway.signUp()]);
  [admin, editor, stranger] = [one.client as Db, two.client as Db, three.client as Db];
  person = one.id;
  await db.addMember(house, one.id, 'admin');
  await db.addMember(field, one.id, 'admin');
  await db.addMember(field, two.id, 'editor');
  expect(await setParent(admin, field, house)).toMatchObject({ ok: true });
});

const request = promptRequest.parse({ topic: 'Growing degree days' });
const PARTS = { system: 'Ask well.', user: 'About {{topic}}' };
const save = (where: string, newest: number, parts = PARTS, who = admin) =>
  saveTemplate(who, where, { content_type: 'quiz', parts, note: 'New', newest });
const activate = (where: string, number: number | null, active: number | null, who = admin) =>
  activateTemplate(who, where, { content_type: 'quiz', number, active, reason: 'Better' });

describe('a template', () => {
  test('of the workspace above is followed, replaced and followed again', async () => {
    expect(await save(house, 0)).toEqual({ ok: true, data: 1 });
    expect(await activate(house, 1, null)).toMatchObject({ ok: true });
    expect(await openTemplate(editor, field, 'quiz')).toMatchObject({
      ok: true,
      data: { followed: { owner: 'parent', version: 1, parts: PARTS }, versions: [], active_number: null },
    });
    await save(field, 0, { ...PARTS, system: 'Ask better.' });
    const drafted = await openRules(editor, field);
    expect(drafted).toMatchObject({
      data: { labels: [{ content_type: 'quiz', active_number: null, newest: 1 }], templates: [{ depth: 1 }] },
    });
    expect(await activate(field, 1, null)).toMatchObject({ ok: true });
    expect(await openTemplate(editor, field, 'quiz')).toMatchObject({
      data: { active_number: 1, followed: { version: 1 } },
    });
    expect(await activate(field, null, 1)).toMatchObject({ ok: true });
    const { data } = (await openTemplate(editor, field, 'quiz')) as {
      data: { versions: unknown[]; active_number: null };
    };
    expect([data.active_number, data.versions.length]).toEqual([null, 1]);
  });

  test('is kept with what nothing fills, and refused with its line when it is to count', async () => {
    expect(await save(house, 1, { system: 'One\nTwo {{nothing}}', user: 'About {{topic}}' })).toEqual({
      ok: true,
      data: 2,
    });
    expect(await activate(house, 2, 1)).toMatchObject({
      problem: { code: 'invalid_input', message: 'Line 2: Nothing fills {{nothing}}.', detail: { line: 2 } },
    });
    expect(await activate(house, 9, 1)).toMatchObject({ problem: { code: 'not_found' } });
  });

  test('names a version that somebody made meanwhile', async () => {
    expect(await save(house, 1)).toMatchObject({ problem: { code: 'stale', detail: { version: 2 } } });
  });

  test('is previewed by version, as it would be sent', async () => {
    const texts = async (template: number | 'followed' | 'builtin' | undefined, who = editor) => {
      const made = await previewPrompt(who, field, { content_type: 'quiz', request, template });
      return made.ok ? made.data.lines.map(({ text }) => text).join('\n') : made.problem.code;
    };
    expect(await texts(1)).toContain('Ask better.');
    expect(await texts('followed')).toContain('Ask well.');
    expect(await texts(undefined)).toContain('Ask well.');
    expect(await texts('builtin')).not.toContain('Ask well.');
    expect(await texts(9)).toBe('not_found');
    expect(await texts(undefined, stranger)).toBe('forbidden');
    // Nobody's prompt was made: somebody looked.
    expect(await openTemplate(editor, field, 'quiz')).toMatchObject({ data: { hits: 0, misses: 0 } });
  });

  test('shows of a long source its beginning', async () => {
    const source = await value<string>(
      db.owner,
      `insert into public.job_sources (workspace_id, name, format, body, words, created_by)
       values ($1, 'long.md', 'markdown', repeat('word ', 4000), 4000, $2) returning id`,
      [field, person],
    );
    const made = await previewPrompt(editor, field, { content_type: 'spark_draft', request, source_ids: [source] });
    if (!made.ok) throw new Error(made.problem.message);
    const [shown] = made.data.lines.filter(({ origin }) => origin === 'source');
    expect(shown?.text).toHaveLength(4_000);
    expect(shown?.left_out).toBeGreaterThan(15_000);
    expect(made.data.characters).toBeGreaterThan(20_000);
  });
});

describe('rules with names', () => {
  const config = (voice: string) => ({ content_guidelines: {}, seo_focus: {}, tone: { voice } });

  test('have a history whatever the case of their names, and one alone where names are alike', async () => {
    const of = { active: true, note: null };
    await saveStrategy(admin, field, { ...of, name: '100% guide', config: config('calm'), version: 0 });
    await saveStrategy(admin, field, { ...of, name: '100% GUIDE', config: config('warm'), version: 1 });
    await saveStrategy(admin, field, { ...of, name: '100 other guide', config: config('stern'), version: 0 });
    const kept = await listStrategyVersions(editor, field, '100% Guide');
    expect(kept.ok && kept.data.map(({ version, config: { tone } }) => [version, tone.voice])).toEqual([
      [2, 'warm'],
      [1, 'calm'],
    ]);
  });

  test('are written by admins alone', async () => {
    const given = { list: 'seo_rules' as const, name: 'Title', rule: 'Name the keyword.', version: 0 };
    for (const who of [editor, stranger]) {
      expect(await saveTextRule(who, field, given)).toMatchObject({ problem: { code: 'forbidden' } });
      expect(await save(field, 1, PARTS, who)).toMatchObject({ problem: { code: 'forbidden' } });
    }
    expect(await saveTextRule(admin, field, given)).toEqual({ ok: true, data: 1 });
    expect(await saveTextRule(admin, field, given)).toMatchObject({
      problem: { code: 'stale', detail: { version: 1 } },
    });
    expect(await removeRule(editor, field, { list: 'seo_rules', name: 'Title', version: 1 })).toMatchObject({
      problem: { code: 'forbidden' },
    });
    expect(await removeRule(admin, field, { list: 'seo_rules', name: 'title', version: 1 })).toMatchObject({
      ok: true,
    });
  });

  test('are read by nobody from outside', async () => {
    expect(await openRules(stranger, field)).toMatchObject({ problem: { code: 'forbidden' } });
    // Of the workspace above, only what is followed: its drafts and its history are its own.
    expect(await openTemplate(editor, house, 'quiz')).toMatchObject({ problem: { code: 'forbidden' } });
  });
});
