'use client';

import { useQuery } from '@tanstack/react-query';
import { CircleHelp } from 'lucide-react';
import { useRef } from 'react';
import { useLocale } from 'react-aria-components/I18nProvider';
import { QueryProblem } from '#components/base/problem.tsx';
import { useUrlState } from '#components/base/url-state.tsx';
import { useShortcuts } from '#components/shell/shortcuts.tsx';
import { Badge, type Tone } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { cx } from '#components/ui/cx.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { numberFormat } from '#components/ui/formats.ts';
import { type NumberWriter, useNumber } from '#components/ui/number.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import { isMoving } from '#lib/generation/core/job.ts';
import type { OpenJob } from '#lib/generation/core/job-json.ts';
import { type TimelineRow, timelineOf } from '#lib/generation/core/timeline.ts';
import type { JobCall } from '#lib/generation/data/providers.ts';
import { jobRequestsQuery, type ShownJob } from '#lib/generation/queries/jobs.ts';
import { useMoney } from '../money.ts';
import { generationText } from '../text.ts';
import { CallPanel } from './call-panel.tsx';
import { stepName } from './job-steps.tsx';

const words = generationText.timeline;
const jobWords = generationText.job;
type Row = TimelineRow<OpenJob['steps'][number], JobCall>;

/** The request a row is about, where it is about one. */
const callOf = (row: Row): JobCall | null => (row.kind === 'call' ? row.call : row.kind === 'step' ? row.only : null);

/** Where the time and the money of a job went: steps and requests as bars, and beside them the request that is looked at. */
export function Timeline({ workspace, job }: { workspace: string; job: ShownJob }) {
  const { data: calls, error, refetch } = useQuery(jobRequestsQuery(workspace, job.id, isMoving(job)));
  if (error && !calls) return <QueryProblem title={words.notRead} error={error} onRetry={() => void refetch()} />;
  return calls ? <Drawn workspace={workspace} job={job} calls={calls} /> : <TextSkeleton lines={8} />;
}

function Drawn({ workspace, job, calls }: { workspace: string; job: ShownJob; calls: readonly JobCall[] }) {
  const [params, show] = useUrlState();
  const table = useRef<HTMLTableElement>(null);
  const money = useMoney();
  const { rows, total } = timelineOf(job.steps, calls, Date.now());
  const looked = rows.flatMap((row) => callOf(row) ?? []);
  const open = looked.find(({ id }) => id === params.get('request')) ?? null;
  const unknown = calls.filter(({ book }) => book === 'unknown');
  const go = (by: 1 | -1) => {
    const next = looked[Math.min(looked.length - 1, Math.max(0, (open ? looked.indexOf(open) : -1) + by))];
    if (!next) return;
    show({ request: next.id });
    table.current?.querySelector<HTMLElement>(`[data-request="${next.id}"]`)?.focus();
  };
  useShortcuts(words.label, [
    { keys: 'J', label: words.next, run: () => go(1) },
    { keys: 'K', label: words.before, run: () => go(-1) },
  ]);
  if (rows.length === 0) return <EmptyState compact title={words.noRows} />;
  return (
    <div className="grid items-start gap-x-8 gap-y-6 xl:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="flex min-w-0 flex-col gap-4">
        {unknown.length > 0 && (
          <ProblemNotice
            tone="warning"
            title={words.unknownTitle(unknown.length)}
            why={words.unknownWhy(money(unknown.reduce((sum, { cost_micros }) => sum + cost_micros, 0)))}
            actions={
              <Button size="sm" onPress={() => unknown[0] && show({ request: unknown[0].id })}>
                {words.showUnknown}
              </Button>
            }
          />
        )}
        <div className="overflow-x-auto">
          <table ref={table} aria-label={words.label} className="w-full min-w-[44rem] text-sm">
            <Heads total={total} />
            <tbody>
              {rows.map((row) => (
                <Line
                  key={row.id}
                  row={row}
                  total={total}
                  isOpen={open !== null && callOf(row)?.id === open.id}
                  onOpen={(id) => show({ request: id })}
                />
              ))}
            </tbody>
          </table>
        </div>
      </div>
      {open ? (
        <CallPanel
          key={open.id}
          workspace={workspace}
          call={open}
          nth={looked.indexOf(open) + 1}
          of={looked.length}
          onGo={go}
          maySettle={job.may_settle}
        />
      ) : (
        <p className="text-sm text-muted xl:border-s xl:ps-6">{looked.length > 0 ? words.choose : words.noRequests}</p>
      )}
    </div>
  );
}

