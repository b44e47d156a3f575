import { fail, ok, type Result } from '#lib/base/core/problem.ts';
import type { Db } from '#lib/base/data/clients/token.ts';
import { analyse } from '#lib/quality/core/analyse.ts';
import { ASKS } from '../core/asks/registry.ts';
import { priceAt, windowAt } from '../core/estimate.ts';
import { bytesOf, type LeftOut, roomIn } from '../core/prompt/fit.ts';
import { fieldsOf, reportTested, type TemplateTest } from '../core/template-test.ts';
import { countWords } from '../core/words.ts';
import { readJob, readJobSize } from '../data/jobs.ts';
import { readCallText, readJobRequests, readModelSetup } from '../data/providers.ts';
import * as data from '../data/rules.ts';
import { chosenTemplate, promptFor } from './prompt.ts';
import { traceParent } from './tracing.ts';

/** What a test would cost at most, of which model. `most_micros` null: the model has no price. */
export interface TestPrice {
  provider_id: string;
  provider: string;
  model: string;
  most_micros: number | null;
  /** Of the material that did not fit the model, by version. */
  left_out: LeftOut[];
}

const BYTES_A_TOKEN = 4;
/** As the books count what stands around messages. */
const TOKENS_AROUND = 8;

/** Makes the prompts of both versions, which finds out what is wrong with them, and says what their answers may cost. Nothing is spent. */
export async function priceTest(db: Db, workspace_id: string, test: TemplateTest): Promise<Result<TestPrice>> {
  const { content_type, versions, topic, length, place, source_ids } = test;
  const setup = await readModelSetup(db, workspace_id);
  if (!setup.ok) return setup;
  const asked = modelOf(setup.data, test);
  if (!asked.ok) return asked;
  const answer_tokens = ASKS[content_type].max_output_tokens[length];
  const price = priceAt(setup.data.prices, asked.data.model, Date.now());
  const size = await readJobSize(db, workspace_id, place ? [place.id] : [], []);
  if (!size.ok) return size;
  const [lesson_bytes = 0] = size.data.lesson_bytes;
  // The lessons of the place go along once the test runs.
  const room = roomIn(windowAt(setup.data.prices, asked.data.model, Date.now()), answer_tokens);
  const most_bytes = room === null ? null : Math.max(0, room - lesson_bytes);
  let input_tokens = 0;
  const left_out: LeftOut[] = [];
  for (const version of versions) {
    const template = await chosenTemplate(db, workspace_id, content_type, version);
    if (!template.ok) return template;
    const made = await promptFor(db, workspace_id, {
      content_type,
      template: template.data,
      request: { topic, keywords: [], length, ...reportTested(content_type) },
      place,
      source_ids,
      most_bytes,
      is_preview: true,
    });
    if (!made.ok) return made;
    if (!made.data.fits) return fail('invalid_input', `This is longer than ${asked.data.model} can read at once.`);
    const bytes = bytesOf(made.data.messages) + lesson_bytes;
    input_tokens += Math.ceil(bytes / BYTES_A_TOKEN) + TOKENS_AROUND;
    left_out.splice(0, left_out.length, ...made.data.left_out);
  }
  const most_micros = price && costOf(price, input_tokens, answer_tokens * versions.length);
  return ok({ ...asked.data, most_micros, left_out });
}

const costOf = (price: { input_micros: number; output_micros: number }, input: number, output: number): number =>
  Math.ceil((input * price.input_micros + output * price.output_micros) / 1_000_000);

type Setup = Extract<Awaited<ReturnType<typeof readModelSetup>>, { ok: true }>['data'];

