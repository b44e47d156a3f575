import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import type { QueueItem, ReviewItem } from '#lib/review/core/proposal.ts';
import { runContent } from '../../../bin/content/program.ts';
import { Author, value } from '../support/authoring.ts';
import { contentHere, contentStudio } from '../support/content-command.ts';

// `content proposals` and `proposal`.

const { db, here, tool, done } = contentStudio('reviewing');

let spark: string;
let slug: string;
let id: string;
let editor: string;
beforeEach(async () => {
  editor = await db.createPerson();
  await db.addMember(here.workspace, editor, 'editor');
  spark = await new Author(db.owner, here.workspace).spark(undefined, { content_md: 'One two three.' });
  slug = await value<string>(db.owner, 'select slug from public.sparks where id = $1', [spark]);
  id = await rewrite('One two four.', editor);
});

/** A new text for the lesson, asked for by somebody. */
async function rewrite(content_md: string, created_by: string): Promise<string> {
  const body = {
    kind: 'spark',
    title: 'Feed a levain',
    summary: 'How.',
    content_md,
    words: 3,
    minutes: 3,
    key_terms: [],
  };
  return propose('spark', body, created_by);
}

/** What a job of a course proposes for the lesson. */
async function propose(kind: string, body: object, created_by = editor): Promise<string> {
  const run = await db.commitAsPerson(editor, async (as) => {
    const source = await value(as, "select public.add_job_source($1, 'a.md', 'markdown', 'Words.', 1)", [
      here.workspace,
    ]);
    return value<string>(as, "select public.start_job($1, 'course', 'A course', $2)", [
      here.workspace,
      JSON.stringify({ source_ids: [source] }),
    ]);
  });
  const step = await value<string>(
    db.owner,
    `insert into public.step_runs (workspace_id, flow_run_id, nth, step_name, step_order, status, kind, params, output)
     values ($1, $2, 1, 'draft', 1, 'completed', 'draft', '{}', '{}') returning id`,
    [here.workspace, run],
  );
  return value<string>(
    db.owner,
    `insert into public.proposals (workspace_id, flow_run_id, step_run_id, kind, title, body, created_by, place_kind, place_id, base_version)
     values ($1, $2, $3, $7, 'Feed a levain', $4, $5, 'spark', $6, 1) returning id`,
    [here.workspace, run, step, JSON.stringify(body), created_by, spark, kind],
  );
}
const text = () => value<string>(db.owner, 'select content_md from public.sparks where id = $1', [spark]);
const itemIn = (json: Record<string, unknown>) => json.proposal as ReviewItem;
const idsIn = (json: Record<string, unknown>) => (json.items as QueueItem[]).map((one) => one.id);
const refusal = async (...args: string[]) => {
  const { code, json } = await tool(...args);
  return `${code} ${json.problems?.[0]?.code}`;
};
async function file(content_md: string): Promise<string> {
  const name = path.join(here.folder, 'text.md');
  await writeFile(name, content_md);
  return name;
}

test.each([
  [['proposals', '--show', 'none'], 'Allowed choices are open, mine, asked'],
  [['proposals', '--group', 'poem'], 'Allowed choices are outline'],
  [['proposals', '--offset', '-1'], 'Give a number from 0 on'],
  [['proposals', '--older-than', '0'], 'Give days from 1 to 365'],
  [['proposal', '00000000-0000-4000-8000-000000000000', '--parts', 'a.json'], 'belong to --approve'],
  [['proposal', 'seven'], 'Give an id'],
  [['proposal', '00000000-0000-4000-8000-000000000000', '--reject', 'because'], 'Give one of wrong, not_asked'],
  [['proposal', '00000000-0000-4000-8000-000000000000', '--approve', '--undo'], 'one of them'],
  [['proposal', '00000000-0000-4000-8000-000000000000', '--note', 'No.'], '--note belongs to --reject'],
  [['proposal', '00000000-0000-4000-8000-000000000000', '--text', 'a.md'], 'belong to --approve'],
  [['proposal', '00000000-0000-4000-8000-000000000000', '--approve', '--into', 'trail:a'], 'concept:SLUG'],
])('%j is a wrong call', async (args, message) => {
  const { code, json } = await contentHere(args);
  expect(json.problems?.[0]).toMatchObject({ code: 'usage', message: expect.stringContaining(message) });
  expect(code).toBe(2);
});

