import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { NamedKind } from '#lib/base/core/content-kinds.ts';
import { fail, ok, type Problem, type Result } from '#lib/base/core/problem.ts';
import { getEntityHead } from '#lib/catalogue/data/entities.ts';
import { isOpen, JOBS_A_PAGE, type JobFilterName, type JobKind, stateOf } from '#lib/generation/core/job.ts';
import type { OpenJob } from '#lib/generation/core/job-json.ts';
import { type Maker, needsModel, type PieceType, type Priority } from '#lib/generation/core/maker.ts';
import { namedModel } from '#lib/generation/core/named-model.ts';
import type { Length } from '#lib/generation/core/prompt/content-types.ts';
import { jobRequest } from '#lib/generation/core/request.ts';
import { MOST_BYTES } from '#lib/generation/core/sources/refusal.ts';
import { cancelJob, readJob, readJobs, retryJob } from '#lib/generation/data/jobs.ts';
import { readModelSetup } from '#lib/generation/data/providers.ts';
import { startJob } from '#lib/generation/services/start-jobs.ts';
import { takeSource } from '#lib/generation/services/take-source.ts';
import { type Connection, type ConnectOptions, connect } from './connect.ts';
import { declined, done, failed, type Outcome, table, usage } from './report.ts';
import { say, waiting } from './waiting.ts';

export interface GenerateOptions extends ConnectOptions {
  topic?: string;
  title?: string;
  into?: { kind: NamedKind; slug: string };
  source?: string[];
  /** builtin, or a provider by its name, its id or its kind. */
  provider?: string;
  model?: string;
  keyword?: string[];
  length?: Length;
  priority?: Priority;
  piece?: PieceType;
  improve?: string[];
  wait?: boolean;
}

/** Starts a job; with `wait`, ends when it does. */
export async function generate(kind: JobKind, options: GenerateOptions): Promise<Outcome> {
  const connected = await connect(options);
  if (!connected.ok) return failed(connected.problem);
  const { db, workspace } = connected.data;
  const { into, improve } = options;
  const place = into ? await getEntityHead(db, workspace.id, into.kind, into.slug) : null;
  if (place && !place.ok) return failed(place.problem);
  const model = await modelOf(connected.data, kind, options);
  if (!model.ok) return failed(model.problem);
  const { topic, title = topic ?? nameOf(options) } = options;
  const asked = (source_ids: readonly string[]) =>
    jobRequest.safeParse({
      job_kind: kind,
      title: title?.slice(0, 300),
      topic,
      source_ids,
      place: into && place?.ok ? { kind: into.kind, id: place.data.id } : null,
      keywords: options.keyword,
      length: options.length,
      priority: options.priority,
      content_type: options.piece,
      improves: improve?.length === 1 && improve[0] === 'all' ? [] : improve,
      ...model.data,
    });
  // What is asked wrongly is said before a file is sent.
  const tried = asked((options.source ?? []).map(() => NO_SOURCE_YET));
  if (!tried.success) return wrong(tried.error.issues);
  const sources = await addSources(connected.data, options.source ?? []);
  if (!sources.ok) return 'json' in sources ? sources : failed(sources.problem);
  const request = asked(sources.data);
  if (!request.success) return wrong(request.error.issues);
  const started = await startJob(db, workspace.id, request.data);
  if (!started.ok) return failed(started.problem);
  if (options.wait) return waitFor(connected.data, started.data);
  const text = `Started job ${started.data}. See how far it is: content job ${started.data}`;
  return done({ job_id: started.data }, text);
}

const NO_SOURCE_YET = '00000000-0000-4000-8000-000000000000';

/** A job without a topic or a title is called after what it is about. */
const nameOf = ({ into, source }: GenerateOptions): string | undefined =>
  into ? into.slug : source?.[0] && path.basename(source[0]);

/** Which option a field of a request comes from. */
const OPTIONS: Record<string, string> = {
  title: '--topic',
  topic: '--topic',
  place: '--into',
  source_ids: '--source',
  keywords: '--keyword',
};

function wrong(issues: readonly { path: PropertyKey[]; message: string }[]): Outcome {
  const [first] = issues;
  const field = String(first?.path[0] ?? '');
  const said = field === 'title' && first?.message.includes('undefined') ? 'Say what it is about.' : first?.message;
  return usage(`${OPTIONS[field] ?? `--${field}`}: ${said}`);
}

/** Who drafts: builtin where it can and nothing else is named; a model by its provider, its name, or as the priority says. */
async function modelOf(
  { db, workspace }: Connection,
  kind: JobKind,
  { provider, model, priority = 'balanced' }: GenerateOptions,
): Promise<Result<{ maker: Maker; provider_id?: string; model?: string }>> {
  if (provider === 'builtin' && needsModel(kind))
    return fail('invalid_input', `builtin cannot draft a ${kind}: it needs a model.`);
  if (provider === 'builtin' || (provider === undefined && model === undefined)) {
    return ok({ maker: provider === 'builtin' || !needsModel(kind) ? 'builtin' : 'model' });
  }
  const setup = await readModelSetup(db, workspace.id);
  if (!setup.ok) return setup;
  const named = namedModel(setup.data, { llm_provider: provider ?? null, model: model ?? null, priority });
  return named.ok ? ok({ maker: 'model', ...named.data }) : named;
}

