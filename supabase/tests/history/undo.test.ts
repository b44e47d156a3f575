import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Author, codeOf, list, refusal, runImport, value } from '../support/authoring.ts';
import { revising } from '../support/revising.ts';

const { db, sql, author, here, renew, revisions, retitle, lastChange, undo, trash, content, spark } = revising();

describe('undo', () => {
  test('of an edit: the former state, as a new version, with its own change set', async () => {
    const id = await author.spark('lesson', { title: 'Before', summary: 'What it was' });
    await sql.query("update public.sparks set title = 'After', summary = null, slug = 'renamed' where id = $1", [id]);
    const edit = await lastChange();
    const undoing = await undo(edit);
    expect((await spark(id))[0]).toMatchObject({ title: 'Before', summary: 'What it was', slug: 'lesson', version: 3 });
    expect(await list(sql, 'select action::text, undoes from public.change_sets where id = $1', [undoing])).toEqual([
      { action: 'undo', undoes: edit },
    ]);
    expect(await value(sql, 'select undone_by from public.change_sets where id = $1', [edit])).toBe(undoing);
    expect(await codeOf(undo(edit))).toBe('TW002');
  });

  test('of a creation: it is gone; undone again, it is back with its id and a higher version', async () => {
    const id = await author.spark('lesson');
    const before = await content();
    const undoing = await undo(await lastChange());
    expect(await spark(id)).toEqual([]);
    await undo(undoing);
    expect(await content()).toEqual(before);
    expect((await spark(id))[0]).toMatchObject({ id, version: 3 });
  });

  test('edits are undone one after the other, backwards, however often somebody went there and back', async () => {
    const id = await author.spark('lesson', { title: 'Zero' });
    const edits: string[] = [];
    for (const title of ['One', 'Two', 'Three']) {
      await retitle(id, title);
      edits.push(await lastChange());
    }
    const title = async () => (await spark(id))[0]?.title;
    const undone = await undo(edits[2] as string);
    expect(await title()).toBe('Two');
    await undo(undone);
    expect(await title()).toBe('Three');
    await undo(edits[2] as string);
    await undo(edits[1] as string);
    await undo(edits[0] as string);
    expect(await title()).toBe('Zero');
  });

  test('something newer stands in the way: TW005, with the list, and nothing is written', async () => {
    const [a, b, c] = [await author.spark('a'), await author.spark('b'), await author.spark('c')];
    await sql.query("update public.sparks set summary = 'Bulk' where workspace_id = $1", [here.workspace]);
    const bulk = await lastChange();
    await retitle(b, 'Newer');
    await sql.query('delete from public.sparks where id = $1', [c]);
    const before = await content();
    const found = await obstacles(bulk);
    expect(found?.code).toBe('TW005');
    expect(found?.ids.sort()).toEqual([b, c].sort());
    expect(await content()).toEqual(before);
    expect((await spark(a))[0]).toMatchObject({ summary: 'Bulk', version: 2 });
  });

  test('what something else has come to depend on is not taken away: 23503', async () => {
    const concept = await author.concept(null);
    const made = await lastChange();
    await author.place(concept, await author.spark());
    expect(await codeOf(undo(made))).toBe('23503');
  });

  test('a slug that somebody else has taken since is not taken back: 23505', async () => {
    const id = await author.spark('wanted');
    await sql.query("update public.sparks set slug = 'other' where id = $1", [id]);
    const rename = await lastChange();
    await author.spark('wanted');
    expect(await codeOf(undo(rename))).toBe('23505');
  });

  test('a link that would close a loop by now does not come back: TW001', async () => {
    const [a, b] = [await author.spark(), await author.spark()];
    const link = await author.link(a, b);
    await sql.query('delete from public.spark_links where id = $1', [link]);
    const removed = await lastChange();
    await author.link(b, a);
    expect(await codeOf(undo(removed))).toBe('TW001');
  });

  test('of a change set that swaps slugs, replaces and removes at once', async () => {
    const [a, b, d, e] = [
      await author.spark('a'),
      await author.spark('b'),
      await author.spark('d'),
      await author.spark('e'),
    ];
    await author.spark('c');
    const before = await content();
    const swap = await db.connect();
    await swap.query('begin');
    await swap.query("delete from public.sparks where slug = 'c' and workspace_id = $1", [here.workspace]);
    const rename = (id: string, slug: string) =>
      swap.query('update public.sparks set slug = $2 where id = $1', [id, slug]);
    await rename(d, 'aside');
    await rename(e, 'd');
    await rename(d, 'e');
    await rename(b, 'aside');
    await rename(a, 'b-now');
    await rename(b, 'a');
    await rename(a, 'c');
    await new Author(swap, here.workspace).spark('b');
    await swap.query('commit');
    const after = await content();
    const undoing = await undo(await lastChange());
    expect(await content()).toEqual(before);
    await undo(undoing);
    expect(await content()).toEqual(after);
  });

  test('of a move', async () => {
    const concept = await author.concept(null);
    const ids: string[] = [];
    for (let at = 0; at < 4; at++) ids.push(await author.place(concept, await author.spark(), at));
    const before = await content();
    const move = await value<string>(sql, "select public.place($1, 'concept_spark', $2, $3, 0)", [
      here.workspace,
      ids[3],
      concept,
    ]);
    expect(await content()).not.toEqual(before);
    await undo(move);
    expect(await content()).toEqual(before);
  });

  test('of an import, and the same import may then run again', async () => {
    await author.spark('there', { title: 'In the studio' });
    const before = await content();
    const items = [
      { kind: 'spark', key: 'there', fields: { slug: 'there', title: 'From the bundle' } },
      { kind: 'beacon', key: 'new', fields: { slug: 'new', name: 'Brand new' } },
    ];
    const { applied } = await runImport(sql, here.workspace, items);
    const after = await content();
    expect(applied).toMatchObject({ ok: true, changed: 2 });
    await undo(applied.change_set_id as string);
    expect(await content()).toEqual(before);
    const again = await runImport(sql, here.workspace, items);
    expect(again.applied.changed).toBe(2);
    expect(Object.values((await content()).sparks as object)[0]).toEqual(Object.values(after.sparks as object)[0]);
  });

  test('an edit that is being saved while the undo runs is not overwritten', async () => {
    const id = await author.spark('lesson', { title: 'Before' });
    await retitle(id, 'After');
    const edit = await lastChange();
    const [editor, undoer] = [await db.connect(), await db.connect()];
    await editor.query('begin');
    await editor.query("update public.sparks set summary = 'Just typed' where id = $1", [id]);
    const late = codeOf(undoer.query('select public.undo_change_set($1)', [edit]));
    await editor.query('commit');
    expect(await late).toBe('TW005');
    expect((await spark(id))[0]).toMatchObject({ title: 'After', summary: 'Just typed' });
  });

  test('two people who undo the same change set at once undo it once', async () => {
    const id = await author.spark('lesson', { title: 'Before' });
    await retitle(id, 'After');
    const edit = await lastChange();
    const [first, second] = [await db.connect(), await db.connect()];
    await first.query('begin');
    await first.query('select public.undo_change_set($1)', [edit]);
    const late = codeOf(second.query('select public.undo_change_set($1)', [edit]));
    await first.query('commit');
    expect(await late).toBe('TW002');
    expect(await revisions(id)).toHaveLength(3);
  });

  test('an approval is taken back, and brought back, by reviewers only', async () => {
    const { workspace: standard, admin } = await db.members();
    const id = await new Author(sql, standard).spark(undefined, { ai_metadata: '{"review_status": "pending"}' });
    const approve = await db.connect();
    await db.beginAs(approve, admin);
    await approve.query('reset role');
    const approval = await value<string>(approve, "select private.open_change_set($1, 'approval')", [standard]);
    await approve.query(`update public.sparks set ai_metadata = '{"review_status": "approved"}' where id = $1`, [id]);
    await approve.query('commit');
    const asRole = (role: 'editor' | 'reviewer', set: string) =>
      db.commitAsPerson(role, (mine) => value<string>(mine, 'select public.undo_change_set($1)', [set]));
    expect(await codeOf(asRole('editor', approval))).toBe('42501');
    const undone = await asRole('reviewer', approval);
    expect(await codeOf(asRole('editor', undone))).toBe('42501');
    await asRole('reviewer', undone);
    expect((await spark(id))[0]).toMatchObject({ ai_metadata: { review_status: 'approved' } });
  });
});

