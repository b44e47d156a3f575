import type { GenerationFigures } from './figures.ts';

// Figures of generation in the text format of Prometheus. They are sums of the whole studio, taken from the database
// (docs/decisions/130-figures-come-from-rows.md), so they are written as they are instead of being counted in a process.

type Labels = Record<string, string | number>;
type Sample = [labels: Labels, value: number];

const escaped = (value: string | number): string =>
  String(value).replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');

const line = (name: string, labels: Labels, value: number): string => {
  const said = Object.entries(labels).map(([label, of]) => `${label}="${escaped(of)}"`);
  return `${name}${said.length > 0 ? `{${said.join(',')}}` : ''} ${value}`;
};

function metric(name: string, type: 'counter' | 'gauge', help: string, samples: readonly Sample[]): string {
  return [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} ${type}`,
    ...samples.map(([of, value]) => line(name, of, value)),
  ].join('\n');
}

const DURATION = 'generation_duration_seconds';

/** Each bucket of a histogram holds those before it as well. */
function histogram(durations: GenerationFigures['durations']): string {
  let jobs = 0;
  const buckets = durations.map(({ up_to, jobs: more }) => {
    jobs += more;
    return line(`${DURATION}_bucket`, { le: up_to ?? '+Inf' }, jobs);
  });
  const seconds = durations.reduce((sum, one) => sum + one.seconds, 0);
  return [
    `# HELP ${DURATION} How long workers were at jobs that were completed`,
    `# TYPE ${DURATION} histogram`,
    ...buckets,
    line(`${DURATION}_sum`, {}, seconds),
    line(`${DURATION}_count`, {}, jobs),
  ].join('\n');
}

const dollars = (micros: number): number => micros / 1_000_000;

/** The figures as `/metrics` gives them. */
export function figuresText({ counts, durations, jobs, steps, breakers, spend }: GenerationFigures): string {
  const counted = (what: 'request' | 'error', label: string): Sample[] =>
    counts
      .filter((one) => one.counted === what)
      .map(({ client_id, name, jobs: number }) => [{ client_id, [label]: name }, number]);
  const each = (label: string, of: Record<string, number>): Sample[] =>
    Object.entries(of).map(([name, number]) => [{ [label]: name }, number]);
  const { pending, in_progress, approval, budget, pause } = jobs;
  return [
    metric('content_requests_total', 'counter', 'Jobs that were asked for', counted('request', 'content_type')),
    metric(
      'content_errors_total',
      'counter',
      'Jobs that failed, by the code of their problem',
      counted('error', 'error_type'),
    ),
    histogram(durations),
    metric('active_jobs', 'gauge', 'Jobs that workers are at', [[{}, in_progress]]),
    metric(
      'trailwright_waiting_jobs',
      'gauge',
      'Jobs that do not go on by themselves yet, by what they wait for',
      each('for', { worker: pending, approval, budget, pause }),
    ),
    metric(
      'trailwright_queue_steps',
      'gauge',
      'Steps of jobs that no worker has taken: ready ones, and later ones that wait for a provider or another attempt',
      each('state', { ready: steps.ready, later: steps.later }),
    ),
    metric('trailwright_queue_oldest_seconds', 'gauge', 'How long the oldest ready step has waited', [
      [{}, steps.oldest_seconds],
    ]),
    metric('trailwright_breakers', 'gauge', 'Providers by the state of their breaker', each('state', breakers)),
    metric(
      'trailwright_spend_dollars',
      'gauge',
      'What calls of models cost: spent, held back for calls that are out, and unknown at the most it can be',
      spend.flatMap(({ client_id, spent_micros, reserved_micros, unknown_micros }): Sample[] => [
        [{ client_id, book: 'spent' }, dollars(spent_micros)],
        [{ client_id, book: 'reserved' }, dollars(reserved_micros)],
        [{ client_id, book: 'unknown' }, dollars(unknown_micros)],
      ]),
    ),
  ].join('\n\n');
}
