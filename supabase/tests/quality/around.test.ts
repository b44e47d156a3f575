import { describe, expect, test } from 'vitest';
import { GATE_CODES } from '#lib/quality/core/finding.ts';
import { findingText } from '#lib/quality/core/text.ts';
import { measureAll } from '#lib/quality/jobs/measure.ts';
import { list, stage, value } from '../support/authoring.ts';
import { snapshotting } from '../support/snapshotting.ts';

const { db, sql, author, here } = snapshotting();

const measured = () => measureAll(db.owner, new AbortController().signal);
const lesson = (content_md: string, more: object = {}) =>
  author.spark(undefined, { content_md, estimated_mins: 1, is_published: true, ...more });
const gate = (code: string) => sql.query('select public.set_quality_gate($1, $2, true)', [here.workspace, code]);

interface Below {
  unmeasured: number;
  findings: { spark_id: string; code: string; subject: string }[];
}
const below = (id: string) => value<Below>(sql, 'select public.read_quality_below($1, $2)', [here.workspace, id]);
const found = async (id: string, code: string) =>
  (await below(id)).findings.flatMap((one) => (one.code === code ? [[one.spark_id, one.subject]] : []));
const count = async (id: string) => {
  const [of] = await value<{ consider: number; blocks: number }[]>(sql, 'select public.read_quality_counts($1, $2)', [
    here.workspace,
    [id],
  ]);
  return of ? Number(of.consider) + Number(of.blocks) : 0;
};
const strategy = (seo_focus: object, { name = 'Search', version = 0, workspace = here.workspace } = {}) =>
  sql.query('select public.save_strategy($1, $2, $3, true, $4)', [
    workspace,
    name,
    JSON.stringify({ content_guidelines: {}, seo_focus, tone: {} }),
    version,
  ]);

/** A trail of two concepts. */
async function trail() {
  const id = await author.trail(await author.domain());
  return { id, concepts: [await author.concept(id), await author.concept(id)] as [string, string] };
}

const USES = '# Soil\n\nThe capacitance of the soil tells how wet it is.';
const TEACHES = '# Sensors\n\nThe **capacitance** is what a plate can hold.';

describe('rules of strategies', () => {
  test('are found against, and no longer once the rule is another', async () => {
    const { id, concepts } = await trail();
    const spark = await lesson(USES, { summary: 'Soil and how wet it is, in more words than a search shows.' });
    await author.place(concepts[0], spark, 0);
    await measured();
    expect(await found(id, 'keyword_missing')).toEqual([]);
    await strategy({ primary_keywords: ['loam', 'soil'], meta_description_length: 50 });
    const before = await count(id);
    // Nobody has looked yet: of what rules are about nothing is said, the rest stands.
    expect(await found(id, 'keyword_missing')).toEqual([]);
    expect((await below(id)).unmeasured).toBe(1);
    await measured();
    expect(await found(id, 'keyword_missing')).toEqual([[spark, 'loam']]);
    expect(await found(id, 'description_length')).toHaveLength(1);
    expect(await count(id)).toBe(before + 2);
    await strategy({ primary_keywords: ['soil'] }, { version: 1 });
    expect(await found(id, 'keyword_missing')).toEqual([]);
    expect(await count(id)).toBe(before);
    await measured();
    expect(await count(id)).toBe(before);
    expect((await below(id)).unmeasured).toBe(0);
  });

  test('come from the workspace above, and the nearest says each line', async () => {
    const { id, concepts } = await trail();
    const spark = await lesson(USES);
    await author.place(concepts[0], spark, 0);
    const parent = await db.createWorkspace();
    await strategy({ primary_keywords: ['loam'] }, { workspace: parent });
    await measured();
    expect(await found(id, 'keyword_missing')).toEqual([]);
    await sql.query('update public.workspaces set parent_id = $2 where id = $1', [here.workspace, parent]);
    await measured();
    expect(await found(id, 'keyword_missing')).toEqual([[spark, 'loam']]);
    await strategy({ primary_keywords: ['clay'] }, { name: 'Ours' });
    await measured();
    expect(await found(id, 'keyword_missing')).toEqual([[spark, 'clay']]);
  });
});

