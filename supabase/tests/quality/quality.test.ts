import { describe, expect, test } from 'vitest';
import { GATE_CODES } from '#lib/quality/core/finding.ts';
import { measureAll } from '#lib/quality/jobs/measure.ts';
import { codeOf, list, publish, stage, value } from '../support/authoring.ts';
import { snapshotting } from '../support/snapshotting.ts';

const { db, sql, author, here } = snapshotting();

const BARE = '# A\n\n### B\n\nWords.';
const measured = () => measureAll(db.owner, new AbortController().signal);
const gate = (code: string, is_on = true) =>
  sql.query('select public.set_quality_gate($1, $2, $3)', [here.workspace, code, is_on]);
const lesson = (content_md: string, is_published = true) =>
  author.spark(undefined, { content_md, estimated_mins: 1, is_published });
const scores = (spark: string) =>
  list<{ version: number; findings: { code: string; subject: string }[] }>(
    sql,
    'select version, findings from public.quality_scores where spark_id = $1 order by version',
    [spark],
  );

describe('scores', () => {
  test('are written once a revision, however often and by however many workers', async () => {
    const spark = await lesson(BARE);
    await Promise.all([measured(), measured(), measured()]);
    await sql.query("update public.sparks set content_md = content_md || ' More.' where id = $1", [spark]);
    await measured();
    await measured();
    const found = await scores(spark);
    expect(found.map(({ version }) => version)).toEqual([1, 2]);
    expect(found[0]?.findings).toContainEqual({ code: 'level_skipped', subject: 'B' });
    expect(
      await value(db.owner, 'select count(*)::int from private.quality_queue where workspace_id = $1', [
        here.workspace,
      ]),
    ).toBe(0);
  });

  test('of a spark that went meanwhile are not missed', async () => {
    const spark = await lesson(BARE);
    await sql.query('delete from public.sparks where id = $1', [spark]);
    await measured();
    expect(await scores(spark)).toEqual([]);
  });

  test('hold texts that a database cannot hold as they are', async () => {
    const spark = await lesson(`### \u{1F600}${'\u{1F600}'.repeat(120)}\n\n##### x\n`);
    await measured();
    expect(await scores(spark)).toHaveLength(1);
  });
});

describe('gates', () => {
  test('are those of the code, and no other can be set', async () => {
    expect(await value(db.owner, 'select private.gate_codes()')).toEqual(GATE_CODES);
    for (const code of ['hard_to_read', 'voice_off', 'nonsense']) {
      expect(await codeOf(gate(code))).toBe('TW006');
      const put = db.owner.query('insert into public.quality_gates (workspace_id, code, is_on) values ($1, $2, true)', [
        here.workspace,
        code,
      ]);
      expect(await codeOf(put)).toBe('23514');
    }
  });

  test('hold back what is published and changes, name what they found, and let through what was settled', async () => {
    const spark = await lesson(BARE);
    await lesson(BARE, false);
    await measured();
    expect((await stage(sql, here.workspace)).ok).toBe(true);
    await sql.query("update public.sparks set content_md = content_md || ' More.' where id = $1", [spark]);
    await gate('level_skipped');
    const unseen = await stage(sql, here.workspace);
    expect(unseen.blockers).toMatchObject([
      {
        rule: 'quality_gate',
        entity_id: spark,
        message: expect.stringMatching(/not looked at it yet.*stage as a person/),
      },
    ]);
    await measured();
    const held = await stage(sql, here.workspace);
    expect(held.blockers).toMatchObject([
      { rule: 'quality_gate', entity_id: spark, message: expect.stringMatching(/“A level is skipped”/) },
    ]);
    await sql.query("update public.sparks set content_md = '# A\n\n## B\n\nWords.' where id = $1", [spark]);
    await measured();
    expect((await publish(sql, here.workspace)).ok).toBe(true);
  });

  test('are opened by the dismissal of an admin and by that of nobody else', async () => {
    const spark = await lesson(BARE);
    const editor = await db.createPerson();
    await db.addMember(here.workspace, editor, 'editor');
    await gate('level_skipped');
    await measured();
    const dismiss = "select public.dismiss_finding($1, $2, 'level_skipped', 'B', 'Wanted so')";
    await db.commitAsPerson(editor, (theirs) => theirs.query(dismiss, [here.workspace, spark]));
    expect((await stage(sql, here.workspace)).ok).toBe(false);
    await sql.query(dismiss, [here.workspace, spark]);
    expect((await stage(sql, here.workspace)).ok).toBe(true);
  });

  test('say what they would hold back before they are on', async () => {
    await lesson(BARE);
    await lesson(BARE);
    await lesson(BARE, false);
    const read = () =>
      value<{ gates: { code: string; is_on: boolean; holds_back: number }[]; unmeasured: number }>(
        sql,
        'select public.read_quality_gates($1)',
        [here.workspace],
      );
    expect((await read()).unmeasured).toBe(2);
    await measured();
    const { gates, unmeasured } = await read();
    expect(unmeasured).toBe(0);
    expect(gates.find(({ code }) => code === 'level_skipped')).toEqual({
      code: 'level_skipped',
      is_on: false,
      holds_back: 2,
    });
  });
});

