import { describe, expect, test } from 'vitest';
import { codeOf, list, value } from '../support/authoring.ts';
import { proposing } from '../support/proposing.ts';

const { db, sql, author, here, who, job, propose, rewrite, lesson, approve, claim, status, text, write } = proposing();

interface Together {
  decided: string[];
  left_out: { id: string; why: string }[];
  change_set_id: string | null;
}
const call = <T>(name: string, values: unknown[], person = who.reviewer) =>
  db.commitAsPerson(person, (as) =>
    value<T>(as, `select public.${name}(${['$1', ...values.map((_, at) => `$${at + 2}`)].join(', ')})`, [
      here.workspace,
      ...values,
    ]),
  );
const together = (ids: string[], decision: object = { do: 'approve' }, person = who.reviewer) =>
  call<Together>('decide_proposals', [ids, JSON.stringify(decision)], person);
const rewrites = (count: number) =>
  Promise.all(
    Array.from({ length: count }, async (_, nth) => {
      const spark = await author.spark(undefined, { content_md: `Old words of lesson ${nth} that stay as they are.` });
      return { spark, id: await rewrite(spark, `New words of lesson ${nth} that stay as they are.`) };
    }),
  );

describe('deciding together', () => {
  test('several drafts are one change set, and one undo takes all of it back', async () => {
    const made = await rewrites(3);
    const ids = made.map(({ id }) => id);
    const { decided, left_out, change_set_id } = await together(ids);
    expect([[...decided].sort(), left_out]).toEqual([[...ids].sort(), []]);
    expect(await list(sql, "select title from public.change_sets where action = 'approval'")).toEqual([
      { title: '3 drafts' },
    ]);
    for (const [nth, { spark }] of made.entries())
      expect(await text(spark)).toBe(`New words of lesson ${nth} that stay as they are.`);
    expect(change_set_id).not.toBeNull();
    expect(await call('undo_decisions', [ids])).toBe(3);
    for (const { id, spark } of made)
      expect([await status(id), await text(spark)]).toEqual(['pending', expect.stringContaining('Old')]);
  });

  test('what weighs more, is stale, decided, one’s own or held by somebody is left out, and the rest is done', async () => {
    const [fine, stale, decided, held] = await rewrites(4);
    const spark = await author.spark(undefined, { content_md: 'A text.' });
    const risky = await rewrite(spark, 'Quite another one, with nothing of the first.');
    const own = await rewrite(await author.spark(undefined, { content_md: 'Words here.' }), 'Words there, here.', {
      created_by: who.reviewer,
    });
    if (!fine || !stale || !decided || !held) throw new Error('four');
    await write(stale.spark, 'Somebody wrote this.');
    await approve(decided.id);
    await claim(held.id, who.other);
    const ids = [fine, stale, decided, held].map(({ id }) => id).concat(risky, own);
    const answer = await together(ids);
    expect(answer.decided).toEqual([fine.id]);
    expect(Object.fromEntries(answer.left_out.map(({ id, why }) => [id, why]))).toEqual({
      [stale.id]: 'changed',
      [decided.id]: 'decided',
      [held.id]: 'claimed',
      [risky]: 'risk',
      [own]: 'own',
    });
    expect(await status(held.id)).toBe('pending');
  });

  test('two drafts of one lesson: the first is written, the second is stale by then', async () => {
    const spark = await author.spark(undefined, { content_md: 'One two three four five six.' });
    const [one, two] = [
      await rewrite(spark, 'One two three four five seven.'),
      await rewrite(spark, 'One two three four five eight.'),
    ];
    expect(await together([one, two])).toMatchObject({
      decided: [one],
      left_out: [{ id: two, why: expect.any(String) }],
    });
    expect(await status(two)).toBe('stale');
  });

  test('new lessons of a course stand in its order, in the concept that grew once', async () => {
    const outline = {
      title: 'Bread',
      modules: [{ title: 'The levain', lessons: [{ title: 'One' }, { title: 'Two' }, { title: 'Three' }] }],
    };
    const { run } = await job(outline);
    const ids: string[] = [];
    for (const [nth, title] of ['One', 'Two', 'Three'].entries()) {
      const step = await value<string>(
        sql,
        `insert into public.step_runs (workspace_id, flow_run_id, nth, step_name, step_order, status, kind, params, output)
         values ($1, $2, $3, 'spark_draft', 2, 'completed', 'ask', $4, '{}') returning id`,
        [here.workspace, run, nth + 2, JSON.stringify({ content_type: 'spark_draft', lesson: nth })],
      );
      ids.push(await propose('spark', lesson(`The text of ${title}.`, title), { run, step }));
    }
    const { decided } = await together([...ids].reverse());
    expect(decided).toEqual(ids);
    expect(
      await list(
        sql,
        `select s.title from public.concept_sparks x join public.sparks s on s.id = x.spark_id join public.concepts c on c.id = x.concept_id
         where c.title = 'The levain' order by x.order_index, x.ordinal`,
      ),
    ).toEqual([{ title: 'One' }, { title: 'Two' }, { title: 'Three' }]);
  });

  test('nothing grows for lessons that somebody else is deciding', async () => {
    const outline = { title: 'Bread', modules: [{ title: 'The levain', lessons: [{ title: 'One' }] }] };
    const { run, step } = await job(outline);
    const id = await propose('spark', lesson('The text.', 'One'), { run, step });
    await claim(id, who.other);
    expect(await together([id])).toMatchObject({ decided: [], left_out: [{ id, why: 'claimed' }] });
    const grown = 'select count(*)::int from public.concepts where workspace_id = $1';
    expect(await value(sql, grown, [here.workspace])).toBe(0);
  });

  test('of several kinds, of none, of too many, without a reason or by an editor: refused', async () => {
    const [one] = await rewrites(1);
    const profile = await propose('profile', { form: 'icp', title: 'Profile', fields: [] });
    const ids = [one?.id ?? '', profile];
    expect(await codeOf(together(ids))).toBe('TW006');
    expect(await codeOf(together([]))).toBe('TW006');
    expect(await codeOf(together(Array.from({ length: 201 }, () => profile)))).toBe('TW006');
    expect(await codeOf(together(ids, { do: 'reject', reason_code: 9 }))).toBe('TW006');
    expect(await codeOf(together(ids, { do: 'approve' }, who.editor))).toBe('42501');
    expect((await together(ids, { do: 'reject', reason_code: 6 })).decided).toHaveLength(2);
  });

  test('two people who decide the same ones at once: each is decided once', async () => {
    const made = await rewrites(6);
    const ids = made.map(({ id }) => id);
    const [one, other] = await Promise.all([together(ids), together([...ids].reverse(), { do: 'approve' }, who.other)]);
    expect([...one.decided, ...other.decided].sort()).toEqual([...ids].sort());
    expect([...one.left_out, ...other.left_out].map(({ why }) => why)).toEqual(ids.map(() => 'decided'));
  });
});