describe('terms', () => {
  test('that only a later lesson explains are found, until the order, a link or that lesson changes', async () => {
    const { id, concepts } = await trail();
    const [first, second] = [await lesson(USES), await lesson(TEACHES)];
    await author.place(concepts[0], first, 0);
    const place = await author.place(concepts[1], second, 0);
    await measured();
    const is = [[first, 'capacitance']];
    expect(await found(id, 'term_before_taught')).toEqual(is);

    const link = await author.link(second, first);
    expect(await found(id, 'term_before_taught')).toEqual([]);
    await measured();
    expect(await found(id, 'term_before_taught')).toEqual([]);
    await sql.query('delete from public.spark_links where id = $1', [link]);
    await measured();
    expect(await found(id, 'term_before_taught')).toEqual(is);

    await sql.query("update public.sparks set content_md = '# Nothing' where id = $1", [second]);
    // Saved and not looked at: what it teaches now is not known, so nothing is said of those who use it.
    expect(await found(id, 'term_before_taught')).toEqual([]);
    await measured();
    expect(await found(id, 'term_before_taught')).toEqual([]);
    await sql.query('update public.sparks set content_md = $2 where id = $1', [second, TEACHES]);
    await measured();
    expect(await found(id, 'term_before_taught')).toEqual(is);

    await sql.query('delete from public.concept_sparks where id = $1', [place]);
    await measured();
    expect(await found(id, 'term_before_taught')).toEqual([]);
  });

  test('follow concepts that change places', async () => {
    const { id, concepts } = await trail();
    const [first, second] = [await lesson(USES), await lesson(TEACHES)];
    await author.place(concepts[0], first, 0);
    await author.place(concepts[1], second, 0);
    await sql.query('update public.concepts set order_index = 5 where id = $1', [concepts[1]]);
    await measured();
    expect(await found(id, 'term_before_taught')).toEqual([[first, 'capacitance']]);
    await sql.query('update public.concepts set order_index = 9 where id = $1', [concepts[0]]);
    expect(await found(id, 'term_before_taught')).toEqual([]);
    await measured();
    expect(await found(id, 'term_before_taught')).toEqual([]);
  });
});

test('objectives and exercises are looked at as the editor does', async () => {
  const { id, concepts } = await trail();
  const spark = await lesson(USES);
  await author.place(concepts[0], spark, 0);
  await measured();
  const objective = await author.add('objectives', {
    concept_id: concepts[0],
    objective_id: 'lo_wet',
    title: 'Say how wet it is',
  });
  await measured();
  expect(await found(id, 'objective_without_exercise')).toEqual([[spark, 'Say how wet it is']]);
  await sql.query('delete from public.objectives where id = $1', [objective]);
  expect(await found(id, 'objective_without_exercise')).toEqual([]);
});

describe('gates of what is around a lesson', () => {
  test('hold back, say so in words, and let through what was settled', async () => {
    const spark = await lesson(USES);
    await strategy({ primary_keywords: ['loam'] });
    await gate('keyword_missing');
    await measured();
    const held = await stage(sql, here.workspace);
    expect(held.blockers).toMatchObject([
      { rule: 'quality_gate', entity_id: spark, message: expect.stringMatching(/“A keyword is missing”/) },
    ]);
    await strategy({ primary_keywords: ['soil'] }, { version: 1 });
    const unseen = await stage(sql, here.workspace);
    expect(unseen.blockers).toMatchObject([
      { entity_id: spark, message: expect.stringMatching(/not looked at it yet/) },
    ]);
    await measured();
    expect((await stage(sql, here.workspace)).ok).toBe(true);
  });

  test('wait for nothing that they are not about', async () => {
    await lesson('# A\n\n## B\n\nWords.');
    await gate('level_skipped');
    await measured();
    await strategy({ primary_keywords: ['loam'] });
    expect((await stage(sql, here.workspace)).ok).toBe(true);
  });

  test('hold for people and the system alike', async () => {
    const spark = await lesson('# A\n\n### B\n\nWords.');
    const editor = await db.createPerson();
    await db.addMember(here.workspace, editor, 'editor');
    await gate('level_skipped');
    await measured();
    const theirs = await db.commitAsPerson(editor, (as) => stage(as, here.workspace));
    for (const held of [theirs, await stage(sql, here.workspace)])
      expect(held.blockers).toMatchObject([{ rule: 'quality_gate', entity_id: spark }]);
  });

  test('are called what findings are called', async () => {
    const names = await list<{ code: string; name: string }>(
      db.owner,
      'select code, private.finding_name(code) as name from unnest(private.gate_codes()) code',
    );
    expect(names).toEqual(GATE_CODES.map((code) => ({ code, name: findingText[code].name })));
  });
});

