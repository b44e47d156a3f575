import {
  datetimeProblems,
  fitting,
  type IdMaker,
  instantOf,
  isJson,
  type Json,
  notAnObject,
  type OutsideRecord,
  type Path,
  problemAt,
} from '../outside.ts';
import type { BundleProblem } from '../problem.ts';

// How a lesson was generated elsewhere: its run, the steps and the requests. They are kept as they came, with what can be counted
// in columns.

export const RUN_MEMBERS = ['flow_run', 'step_runs', 'llm_requests'] as const;

const RUN_TIMES = ['created_at', 'updated_at', 'started_at', 'completed_at', 'last_heartbeat'];
const STEP_TIMES = ['created_at', 'updated_at', 'completed_at'];
const REQUEST_TIMES = ['response_created_at', 'created_at', 'updated_at'];
const CONVERSATION_TIMES = ['created_at', 'updated_at', 'last_message_at'];
const MESSAGE_TIMES = ['created_at', 'updated_at'];
const STATUSES = ['pending', 'in_progress', 'completed', 'failed', 'cancelled'];

const textOf = (value: unknown) => (typeof value === 'string' ? value : null);
const countOf = (value: unknown, most = Number.MAX_SAFE_INTEGER) =>
  typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= most ? value : null;
const small = (value: unknown) => countOf(value, 2_147_483_647);
/** Dollars as whole millionths. */
const micros = (value: unknown) => (typeof value === 'number' ? countOf(Math.round(value * 1e6)) : null);
const statusOf = (value: unknown) => STATUSES.find((one) => one === value) ?? null;
const idOf = (source: Json): string | null => textOf(source.id) || null;

function runColumns(run: Json): Json {
  return {
    flow_name: textOf(run.flow_name),
    status: statusOf(run.status),
    execution_mode: textOf(run.execution_mode),
    current_step: textOf(run.current_step),
    step_progress: small(run.step_progress),
    total_steps: small(run.total_steps),
    progress_percentage: typeof run.progress_percentage === 'number' ? run.progress_percentage : null,
    total_tokens: countOf(run.total_tokens),
    cost_micros: micros(run.total_cost),
    execution_time_ms: countOf(run.execution_time_ms),
    error_message: textOf(run.error_message),
    created_at: instantOf(run.created_at),
    started_at: instantOf(run.started_at),
    completed_at: instantOf(run.completed_at),
    last_heartbeat: instantOf(run.last_heartbeat),
  };
}

function stepColumns(step: Json): Json {
  return {
    step_name: textOf(step.step_name),
    step_order: small(step.step_order),
    status: statusOf(step.status),
    tokens_used: countOf(step.tokens_used),
    cost_micros: micros(step.cost_estimate),
    execution_time_ms: countOf(step.execution_time_ms),
    error_message: textOf(step.error_message),
    created_at: instantOf(step.created_at),
    completed_at: instantOf(step.completed_at),
  };
}

function requestColumns(request: Json): Json {
  return {
    provider: textOf(request.provider),
    model: textOf(request.model),
    status: statusOf(request.status),
    input_tokens: countOf(request.input_tokens),
    output_tokens: countOf(request.output_tokens),
    tokens_used: countOf(request.tokens_used),
    cost_micros: micros(request.cost_estimate),
    execution_time_ms: countOf(request.execution_time_ms),
    error_message: textOf(request.error_message),
    created_at: instantOf(request.created_at),
  };
}

/** The elements of a list that are objects; of the others a problem is told. */
function objectsOf(value: unknown, at: Path, what: string, problems: BundleProblem[]): Json[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    problems.push(problemAt('invalid_type', at, `${at.at(-1)} must be a list.`, 'Write it in brackets.'));
    return [];
  }
  return value.flatMap((one, nth) => {
    if (isJson(one)) return [one];
    problems.push(notAnObject([...at, nth], what));
    return [];
  });
}

interface Owner {
  slug: string;
  external_id: string;
  external_system: string;
}