type Added = { ok: true; data: string[] } | { ok: false; problem: Problem } | (Outcome & { ok: false });

async function addSources({ db, workspace }: Connection, files: readonly string[]): Promise<Added> {
  const ids: string[] = [];
  for (const file of files) {
    const found = await stat(file).catch(() => null);
    if (!found) return { ok: false, ...usage(`There is no file ${file}.`) };
    const { size } = found;
    if (size > MOST_BYTES) return { ok: false, ...usage(`${file} is larger than ${MOST_BYTES / 1_000_000} MB.`) };
    say(`reading ${file} ...`);
    const taken = await takeSource(db, workspace.id, { name: path.basename(file), bytes: await readFile(file) });
    if (!taken.ok) return taken;
    ids.push(taken.data.id);
  }
  return { ok: true, data: ids };
}

/** Jobs, newest first. */
export async function jobs(options: ConnectOptions & { show: JobFilterName }): Promise<Outcome> {
  const connected = await connect(options);
  if (!connected.ok) return failed(connected.problem);
  const { db, workspace } = connected.data;
  const page = await readJobs(db, workspace.id, { show: options.show });
  if (!page.ok) return failed(page.problem);
  const rows = page.data.jobs.map((job) => [
    job.id,
    job.job_kind,
    stateOf(job),
    `${job.step_progress}/${job.total_steps}`,
    dollars(job.cost_micros),
    job.title.slice(0, 60),
  ]);
  if (page.data.jobs.length === JOBS_A_PAGE) say(`The newest ${JOBS_A_PAGE}; the studio lists the rest.`);
  const none = options.show === 'all' ? 'No jobs yet.' : 'No such jobs.';
  return done(
    { jobs: page.data.jobs },
    rows.length > 0 ? table(['id', 'kind', 'state', 'steps', 'cost', 'title'], rows) : none,
  );
}

/** One job as it stands; it can be ended, tried again, and waited for. */
export async function job(
  id: string,
  options: ConnectOptions & { cancel?: boolean; retry?: boolean; wait?: boolean },
): Promise<Outcome> {
  if (options.cancel && options.retry) return usage('A job is cancelled or tried again, not both.');
  const connected = await connect(options);
  if (!connected.ok) return failed(connected.problem);
  const { db, workspace } = connected.data;
  const change = options.cancel ? cancelJob : options.retry ? retryJob : null;
  const changed = await change?.(db, workspace.id, id);
  if (changed && !changed.ok) return failed(changed.problem);
  if (options.wait) return waitFor(connected.data, id);
  const found = await readJob(db, workspace.id, id);
  return found.ok ? done({ job: found.data }, told(found.data)) : failed(found.problem);
}

const ASK_EVERY_MS = 1_000;

/** Waits until a job has ended, or a person has to do something about it. Ctrl-C ends the waiting, and not the job. */
async function waitFor({ db, workspace }: Connection, id: string): Promise<Outcome> {
  const { signal, sayOnce } = waiting('no longer waiting ...');
  for (;;) {
    const found = await readJob(db, workspace.id, id);
    if (!found.ok) return failed(found.problem);
    const { status, held, step_progress, total_steps, current_step } = found.data;
    if (!isOpen(found.data) || held !== null) return ended(found.data);
    if (signal.aborted) {
      const hint = `See how far it is: content job ${id}. End it: content job ${id} --cancel`;
      return declined('wrong_state', `Job ${id} goes on without this tool.`, hint, { job_id: id });
    }
    const step = status === 'pending' ? 'waiting for a worker' : (current_step ?? 'working');
    sayOnce(`${step} ... (${step_progress} of ${total_steps})`);
    await sleep(ASK_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
}

const HELD = {
  approval: 'The job waits until somebody approves its outline in the studio.',
  budget: 'A budget stopped the job. Somebody has to say in the studio how it goes on.',
  pause: 'Somebody paused the job. Go on with it in the studio.',
} as const;

function ended(found: OpenJob): Outcome {
  if (found.status === 'completed') return done({ job: found }, told(found));
  const hint = `content job ${found.id} --retry tries it again.`;
  if (found.held) return declined('wrong_state', HELD[found.held], '', { job: found });
  if (found.status === 'cancelled') return declined('wrong_state', 'The job was cancelled.', hint, { job: found });
  const { code, message } = found.problem ?? { code: 'bug', message: 'The job failed.' };
  return declined(code, message, hint, { job: found });
}

const dollars = (micros: number): string => `$${(micros / 1_000_000).toFixed(4)}`;

/** A job for people: what it is, its steps, what it made, and what it cost. */
function told(found: OpenJob): string {
  const steps = found.steps.map(({ step_name, status, tries }) => [step_name, status, tries]);
  const made = found.made.map(({ kind, status, title }) => [kind, status, title]);
  const unknown = found.unknown_micros > 0 ? `, and at most ${dollars(found.unknown_micros)} that nobody knows of` : '';
  return [
    `${found.job_kind} "${found.title}": ${stateOf(found)}`,
    ...(found.problem ? [found.problem.message] : []),
    table(['step', 'state', 'tries'], steps),
    ...(made.length > 0 ? [table(['made', 'state', 'title'], made)] : []),
    `Cost: ${dollars(found.cost_micros)}${unknown}.`,
  ].join('\n');
}