test('of two looks at a spark the later counts', async () => {
  const spark = await lesson('# A\n\n### B\n\nWords.');
  await measured();
  const keep = (looked_at: string, findings: object[]) =>
    db.owner.query('select private.keep_findings($1)', [
      JSON.stringify([
        {
          workspace_id: here.workspace,
          spark_id: spark,
          version: 1,
          text_hash: 'x',
          looked_at,
          analyser_version: 1,
          findings,
          terms: [],
        },
      ]),
    ]);
  await keep('2100-01-02T00:00:00Z', [{ code: 'no_goal', subject: '' }]);
  await keep('2100-01-01T00:00:00Z', []);
  expect(await count(spark)).toBe(1);
});

test('the lessons of a course are added up for its voice, without those that were saved since', async () => {
  const { id, concepts } = await trail();
  const persona = await author.add('personas', {
    slug: 'calm',
    display_name: 'Calm',
    voice_profile: JSON.stringify({ samples: ['One.'] }),
  });
  await author.add('course_profiles', { trail_id: id, persona_id: persona });
  const english = 'The soil is what it is, and the plant is in it. It was there before you were.';
  const [first, second] = [await lesson(english), await lesson(english)];
  await author.place(concepts[0], first, 0);
  await author.place(concepts[1], first, 0);
  await author.place(concepts[1], second, 1);
  await measured();
  const read = () =>
    value<{ courses: { sparks: number; unmeasured: number; words: number; uses: Record<string, number> }[] }>(
      sql,
      'select public.read_voices($1, null, $2)',
      [here.workspace, id],
    );
  expect((await read()).courses).toMatchObject([
    { sparks: 2, unmeasured: 0, words: 36, languages: { en: 2 }, uses: { the: 4, is: 6, it: 6 } },
  ]);
  await sql.query("update public.sparks set content_md = 'Other words.' where id = $1", [second]);
  expect((await read()).courses).toMatchObject([{ unmeasured: 1, words: 18 }]);
});

test('an objective that another lesson of its concept asks about is none without an exercise', async () => {
  const { id, concepts } = await trail();
  const [first, second] = [await lesson(USES), await lesson(USES)];
  await author.place(concepts[0], first, 0);
  await author.place(concepts[0], second, 1);
  await author.add('objectives', { concept_id: concepts[0], objective_id: 'lo_wet', title: 'Say how wet it is' });
  await measured();
  expect(await found(id, 'objective_without_exercise')).toHaveLength(2);
  const made = await author.lessonPackage(first, {
    exercise_bank: [{ id: 'q1', aligned_learning_objective: 'lo_wet', question_text: 'How wet?' }],
    quiz: [],
  });
  expect(await found(id, 'objective_without_exercise')).toEqual([]);
  await measured();
  expect(await found(id, 'objective_without_exercise')).toEqual([]);
  await sql.query('delete from public.packages where id = $1', [made]);
  await measured();
  expect(await found(id, 'objective_without_exercise')).toHaveLength(2);
});

test('marks count what a gate holds, also where an editor waved it off, until an admin does', async () => {
  const spark = await lesson('# A\n\n### B\n\nWords.');
  const editor = await db.createPerson();
  await db.addMember(here.workspace, editor, 'editor');
  await measured();
  const marks = async () => {
    const [of] = await value<{ consider: number; blocks: number; unmeasured: number }[]>(
      sql,
      'select public.read_quality_counts($1, $2)',
      [here.workspace, [spark]],
    );
    return [of?.consider, of?.blocks, of?.unmeasured].map(Number);
  };
  const all = (await marks())[0] as number;
  const dismiss = "select public.dismiss_finding($1, $2, 'level_skipped', 'B', 'Wanted so')";
  await db.commitAsPerson(editor, (theirs) => theirs.query(dismiss, [here.workspace, spark]));
  expect(await marks()).toEqual([all - 1, 0, 0]);
  await gate('level_skipped');
  expect(await marks()).toEqual([all - 1, 1, 0]);
  await sql.query(dismiss, [here.workspace, spark]);
  expect(await marks()).toEqual([all - 1, 0, 0]);
  // Other rules: what is found against them is left out, the rest counts, and the lesson is said to be looked at.
  await strategy({ primary_keywords: ['loam'] });
  expect(await marks()).toEqual([all - 1, 0, 1]);
  await measured();
  expect(await marks()).toEqual([all, 0, 0]);
});
