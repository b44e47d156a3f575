import { beforeEach, expect, test } from 'vitest';
import { measureAll } from '#lib/quality/jobs/measure.ts';
import { value } from '../support/authoring.ts';
import { proposing } from '../support/proposing.ts';

// What is found in lessons is counted for the version of the template that their drafts were made with.

const { db, sql, here, who, job, propose, lesson, approve, reject, takeBack } = proposing();

const FAULTY = '# Levain\n\n### Feed it\n\nA levain is fed.';
const CLEAN = '# Levain\n\n## Feed it\n\nA levain is fed.';

interface Figures {
  version: string;
  drafts: number;
  lessons: number;
  findings: number;
}

let made: { run: string; step: string };
beforeEach(async () => {
  made = await job({ title: 'Bread', modules: [{ title: 'Doughs', lessons: [{ title: 'Feed a levain' }] }] });
});

/** A step of the job that was drafted with a version of the template. */
async function draftedWith(version: string): Promise<{ run: string; step: string }> {
  const step = await value<string>(
    sql,
    `insert into public.step_runs (workspace_id, flow_run_id, nth, step_name, step_order, status, kind, params, output)
     select workspace_id, id, 10 + (select count(*) from public.step_runs where flow_run_id = id), 'draft', 2, 'completed', 'draft', '{}', '{}'
     from public.flow_runs where id = $1 returning id`,
    [made.run],
  );
  await sql.query(
    `insert into public.llm_requests (workspace_id, flow_run_id, step_run_id, nth, role, book, outcome, template_version, sent_at, reserved_micros, cost_micros)
     values ($1, $2, $3, 1, 'first', 'settled', 'ok', $4, now(), 0, 5)`,
    [here.workspace, made.run, step, `spark_draft ${version}`],
  );
  return { run: made.run, step };
}
const figures = async () => {
  await measureAll(db.owner, new AbortController().signal);
  const all = await db.commitAsPerson(who.editor, (as) =>
    value<Figures[]>(as, "select public.read_template_figures($1, 'spark_draft')", [here.workspace]),
  );
  return Object.fromEntries(all.map(({ version, lessons, findings }) => [version, { lessons, findings }]));
};

test('lessons that were approved count for their version, with what is found in them now', async () => {
  const faulty = await propose('spark', lesson(FAULTY), await draftedWith('v1'));
  const clean = await propose('spark', lesson(CLEAN, 'Feed a rye'), await draftedWith('v2'));
  const unwanted = await propose('spark', lesson(FAULTY, 'Feed it all'), await draftedWith('v2'));
  expect(await figures()).toEqual({ v1: { lessons: 0, findings: 0 }, v2: { lessons: 0, findings: 0 } });
  const { made: written } = await approve(faulty);
  await approve(clean);
  await reject(unwanted);
  const before = await figures();
  expect([before.v1?.lessons, before.v2?.lessons]).toEqual([1, 1]);
  const difference = (before.v1?.findings ?? 0) - (before.v2?.findings ?? 0);
  expect(difference).toBeGreaterThan(0);
  // Who mends the lesson mends the figure.
  await sql.query('update public.sparks set content_md = $2 where id = $1', [written[0]?.id, CLEAN]);
  expect((await figures()).v1?.findings).toBe(before.v2?.findings);
});

test('a decision that was taken back, and a lesson that was deleted, count no more', async () => {
  const one = await propose('spark', lesson(FAULTY), await draftedWith('v1'));
  const two = await propose('spark', lesson(FAULTY, 'Feed a rye'), await draftedWith('v1'));
  await approve(one);
  const { made: written } = await approve(two);
  expect((await figures()).v1?.lessons).toBe(2);
  await takeBack(one);
  expect((await figures()).v1?.lessons).toBe(1);
  await db.commitAsPerson(who.editor, (as) =>
    as.query("select public.trash($1, 'spark', $2)", [here.workspace, written[0]?.id]),
  );
  expect((await figures()).v1).toEqual({ lessons: 0, findings: 0 });
});