/** What undo said of an obstacle: TW005 and the entities in the way. */
async function obstacles(change_set: string): Promise<{ code: string; kinds: string[]; ids: string[] } | null> {
  try {
    await undo(change_set);
    return null;
  } catch (error) {
    const { code, detail } = refusal(error);
    const found = JSON.parse(detail ?? '[]') as { kind: string; entity_id: string }[];
    return { code, kinds: found.map((one) => one.kind), ids: found.map((one) => one.entity_id) };
  }
}

test('whatever was edited, moved, linked, imported and trashed, undone backwards it is as it was, at every step', async () => {
  const step = fc.record({
    act: fc.constantFrom(
      'add',
      'edit',
      'rename',
      'unlink',
      'link',
      'place',
      'move',
      'trash',
      'trash-concept',
      'import',
      'several',
      'undo',
      'publish',
    ),
    n: fc.nat(1000),
    m: fc.nat(1000),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      await renew();
      const trail = await author.trail(await author.domain('d'), 't');
      const concepts = [await author.concept(trail, 'c0'), await author.concept(trail, 'c1')];
      for (let at = 0; at < 3; at++) await author.place(concepts[at % 2] as string, await author.spark(`s${at}`), at);
      const states: { set: string; before: Record<string, unknown> }[] = [];
      for (const [at, one] of steps.entries()) {
        const before = await content();
        const last = await lastChange();
        await codeOf(act(one, at));
        const set = await lastChange();
        if (set !== last) states.push({ set, before });
      }
      for (const { set, before } of states.reverse()) {
        await undo(set);
        expect(await content()).toEqual(before);
      }
    }),
    { numRuns: 25 },
  );
}, 120_000);