test('counts roll up to the domain, without what was waved off', async () => {
  const domain = await author.domain();
  const trail = await author.trail(domain);
  const concept = await author.concept(trail);
  const spark = await lesson(BARE);
  await author.place(concept, spark, 0);
  await measured();
  const read = async () => {
    const counts = await value<{ id: string; consider: number; blocks: number }[]>(
      sql,
      'select public.read_quality_counts($1, $2)',
      [here.workspace, [domain, trail, concept, spark]],
    );
    return new Map(counts.map(({ id, ...of }) => [id, of]));
  };
  const before = await read();
  const all = before.get(spark)?.consider ?? 0;
  expect([...before.keys()].sort()).toEqual([domain, trail, concept, spark].sort());
  expect(new Set([...before.values()].map(({ consider }) => consider))).toEqual(new Set([all]));
  await sql.query("select public.dismiss_finding($1, $2, 'level_skipped', 'B', 'Wanted so')", [here.workspace, spark]);
  expect((await read()).get(domain)).toEqual({ consider: all - 1, blocks: 0, unmeasured: 0 });
  await gate('no_summary');
  expect((await read()).get(domain)).toEqual({ consider: all - 2, blocks: 1, unmeasured: 0 });
  const trend = await value<{ lessons: number }[]>(sql, 'select public.read_quality_trend($1, $2)', [
    here.workspace,
    trail,
  ]);
  expect(trend).toMatchObject([{ lessons: 1 }]);
});

test('a trail says what was found in its lessons, the gravest first, and the objectives of its concepts', async () => {
  const trail = await author.trail(await author.domain());
  const [first, second] = [await author.concept(trail), await author.concept(trail)];
  const [early, late] = [await lesson(BARE), await lesson(`${BARE} More.`)];
  await author.place(first as string, early, 0);
  await author.place(second as string, late, 0);
  // It stands in both; it counts where it comes first.
  await author.place(second as string, early, 1);
  interface Below {
    lessons: number;
    unmeasured: number;
    blocks: number;
    consider: number;
    findings: { spark_id: string; code: string; subject: string; blocks: boolean }[];
    concepts: { objectives: string[] }[];
  }
  const read = (id: string) => value<Below>(sql, 'select public.read_quality_below($1, $2)', [here.workspace, id]);
  expect(await read(trail)).toMatchObject({ lessons: 2, unmeasured: 2, findings: [] });
  await measured();
  await gate('no_summary');
  const below = await read(trail);
  expect(below).toMatchObject({ lessons: 2, unmeasured: 0, blocks: 2 });
  expect(below.findings.slice(0, 2)).toMatchObject([
    { spark_id: early, code: 'no_summary', blocks: true },
    { spark_id: late, code: 'no_summary', blocks: true },
  ]);
  expect(below.findings).toHaveLength(below.blocks + below.consider);
  const of = (spark: string) => below.findings.filter(({ spark_id, blocks }) => spark_id === spark && !blocks);
  expect(below.findings.slice(2)).toEqual([...of(early), ...of(late)]);
  expect(below.concepts).toHaveLength(2);
  await sql.query("select public.dismiss_finding($1, $2, 'level_skipped', 'B', 'Wanted so')", [here.workspace, early]);
  expect((await read(trail)).consider).toBe(below.consider - 1);
  expect((await read(first as string)).lessons).toBe(1);
});
