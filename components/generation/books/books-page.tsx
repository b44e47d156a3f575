'use client';

import { useQuery } from '@tanstack/react-query';
import { useLocale } from 'react-aria-components/I18nProvider';
import { QueryProblem } from '#components/base/problem.tsx';
import { useUrlState } from '#components/base/url-state.tsx';
import { CsvButton } from '#components/catalogue/courses/csv-button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { dateFormat } from '#components/ui/formats.ts';
import { useNumber } from '#components/ui/number.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { Select } from '#components/ui/select.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import { BOOK_VIEWS, type BookView } from '#lib/generation/core/provider.ts';
import type { Books } from '#lib/generation/data/providers.ts';
import { booksQuery } from '#lib/generation/queries/jobs.ts';
import { GenerateFrame } from '../generate-frame.tsx';
import { useMoney } from '../money.ts';
import { booksCsv } from './books-csv.ts';
import { monthsBack, thisMonth } from './months.ts';
import { booksText } from './text.ts';
import { UnknownCalls } from './unknown-calls.tsx';

const words = booksText;
const MONTHS = 12;

/** What models cost in a month, and by what. */
export function BooksPage({ workspace, maySettle }: { workspace: string; maySettle: boolean }) {
  const [params, show] = useUrlState();
  const { locale } = useLocale();
  const months = monthsBack(MONTHS);
  const month = months.find((one) => one === params.get('month')) ?? thisMonth();
  const by: BookView = BOOK_VIEWS.find((one) => one === params.get('by')) ?? 'model';
  const { data, error, refetch } = useQuery(booksQuery(workspace, month, by));
  const name = dateFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  return (
    <GenerateFrame
      workspace={workspace}
      selected="books"
      actions={
        <Select
          label={words.month}
          hideLabel
          value={month}
          options={months.map((id) => ({ id, label: name.format(new Date(id)) }))}
          onChange={(id) => show({ month: String(id) })}
        />
      }
    >
      {error && !data ? (
        <QueryProblem title={words.notRead} error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <TextSkeleton lines={8} />
      ) : (
        <>
          <Totals books={data} />
          <div className="flex flex-wrap items-center justify-between gap-3">
            <Segmented
              label={words.by}
              value={by}
              onChange={(id) => show({ by: id })}
              items={BOOK_VIEWS.map((id) => ({ id, label: words.views[id] }))}
            />
            <CsvButton
              name={`${workspace}-books-${month.slice(0, 7)}-${by}`}
              write={() => booksCsv(by, data.rows, words.unnamed)}
              isDisabled={data.rows.length === 0}
            />
          </div>
          <Rows books={data} />
          {data.unknown.length > 0 && <UnknownCalls workspace={workspace} calls={data.unknown} maySettle={maySettle} />}
        </>
      )}
    </GenerateFrame>
  );
}

function Totals({ books }: { books: Books }) {
  const money = useMoney();
  const { spent_micros, reserved_micros, unknown_micros } = books.total;
  const limit = books.budgets.month?.hard_micros ?? null;
  const left = limit === null ? null : Math.max(0, limit - spent_micros - reserved_micros - unknown_micros);
  const figures = [
    { label: words.spent, value: money(spent_micros) },
    { label: words.reserved, value: money(reserved_micros) },
    { label: words.unknown, value: money(unknown_micros), isUnknown: unknown_micros > 0 },
    { label: words.left, value: left === null ? words.noLimit : money(left) },
  ];
  return (
    <dl className="grid grid-cols-2 gap-4 sm:grid-cols-4">
      {figures.map(({ label, value, isUnknown }) => (
        <div key={label} className="flex flex-col gap-0.5 rounded-lg border bg-surface px-4 py-3">
          <dt className="text-sm text-muted">{label}</dt>
          <dd className={`text-2xl font-semibold tabular-nums ${isUnknown ? 'text-warning' : ''}`}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Rows({ books }: { books: Books }) {
  const money = useMoney();
  const number = useNumber();
  if (books.rows.length === 0)
    return (
      <EmptyState compact title={words.none}>
        {words.noneWhy}
      </EmptyState>
    );
  return (
    <div className="overflow-x-auto rounded-lg border bg-surface">
      <table className="w-full text-sm">
        <thead>
          <tr className="border-b text-muted">
            {Object.entries(words.columns).map(([id, label]) => (
              <th key={id} scope="col" className={`px-4 py-2 font-medium ${id === 'name' ? 'text-start' : 'text-end'}`}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="tabular-nums">
          {books.rows.map((row) => (
            <tr key={row.name} className="border-b last:border-0">
              <th scope="row" dir="auto" className="px-4 py-1.5 text-start font-normal">
                {row.name || words.unnamed}
              </th>
              <td className="px-4 py-1.5 text-end">{number(row.jobs)}</td>
              <td className="px-4 py-1.5 text-end">{number(row.requests)}</td>
              <td className="px-4 py-1.5 text-end">{number(row.input_tokens)}</td>
              <td className="px-4 py-1.5 text-end">{number(row.output_tokens)}</td>
              <td className="px-4 py-1.5 text-end">{money(row.spent_micros)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