async function act({ act: what, n, m }: { act: string; n: number; m: number }, at: number): Promise<unknown> {
  const pick = async (table: string, by = n) => {
    const rows = await list<{ id: string }>(
      sql,
      `select id from public.${table} where workspace_id = $1 order by ordinal, id`,
      [here.workspace],
    );
    return rows[by % Math.max(1, rows.length)]?.id as string;
  };
  switch (what) {
    case 'add':
      return author.spark(`new-${at}`);
    case 'edit':
      return retitle(await pick('sparks'), `Title ${m % 3}`);
    case 'rename':
      return sql.query('update public.sparks set slug = $2 where id = $1', [await pick('sparks'), `name-${m % 3}`]);
    case 'link':
      return author.link(await pick('sparks'), await pick('sparks', m));
    case 'unlink':
      return sql.query('delete from public.spark_links where id = $1', [await pick('spark_links')]);
    case 'place':
      return author.place(await pick('concepts'), await pick('sparks', m), m % 3);
    case 'move':
      return sql.query("select public.place($1, 'concept_spark', $2, $3, $4)", [
        here.workspace,
        await pick('concept_sparks'),
        await pick('concepts', m),
        m % 4,
      ]);
    case 'trash':
      return trash('spark', await pick('sparks'));
    case 'trash-concept':
      return trash('concept', await pick('concepts'), m % 2 === 0);
    case 'publish':
      return sql.query('update public.concepts set is_published = not is_published where workspace_id = $1', [
        here.workspace,
      ]);
    case 'import':
      return runImport(
        sql,
        here.workspace,
        [
          {
            kind: 'spark',
            key: `s${n % 4}`,
            fields: {
              slug: `s${n % 4}`,
              title: `Imported ${m % 3}`,
              content_md: 'text',
              estimated_mins: 5,
              difficulty: 'expert',
            },
          },
          { kind: 'concept', key: `c${n % 3}`, fields: { slug: `c${n % 3}`, title: 'Imported concept' } },
          {
            kind: 'concept_spark',
            key: `c${n % 3}>s${n % 4}`,
            a: `c${n % 3}`,
            b: `s${n % 4}`,
            fields: { order_index: m % 3 },
          },
        ],
        'theirs',
      );
    case 'undo':
      return undo(
        await value<string>(
          sql,
          'select id from public.change_sets where workspace_id = $1 and undone_by is null order by created_at desc offset $2 limit 1',
          [here.workspace, n % 3],
        ),
      );
    case 'several': {
      const client = await db.owner.connect();
      try {
        await client.query('begin');
        const mine = new Author(client, here.workspace);
        const spark = await mine.spark(`several-${at}`);
        await client.query('update public.sparks set slug = $2 where id = $1', [spark, `name-${m % 3}`]);
        await client.query('delete from public.spark_links where workspace_id = $1', [here.workspace]);
        await client.query("update public.sparks set title = 'Several' where workspace_id = $1", [here.workspace]);
        await client.query('commit');
      } catch (error) {
        await client.query('rollback');
        throw error;
      } finally {
        client.release();
      }
      return;
    }
  }
}