/** Columns, with a scale of seconds over the bars. */
function Heads({ total }: { total: number }) {
  const seconds = useSeconds();
  const head = 'border-b px-2 py-2 font-normal text-muted';
  return (
    <thead>
      <tr>
        <th scope="col" className={cx(head, 'w-2/5 ps-0 text-start')}>
          {words.columns.step}
        </th>
        <th scope="col" className={cx(head, 'w-1/4')}>
          <span className="flex justify-between tabular-nums">
            <span>{seconds(0)}</span>
            <span>{seconds(total / 2)}</span>
            <span>{seconds(total)}</span>
          </span>
        </th>
        {(['time', 'tokens', 'cost'] as const).map((name) => (
          <th key={name} scope="col" className={cx(head, 'text-end')}>
            {words.columns[name]}
          </th>
        ))}
        <th scope="col" className={cx(head, 'text-start')}>
          {words.columns.booked}
        </th>
      </tr>
    </thead>
  );
}

const TONES: Record<JobCall['book'], Tone> = { sent: 'accent', settled: 'green', unknown: 'amber', cached: 'grey' };

interface LineProps {
  row: Row;
  total: number;
  isOpen: boolean;
  onOpen: (id: string) => void;
}

function Line({ row, total, isOpen, onOpen }: LineProps) {
  const number = useNumber();
  const seconds = useSeconds();
  const money = useMoney();
  const call = callOf(row);
  const cell = 'border-b px-2 py-2 text-end tabular-nums';
  const name = nameOf(row);
  return (
    <tr className={cx(isOpen && 'bg-accent-soft')}>
      <th
        scope="row"
        className={cx('max-w-0 border-b py-2 pe-2 text-start font-normal', row.kind !== 'step' && 'ps-6')}
      >
        <span className="flex min-w-0 flex-col">
          {call ? (
            <button
              type="button"
              data-request={call.id}
              aria-current={isOpen ? 'true' : undefined}
              aria-label={words.open(name, row.kind === 'call' ? row.attempt : 1)}
              onClick={() => onOpen(call.id)}
              className="cursor-default truncate rounded text-start font-medium hover:underline focus-visible:outline-2 focus-visible:outline-focus"
            >
              {name}
            </button>
          ) : (
            <span dir="auto" className="truncate font-medium">
              {name}
            </span>
          )}
          <span className="truncate text-muted">{noteOf(row, number)}</span>
        </span>
      </th>
      <td className="border-b px-2 py-2">
        <Bar row={row} total={total} />
      </td>
      <td className={cell}>{seconds(row.to - row.from)}</td>
      <td className={cell}>
        {call && call.input_tokens !== null && call.output_tokens !== null
          ? words.tokens(number(call.input_tokens), number(call.output_tokens))
          : '–'}
      </td>
      <td className={cell}>{money(costOf(row))}</td>
      <td className="border-b px-2 py-2">
        {call ? (
          <Badge tone={TONES[call.book]} icon={call.book === 'unknown' ? <CircleHelp aria-hidden /> : undefined}>
            {jobWords.callBooks[call.book]}
          </Badge>
        ) : (
          '–'
        )}
      </td>
    </tr>
  );
}

function costOf(row: Row): number {
  const spent = (call: JobCall) => (call.book === 'sent' ? call.reserved_micros : call.cost_micros);
  if (row.kind === 'wait') return 0;
  return row.kind === 'call' ? spent(row.call) : row.calls.reduce((sum, call) => sum + spent(call), 0);
}

function nameOf(row: Row): string {
  if (row.kind === 'wait') return words.wait;
  return row.kind === 'call' ? words.attempt(row.attempt) : stepName(row.step);
}

/** The model of a request and what came of it; of a step with several how many. */
function noteOf(row: Row, number: NumberWriter): string {
  if (row.kind === 'wait') return words.waitNote;
  const call = callOf(row);
  if (!call) return row.kind === 'step' && row.calls.length > 0 ? words.attempts(number(row.calls.length)) : '';
  const came = call.outcome ? jobWords.callOutcomes[call.outcome] : null;
  return [call.model, call.role !== 'first' && jobWords.callRoles[call.role], came].filter(Boolean).join(' · ');
}

/** When it was under way. What screen readers hear of it is the column beside. */
function Bar({ row, total }: { row: Row; total: number }) {
  const call = callOf(row);
  const look =
    row.kind === 'wait'
      ? 'border border-dashed border-line-strong'
      : call?.book === 'unknown'
        ? 'bg-warning bg-[repeating-linear-gradient(135deg,transparent_0_3px,var(--canvas)_3px_5px)]'
        : row.kind === 'step' && row.calls.length > 1
          ? 'border border-accent'
          : 'bg-accent';
  return (
    <span aria-hidden className="relative block h-2.5 w-full">
      <span
        className={cx('absolute inset-y-0 min-w-0.5 rounded-xs', look)}
        style={{
          insetInlineStart: `${(row.from / total) * 100}%`,
          width: `${Math.max(0.5, ((row.to - row.from) / total) * 100)}%`,
        }}
      />
    </span>
  );
}

/** Milliseconds as seconds. */
function useSeconds(): (ms: number) => string {
  const { locale } = useLocale();
  const format = numberFormat(locale, { maximumFractionDigits: 1 });
  return (ms) => jobWords.seconds(format.format(ms / 1000));
}