/** The model that was chosen, else the first that is asked for balanced. */
function modelOf({ providers, routes }: Setup, { model }: TemplateTest) {
  const chosen =
    model ?? routes.find(({ priority, provider_id }) => priority === 'balanced' && isOn(providers, provider_id));
  const provider = chosen && providers.find(({ id, is_enabled }) => id === chosen.provider_id && is_enabled);
  return provider
    ? ok({ provider_id: provider.id, provider: provider.name, model: chosen.model })
    : fail('wrong_state', 'No model is set up. Add a provider first.');
}
const isOn = (providers: Setup['providers'], provider_id: string) =>
  providers.some(({ id, is_enabled }) => id === provider_id && is_enabled);

/** Starts a test as a job of its own, which makes no proposal; gives the id. */
export async function startTest(db: Db, workspace_id: string, test: TemplateTest): Promise<Result<string>> {
  const priced = await priceTest(db, workspace_id, test);
  if (!priced.ok) return priced;
  const { provider_id, model } = priced.data;
  const { topic, length, source_ids } = test;
  return data.startTemplateTest(db, workspace_id, {
    ...test,
    params: { topic, length, source_ids, provider_id, model },
    trace_parent: traceParent(),
  });
}

/** What one version came to: its answer as it is, what it cost, and what could be better in the lesson that it wrote. */
export interface TestedVersion {
  step_id: string;
  version: string;
  status: string;
  /** Null while nothing has come. */
  is_valid: boolean | null;
  problem: string | null;
  prompt: string;
  fields: [name: string, text: string][];
  words: number | null;
  findings: number | null;
  input_tokens: number | null;
  output_tokens: number | null;
  /** At most, where nobody knows. */
  cost_micros: number | null;
  is_cost_known: boolean;
  ms: number | null;
  left_out: LeftOut[];
}

/** A test with what came of it, as far as it is there. */
export async function openTest(db: Db, workspace_id: string, job_id: string) {
  const [job, calls] = await Promise.all([
    readJob(db, workspace_id, job_id),
    readJobRequests(db, workspace_id, job_id),
  ]);
  if (!job.ok) return job;
  if (!calls.ok) return calls;
  if (!job.data.is_test) return fail('not_found', 'There is no such test in this workspace.');
  const versions: TestedVersion[] = [];
  for (const step of job.data.steps) {
    const call = calls.data.findLast((one) => one.step_run_id === step.id && one.book !== 'cached') ?? null;
    const text = call ? await readCallText(db, workspace_id, call.id) : ok(null);
    if (!text.ok) return text;
    const fields = text.data?.answer ? fieldsOf(text.data.answer) : [];
    const written = fields.find(([name]) => name === 'content_md')?.[1] ?? null;
    const words = written === null ? null : countWords(written);
    const isDone = call !== null && call.book !== 'sent';
    versions.push({
      step_id: step.id,
      version: step.step_name,
      status: step.status,
      is_valid: isDone ? call.outcome === 'ok' : null,
      problem: step.problem?.message ?? (isDone ? call.error_message : null),
      prompt: text.data?.prompt?.map(({ content }) => content).join('\n\n') ?? '',
      fields,
      words,
      findings: written === null ? null : findingsIn(written, words ?? 0),
      input_tokens: call?.input_tokens ?? null,
      output_tokens: call?.output_tokens ?? null,
      cost_micros: isDone ? call.cost_micros : null,
      is_cost_known: call?.book === 'settled',
      ms: isDone && call.settled_at ? Date.parse(call.settled_at) - Date.parse(call.sent_at) : null,
      left_out: step.left_out ?? [],
    });
  }
  const { status, held, title, problem, asked_by, sources, place, params } = job.data;
  return ok({ id: job_id, status, held, title, problem, asked_by, sources, place, model: modelIn(params), versions });
}
export type OpenTest = Extract<Awaited<ReturnType<typeof openTest>>, { ok: true }>['data'];

const modelIn = ({ model }: Record<string, unknown>): string => (typeof model === 'string' ? model : '');

const WORDS_A_MINUTE = 200;
const findingsIn = (content_md: string, words: number): number =>
  analyse({ content_md, estimated_mins: Math.max(1, Math.round(words / WORDS_A_MINUTE)), summary: null }).findings
    .length;
