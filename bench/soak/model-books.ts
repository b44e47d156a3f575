import type pg from 'pg';
import { figure } from '../report.ts';
import type { Served } from './faulty-server.ts';

interface Booked {
  topic: string;
  role: string;
  book: string;
  outcome: string | null;
  input_tokens: number | null;
  output_tokens: number | null;
  cost_micros: number;
  input_price: number;
  output_price: number;
}

/** A row that has to be exactly so. */
export const exactly = (what: string, count: number, wanted: number, how = '') => ({
  what,
  figure: figure([count], 'times'),
  target: { text: `${wanted}`, is_met: count === wanted },
  how,
});

/** Holds the books of a workspace against what the server saw: no request without a row, no answer twice, every token and micro-dollar where it belongs. */
export async function audit(
  client: pg.ClientBase,
  { workspace }: { workspace: string },
  served: readonly Served[],
  jobs: number,
) {
  const { rows: booked } = await client.query<Booked>(
    `select r.title as topic, q.role, q.book, q.outcome, q.input_tokens::int, q.output_tokens::int, q.cost_micros::int,
       p.input_micros::int as input_price, p.output_micros::int as output_price
     from public.llm_requests q join public.flow_runs r on r.id = q.flow_run_id join public.model_prices p on p.id = q.price_id
     where q.workspace_id = $1 and q.book in ('settled', 'unknown', 'sent')`,
    [workspace],
  );
  const answers = new Map(served.map((one) => [one.nth, one]));
  const counted = booked.filter(
    ({ book, outcome }) => book === 'settled' && (outcome === 'ok' || outcome === 'invalid'),
  );
  const seen = new Set<number>();
  let [wrong, twice] = [0, 0];
  for (const row of counted) {
    const answer = answers.get(row.input_tokens ?? 0);
    if (
      !answer ||
      answer.output_tokens !== row.output_tokens ||
      answer.topic !== row.topic ||
      costOf(row) !== row.cost_micros
    )
      wrong += 1;
    if (seen.has(row.input_tokens ?? 0)) twice += 1;
    seen.add(row.input_tokens ?? 0);
  }
  const rows = countBy(booked, ({ topic }) => topic);
  const requests = countBy(served, ({ topic }) => topic);
  const unbooked = [...requests].filter(([topic, count]) => count > (rows.get(topic) ?? 0)).length;
  const unsent = [...rows].reduce((sum, [topic, count]) => sum + Math.max(0, count - (requests.get(topic) ?? 0)), 0);
  const unknown = booked.filter(({ book }) => book === 'unknown');
  const lost = served.filter(({ nth, came }) => (came === 'ok' || came === 'invalid') && !seen.has(nth)).length;
  const { effects, doubled, open, off } = await effectsOf(client, workspace);
  return [
    exactly('effects', effects, jobs),
    exactly('effects twice', doubled, 0, 'jobs with more than one proposal'),
    exactly('stuck', open, 0, 'jobs that have not ended, calls that are still out'),
    exactly(
      'answers booked wrong',
      wrong,
      0,
      `${counted.length} answers, each found by its tokens: job, tokens and cost to the micro-dollar`,
    ),
    exactly('answers booked twice', twice, 0, 'the same answer in two rows'),
    exactly('requests without a row', unbooked, 0, `${served.length} requests of the server, by job`),
    exactly('sums that are not those of their rows', off, 0, 'book_totals and the costs of jobs, against the rows'),
    {
      what: 'unknown',
      figure: figure([unknown.length], 'times'),
      target: { text: `>= ${lost} answers whose worker was gone`, is_met: unknown.length >= lost },
      how: `booked at the most they can have cost; of them ${unsent} were never sent: their worker was killed between row and request`,
    },
  ];
}

/** Rounded up, as the books do. */
const costOf = ({ input_tokens, output_tokens, input_price, output_price }: Booked): number =>
  Math.ceil(((input_tokens ?? 0) * input_price + (output_tokens ?? 0) * output_price) / 1_000_000);

function countBy<T>(all: readonly T[], name: (one: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const one of all) counts.set(name(one), (counts.get(name(one)) ?? 0) + 1);
  return counts;
}

async function effectsOf(client: pg.ClientBase, workspace: string) {
  const { rows } = await client.query<{ effects: number; doubled: number; open: number; off: number }>(
    `with sums as (
       select coalesce(sum(cost_micros) filter (where book = 'settled'), 0) as spent, coalesce(sum(cost_micros) filter (where book = 'unknown'), 0) as unknown
       from public.llm_requests where workspace_id = $1
     )
     select (select count(*)::int from public.proposals where workspace_id = $1) as effects,
       (select count(*)::int from (select from public.proposals where workspace_id = $1 group by flow_run_id having count(*) > 1) d) as doubled,
       (select count(*)::int from public.flow_runs where workspace_id = $1 and status <> 'completed')
         + (select count(*)::int from public.llm_requests where workspace_id = $1 and book = 'sent') as open,
       (select count(*)::int from public.book_totals t, sums s where t.workspace_id = $1 and t.month = '0001-01-01'
          and (t.spent_micros <> s.spent or t.unknown_micros <> s.unknown or t.reserved_micros <> 0))
         + (select count(*)::int from public.flow_runs r where r.workspace_id = $1 and coalesce(r.cost_micros, 0)
             <> (select coalesce(sum(q.cost_micros) filter (where q.book = 'settled'), 0) from public.llm_requests q where q.flow_run_id = r.id)) as off`,
    [workspace],
  );
  return rows[0] as (typeof rows)[number];
}
