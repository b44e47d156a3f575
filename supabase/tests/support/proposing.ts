import { beforeEach } from 'vitest';
import { list, value } from './authoring.ts';
import { workspacePerTest } from './workspace-per-test.ts';

export interface Decided {
  status: string;
  change_set_id: string | null;
  made: { kind: string; id: string; slug?: string; exercises?: number }[];
}
export interface Proposed {
  status: string;
  stale_because: string | null;
  decided_by: string | null;
  human_share: number | null;
  made: { kind: string; id: string }[];
  risks: string[];
}

/** A workspace with an editor who asks for drafts and two reviewers, and what they do with proposals. */
export function proposing() {
  const base = workspacePerTest();
  const { db, sql, here } = base;
  const who = { editor: '', reviewer: '', other: '' };
  beforeEach(async () => {
    for (const [name, role] of [
      ['editor', 'editor'],
      ['reviewer', 'reviewer'],
      ['other', 'reviewer'],
    ] as const) {
      who[name] = await db.createPerson();
      await db.addMember(here.workspace, who[name], role);
    }
  });

  /** A job that is done, with its outline where it has one. */
  async function job(outline: object | null = null, asked_by = who.editor): Promise<{ run: string; step: string }> {
    const run = await db.commitAsPerson(asked_by, async (as) => {
      const source = await value(as, "select public.add_job_source($1, 'a.md', 'markdown', 'Words.', 1)", [
        here.workspace,
      ]);
      return value<string>(as, "select public.start_job($1, 'course', 'A course', $2)", [
        here.workspace,
        JSON.stringify({ source_ids: [source] }),
      ]);
    });
    await sql.query("update public.flow_runs set status = 'completed' where id = $1", [run]);
    const step = await value<string>(
      sql,
      `insert into public.step_runs (workspace_id, flow_run_id, nth, step_name, step_order, status, kind, params, output)
       values ($1, $2, 1, 'curriculum', 1, 'completed', 'draft', '{}', $3) returning id`,
      [here.workspace, run, JSON.stringify(outline ? { outline } : {})],
    );
    return { run, step };
  }
  /** A proposal of a job, asked for by the editor unless said otherwise. */
  async function propose(kind: string, body: object, more: Record<string, unknown> = {}): Promise<string> {
    const { run, step, created_by = who.editor, ...rest } = more;
    const made = run ? { run, step } : await job();
    const row = {
      workspace_id: here.workspace,
      flow_run_id: made.run,
      step_run_id: made.step,
      kind,
      title: (body as { title?: string }).title ?? 'A draft',
      body: JSON.stringify({ kind, ...body }),
      created_by,
      ...rest,
    };
    const names = Object.keys(row);
    return value<string>(
      sql,
      `insert into public.proposals (${names.join(', ')}) values (${names.map((_, at) => `$${at + 1}`).join(', ')}) returning id`,
      Object.values(row),
    );
  }
  const lesson = (content_md: string, title = 'Feed a levain') => ({
    title,
    summary: 'How it is fed.',
    content_md,
    words: 2,
    minutes: 3,
    key_terms: [],
  });
  /** A new text for a lesson that is there. */
  async function rewrite(spark: string, content_md: string, more: Record<string, unknown> = {}): Promise<string> {
    const base_version = await value<number>(sql, 'select version from public.sparks where id = $1', [spark]);
    return propose('spark', lesson(content_md), { place_kind: 'spark', place_id: spark, base_version, ...more });
  }
  const decide = (proposal: string, decision: object, person = who.reviewer) =>
    db.commitAsPerson(person, (as) =>
      value<Decided>(as, 'select public.decide_proposal($1, $2, $3)', [
        here.workspace,
        proposal,
        JSON.stringify(decision),
      ]),
    );
  const approve = (proposal: string, more: object = {}, person = who.reviewer) =>
    decide(proposal, { do: 'approve', ...more }, person);
  const reject = (proposal: string, reason_code = 2, person = who.reviewer) =>
    decide(proposal, { do: 'reject', reason_code }, person);
  const takeBack = (proposal: string, person = who.reviewer) =>
    db.commitAsPerson(person, (as) => as.query('select public.undo_decision($1, $2)', [here.workspace, proposal]));
  const claim = (proposal: string, person = who.reviewer) =>
    db.commitAsPerson(person, (as) =>
      value<{ until: string }>(as, 'select public.claim_proposal($1, $2)', [here.workspace, proposal]),
    );
  const proposal = (id: string) =>
    list<Proposed>(sql, 'select p.* from public.proposals p where p.id = $1', [id]).then(([one]) => one as Proposed);
  const status = async (id: string) => (await proposal(id)).status;
  const text = (spark: string) => value<string>(sql, 'select content_md from public.sparks where id = $1', [spark]);
  const write = (spark: string, content_md: string, person = who.editor) =>
    db.commitAsPerson(person, (as) =>
      as.query('update public.sparks set content_md = $2 where id = $1', [spark, content_md]),
    );
  return {
    ...base,
    who,
    job,
    propose,
    rewrite,
    lesson,
    approve,
    reject,
    takeBack,
    claim,
    proposal,
    status,
    text,
    write,
  };
}
