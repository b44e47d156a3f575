import type { RunStatus } from './job.ts';

/** A step as far as a timeline needs it; times as ISO texts. */
export interface TimedStep {
  id: string;
  status: RunStatus;
  started_at: string | null;
  completed_at: string | null;
}

/** A call of a model, the same. */
export interface TimedCall {
  id: string;
  step_run_id: string | null;
  book: 'sent' | 'settled' | 'unknown' | 'cached';
  outcome: string | null;
  sent_at: string;
  settled_at: string | null;
}

/** When something was under way, in milliseconds from the start of the job. */
export interface Span {
  from: number;
  to: number;
}

export type TimelineRow<Step, Call> = Span &
  (
    | { kind: 'step'; id: string; step: Step; calls: readonly Call[]; only: Call | null }
    | { kind: 'call'; id: string; step: Step; call: Call; attempt: number }
    | { kind: 'wait'; id: string; step: Step; after: Call }
  );

/** Less than this between two calls is work of our own, not a wait for the provider. */
const LEAST_WAIT_MS = 500;

/**
 * Where the time of a job went: its steps in their order. A step with one call is one row with that call; of several each has a row
 * below it, with the waits between them. `now` in milliseconds ends what is still under way.
 */
export function timelineOf<Step extends TimedStep, Call extends TimedCall>(
  steps: readonly Step[],
  calls: readonly Call[],
  now: number,
): { rows: TimelineRow<Step, Call>[]; total: number } {
  const begun = steps.filter((step) => step.started_at !== null);
  const starts = begun.map(({ started_at }) => Date.parse(started_at ?? ''));
  const zero = Math.min(...starts, ...calls.map(({ sent_at }) => Date.parse(sent_at)));
  const rows = begun.flatMap((step) => rowsOf(step, callsOf(step, calls), zero, now));
  return { rows, total: Math.max(1, ...rows.map(({ to }) => to)) };
}

const callsOf = <Call extends TimedCall>(step: TimedStep, calls: readonly Call[]): Call[] =>
  calls
    .filter(({ step_run_id }) => step_run_id === step.id)
    .sort((a, b) => Date.parse(a.sent_at) - Date.parse(b.sent_at));

function rowsOf<Step extends TimedStep, Call extends TimedCall>(
  step: Step,
  calls: readonly Call[],
  zero: number,
  now: number,
): TimelineRow<Step, Call>[] {
  const isOpen = step.status === 'pending' || step.status === 'in_progress';
  const since = (iso: string | null, otherwise: number) => (iso ? Date.parse(iso) : otherwise) - zero;
  const spanOf = (call: Call): Span => {
    const from = since(call.sent_at, zero);
    return { from, to: Math.max(from, since(call.settled_at, call.book === 'sent' ? now : Date.parse(call.sent_at))) };
  };
  const spans = calls.map(spanOf);
  // A step that is tried again starts anew, while its first call stays where it was.
  const from = Math.min(since(step.started_at, zero), ...spans.map((span) => span.from));
  const end = since(step.completed_at, isOpen ? now : zero + from);
  const whole: Span = { from, to: Math.max(from, end, ...spans.map((span) => span.to)) };
  const only = calls.length === 1 ? (calls[0] ?? null) : null;
  const row: TimelineRow<Step, Call> = { kind: 'step', id: step.id, step, calls, only, ...whole };
  if (calls.length < 2) return [row];
  const below = calls.flatMap((call, at): TimelineRow<Step, Call>[] => {
    const span = spans[at] as Span;
    const before = calls[at - 1];
    const gap: Span = { from: spans[at - 1]?.to ?? span.from, to: span.from };
    return [
      ...(before && before.outcome !== 'ok' && gap.to - gap.from >= LEAST_WAIT_MS
        ? [{ kind: 'wait' as const, id: `${call.id} wait`, step, after: before, ...gap }]
        : []),
      { kind: 'call', id: call.id, step, call, attempt: at + 1, ...span },
    ];
  });
  return [row, ...below];
}