test('what waits is listed and filtered, and read with its text', async () => {
  expect(idsIn(await done('proposals'))).toEqual([id]);
  expect(idsIn(await done('proposals', '--group', 'new', 'links'))).toEqual([]);
  // Of so short a text a word is much.
  expect(idsIn(await done('proposals', '--group', 'rewrite', '--risk'))).toEqual([id]);
  expect(idsIn(await done('proposals', '--place', `spark:${slug}`))).toEqual([id]);
  expect(idsIn(await done('proposals', '--offset', '1'))).toEqual([]);
  await db.owner.query("update public.profiles set display_name = 'Eda Editor' where user_id = $1", [editor]);
  expect(idsIn(await done('proposals', '--by', 'eda editor'))).toEqual([id]);
  expect(idsIn(await done('proposals', '--by', here.person))).toEqual([]);
  expect(await refusal('proposals', '--by', 'Nobody At All')).toBe('1 not_found');
  expect(idsIn(await done('proposals', '--older-than', '1'))).toEqual([]);
  await db.owner.query("update public.proposals set created_at = now() - interval '3 days' where id = $1", [id]);
  expect(idsIn(await done('proposals', '--older-than', '2', '--assigned-to', editor))).toEqual([]);
  expect(idsIn(await done('proposals', '--older-than', '2'))).toEqual([id]);
  expect(await refusal('proposals', '--place', 'spark:nowhere')).toBe('1 not_found');
  const shown = await runContent(['proposal', id, '--workspace', here.slug]);
  expect(shown?.text).toContain('rewrite "Feed a levain": pending');
  expect(shown?.text).toContain('One two four.');
  const listed = await runContent(['proposals', '--workspace', here.slug]);
  expect(listed?.text).toContain(id);
});

test('a proposal is approved, taken back, and rejected with a reason', async () => {
  expect(itemIn(await done('proposal', id, '--approve')).status).toBe('approved');
  expect(await text()).toBe('One two four.');
  expect(await refusal('proposal', id, '--approve')).toBe('1 wrong_state');
  expect(itemIn(await done('proposal', id, '--undo')).status).toBe('pending');
  expect(await text()).toBe('One two three.');
  expect(await refusal('proposal', id, '--reject', 'other')).toBe('1 invalid_input');
  const rejected = itemIn(await done('proposal', id, '--reject', '2', '--note', 'Not this.'));
  expect(rejected).toMatchObject({ status: 'rejected', decided: { reason_code: 2, reason: 'Not this.' } });
  const shown = await runContent(['proposal', id, '--workspace', here.slug]);
  expect(shown?.text).toContain('not_asked, Not this.');
});

test('a text from a file is approved in place of the draft', async () => {
  expect(itemIn(await done('proposal', id, '--approve', '--text', await file('One two five.'))).status).toBe(
    'approved',
  );
  expect(await text()).toBe('One two five.');
  expect(await refusal('proposal', id, '--approve', '--text', '/nowhere.md')).toBe('2 usage');
});

test('a stale one names the hash that it is merged with', async () => {
  await db.commitAsPerson(editor, (as) =>
    as.query("update public.sparks set content_md = 'Zero one two three.' where id = $1", [spark]),
  );
  expect(await refusal('proposal', id, '--approve')).toBe('1 wrong_state');
  const shown = await runContent(['proposal', id, '--workspace', here.slug]);
  const [, hash = ''] = /--base-hash (\w+)/.exec(shown?.text ?? '') ?? [];
  const merged = ['--text', await file('Zero one two four.'), '--base-hash', hash];
  expect(itemIn(await done('proposal', id, '--approve', ...merged)).status).toBe('approved');
  expect(await text()).toBe('Zero one two four.');
});

test('exercises are decided one by one, and merged with what they have become', async () => {
  const bank = ['a', 'b'].map((one) => ({ id: one, exercise_type: 'true_false', stem: `Is ${one} so?`, answer: true }));
  await new Author(db.owner, here.workspace).lessonPackage(spark, {
    meta: { title: 'X' },
    exercise_bank: bank,
    quiz: [],
  });
  const body = {
    kind: 'exercises',
    spark: null,
    exercises: bank.map((before) => ({
      do: 'change',
      exercise_id: before.id,
      before,
      exercise: { ...before, stem: `Better: ${before.stem}` },
      why: 'It is clearer.',
    })),
  };
  const improved = await propose('exercises', body);
  const shown = await runContent(['proposal', improved, '--workspace', here.slug]);
  const [, hash = ''] = /Exercise a: exercise_hash (\w+)/.exec(shown?.text ?? '') ?? [];
  const parts = async (json: unknown) => ['--parts', await file(JSON.stringify(json))];
  expect(await refusal('proposal', improved, '--approve', ...(await parts([{ nth: 'one' }])))).toBe('2 usage');
  expect(await refusal('proposal', improved, '--approve', '--parts', await file('no json'))).toBe('2 usage');
  const merged = { ...bank[0], stem: 'Merged?' };
  const made = [
    { nth: 0, is_approved: true, exercise: merged, exercise_hash: hash },
    { nth: 1, is_approved: false, reason_code: 1 },
  ];
  expect(itemIn(await done('proposal', improved, '--approve', ...(await parts(made)))).status).toBe('approved');
  const stems =
    "select array(select e ->> 'stem' from jsonb_array_elements(body -> 'exercise_bank') e) from public.packages where spark_id = $1";
  expect(await value<string[]>(db.owner, stems, [spark])).toEqual(['Merged?', 'Is b so?']);
});

test('nobody approves their own order by the tool either', async () => {
  const own = await rewrite('One two five.', here.person);
  expect(idsIn(await done('proposals', '--show', 'asked'))).toEqual([own]);
  expect(await refusal('proposal', own, '--approve')).toBe('1 forbidden');
});