/** The run of a lesson, or null where the file tells of none. */
export function readRun(lesson: Json, owner: Owner, at: Path, makeId: IdMaker) {
  const problems: BundleProblem[] = [];
  const { flow_run = null, flow_run_id } = lesson;
  if (flow_run !== null && !isJson(flow_run)) problems.push(notAnObject([...at, 'flow_run'], 'The run'));
  const run = isJson(flow_run) ? flow_run : null;
  if (run && typeof run.id === 'string' && typeof flow_run_id === 'string' && run.id !== flow_run_id) {
    const message = `flow_run_id is ${flow_run_id}, but the flow_run of this lesson has the id ${run.id}.`;
    const hint = 'Both name the run by which the lesson was made: give them the same id.';
    problems.push(problemAt('flow_run_mismatch', [...at, 'flow_run_id'], message, hint));
  }
  problems.push(...datetimeProblems(run, RUN_TIMES, [...at, 'flow_run']));
  const part = (name: 'step_runs' | 'llm_requests', what: string, times: string[], columns: (one: Json) => Json) =>
    objectsOf(lesson[name], [...at, name], what, problems).map((source, nth) => {
      problems.push(...datetimeProblems(source, times, [...at, name, nth]));
      const external_id = idOf(source) ?? makeId(`${owner.external_id}/${name}/${nth}`);
      return { external_id, columns: columns(source), source };
    });
  const steps = part('step_runs', 'A step', STEP_TIMES, stepColumns);
  const requests = part('llm_requests', 'A request', REQUEST_TIMES, requestColumns);
  if (!run && steps.length === 0 && requests.length === 0) return { record: null, problems };
  const record: OutsideRecord = {
    record: 'flow_run',
    owner_kind: 'spark',
    owner_slug: owner.slug,
    external_id: fitting((run && idOf(run)) ?? textOf(flow_run_id) ?? makeId(`${owner.external_id}/run`), makeId),
    external_system: owner.external_system,
    at,
    body: { source: run, columns: run ? runColumns(run) : {}, steps, requests },
  };
  return { record, problems };
}

/** The conversations of a unit, list by list. `empty` is what the member holds beside them. */
export function readConversations(value: unknown, owner: Owner, makeId: IdMaker) {
  const [problems, records]: [BundleProblem[], OutsideRecord[]] = [[], []];
  const empty = new Map<string, unknown>();
  if (!isJson(value)) {
    if (value !== null && value !== undefined)
      problems.push(notAnObject(['learning_conversations'], 'learning_conversations'));
    return { records, problems, empty: value ?? null };
  }
  for (const [role, list] of Object.entries(value)) {
    // What is no list of conversations is kept as it came.
    if (!Array.isArray(list) || list.length === 0 || !list.every(isJson)) {
      empty.set(role, list);
      continue;
    }
    const ids = new Set<string>();
    for (const [nth, source] of list.entries()) {
      const at = ['learning_conversations', role, nth];
      // Of two with one id the second is known by its place, as those without an id are.
      const own = idOf(source);
      const id = own === null || ids.has(own) ? makeId(`${owner.external_id}/${role}/${nth}`) : own;
      ids.add(id);
      const messages = Array.isArray(source.messages) ? source.messages : [];
      problems.push(
        ...datetimeProblems(source, CONVERSATION_TIMES, at),
        ...messages.flatMap((one, place) => datetimeProblems(one, MESSAGE_TIMES, [...at, 'messages', place])),
      );
      records.push({
        record: 'conversation',
        owner_kind: 'concept',
        owner_slug: owner.slug,
        external_id: fitting(`${role}/${id}`, makeId),
        external_system: owner.external_system,
        at,
        body: {
          role,
          nth,
          source,
          columns: {
            title: textOf(source.title),
            status: textOf(source.status),
            message_count: messages.length,
            last_message_at: instantOf(source.last_message_at),
            created_at: instantOf(source.created_at),
          },
        },
      });
    }
  }
  return { records, problems, empty: Object.fromEntries(empty) };
}