describe('giving proposals to somebody', () => {
  const given = (id: string) =>
    value<string | null>(sql, 'select assigned_to from public.proposals where id = $1', [id]);

  test('to a reviewer, and to nobody again', async () => {
    const [one] = await rewrites(1);
    const id = one?.id ?? '';
    expect(await call('assign_proposals', [[id], who.other])).toBe(1);
    expect(await given(id)).toBe(who.other);
    expect(await call('assign_proposals', [[id], null])).toBe(1);
    expect(await given(id)).toBeNull();
  });

  test('not to an editor, a stranger or whoever asked for it, and not by an editor', async () => {
    const [one] = await rewrites(1);
    const own = await rewrite(await author.spark(undefined, { content_md: 'Words.' }), 'Words too.', {
      created_by: who.other,
    });
    const ids = [one?.id ?? ''];
    expect(await codeOf(call('assign_proposals', [ids, who.editor]))).toBe('TW006');
    expect(await codeOf(call('assign_proposals', [ids, await db.createPerson()]))).toBe('TW006');
    expect(await codeOf(call('assign_proposals', [[own], who.other]))).toBe('TW007');
    expect(await codeOf(call('assign_proposals', [ids, who.other], who.editor))).toBe('42501');
  });
});

describe('asking for another version', () => {
  async function written(more: object = {}) {
    const spark = await author.spark(undefined, { content_md: 'Old words.' });
    const { run } = await job();
    const step = await value<string>(
      sql,
      `insert into public.step_runs (workspace_id, flow_run_id, nth, step_name, step_order, status, kind, params, output)
       values ($1, $2, 2, 'spark_rewrite', 1, 'completed', 'ask', '{"content_type": "spark_rewrite"}', '{}') returning id`,
      [here.workspace, run],
    );
    return { spark, run, id: await rewrite(spark, 'New words.', { run, step, ...more }) };
  }
  const again = (id: string, instruction: string | null = 'Shorter', person = who.reviewer) =>
    call<string>('regenerate_proposal', [id, instruction], person);

  test('a step with the instruction is added, and the draft waits until the new one is there', async () => {
    const { spark, run, id } = await written();
    const step = await again(id);
    expect(await list(sql, 'select status, params from public.step_runs where id = $1', [step])).toEqual([
      { status: 'pending', params: { content_type: 'spark_rewrite', instruction: 'Shorter' } },
    ]);
    expect(await value(sql, 'select asked_by from public.flow_runs where id = $1', [run])).toBe(who.editor);
    expect(await status(id)).toBe('pending');
    expect(await codeOf(again(id))).toBe('TW005');
    await sql.query("update public.step_runs set status = 'completed' where id = $1", [step]);
    const newer = await rewrite(spark, 'Newer words.', { run, step });
    expect([await status(id), await status(newer)]).toEqual(['superseded', 'pending']);
    // Whoever asked for another version may approve it: the order is still the editor's.
    expect((await approve(newer)).status).toBe('approved');
    const { versions } = await call<{ versions: { id: string; instruction: string | null }[] }>('read_review_item', [
      newer,
    ]);
    expect(versions.map((one) => [one.id, one.instruction])).toEqual([
      [id, null],
      [newer, 'Shorter'],
    ]);
  });

  test('a stale one is written anew for what the lesson says now', async () => {
    const { spark, run, id } = await written();
    await write(spark, 'Somebody wrote this.');
    expect(await status(id)).toBe('stale');
    const step = await again(id, null);
    const newer = await rewrite(spark, 'New words for it.', { run, step });
    expect([await status(id), await status(newer)]).toEqual(['superseded', 'pending']);
  });

  test('not what is approved, imported or of the built-in drafter, not by another editor, and not with an endless instruction', async () => {
    const { id } = await written();
    expect(await codeOf(again(id, 'x'.repeat(2001)))).toBe('TW006');
    const another = await db.createPerson();
    await db.addMember(here.workspace, another, 'editor');
    expect(await codeOf(again(id, null, another))).toBe('TW007');
    await approve(id);
    expect(await codeOf(again(id))).toBe('TW002');
    const [builtin] = await rewrites(1);
    expect(await codeOf(again(builtin?.id ?? ''))).toBe('TW002');
  });
});

describe('narrowing the queue', () => {
  interface Queue {
    total: number;
    counts: Record<string, number>;
    items: { id: string; assigned: { name: string | null } | null }[];
  }
  const queue = (filter: object, person = who.reviewer) =>
    call<Queue>('read_review_queue', [JSON.stringify(filter)], person);
  const ids = async (filter: object) => (await queue(filter)).items.map(({ id }) => id);

  test('by trail, age, who asked, who decides, model and template', async () => {
    const domain = await author.domain();
    const trail = await author.trail(domain);
    const concept = await author.concept(trail);
    const [inside, outside] = await rewrites(2);
    if (!inside || !outside) throw new Error('two');
    await author.place(concept, inside.spark, 0);
    const at_concept = await propose('spark', lesson('Words.', 'New one'), {
      place_kind: 'concept',
      place_id: concept,
    });
    expect((await ids({ trail_id: trail })).sort()).toEqual([inside.id, at_concept].sort());
    await sql.query("update public.proposals set created_at = now() - interval '3 days' where id = $1", [outside.id]);
    expect(await ids({ older_than_days: 2 })).toEqual([outside.id]);
    expect(await ids({ asked_by: who.other })).toEqual([]);
    await call('assign_proposals', [[inside.id], who.reviewer]);
    expect(await ids({ show: 'mine' })).toEqual([inside.id]);
    expect((await queue({})).counts).toMatchObject({ open: 3, mine: 1, all: 3 });
    await sql.query(
      `insert into public.llm_requests (workspace_id, flow_run_id, step_run_id, nth, role, book, outcome, model, template_version, reserved_micros, cost_micros, sent_at)
       select workspace_id, flow_run_id, step_run_id, 1, 'first', 'settled', 'ok', 'wise-1', 'spark_rewrite 3', 0, 7, now() from public.proposals where id = $1`,
      [outside.id],
    );
    expect(await ids({ model: 'wise-1' })).toEqual([outside.id]);
    expect(await ids({ template: 'spark_rewrite 3' })).toEqual([outside.id]);
    expect(await ids({ template: 'spark_rewrite 2' })).toEqual([]);
    const facets = await call<Record<string, { id: string; count: number }[]>>('read_review_facets', []);
    expect(facets.trails).toMatchObject([{ id: trail, count: 2 }]);
    expect(facets.models).toMatchObject([{ id: 'wise-1', count: 1 }]);
    expect(facets.askers).toMatchObject([{ id: who.editor, count: 3 }]);
    expect(facets.reviewers?.map((one) => one.id)).toEqual(expect.arrayContaining([who.reviewer, who.other]));
  });

  test('a filter is kept under a name of one’s own', async () => {
    const filter = JSON.stringify({ show: 'open', has_risk: true });
    const id = await call<string>('save_review_filter', ['Risky', filter]);
    expect(await call('save_review_filter', [' Risky ', '{}'])).toBe(id);
    expect(await call('save_review_filter', ['Risky', filter], who.other)).not.toBe(id);
    const { saved } = await call<{ saved: object[] }>('read_review_facets', []);
    expect(saved).toEqual([{ id, name: 'Risky', filter: {} }]);
    expect(await codeOf(call('delete_review_filter', [id], who.other))).toBe('TW004');
    await call('delete_review_filter', [id]);
    expect(await codeOf(call('save_review_filter', ['\u200b', '{}']))).toBe('TW006');
    expect(await codeOf(call('save_review_filter', ['x'.repeat(61), '{}']))).toBe('TW006');
  });
});
