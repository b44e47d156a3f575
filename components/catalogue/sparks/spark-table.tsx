import { type ReactNode, useMemo } from 'react';
import { baseText } from '#components/base/text.ts';
import { usePersonName } from '#components/people/person.tsx';
import { cx } from '#components/ui/cx.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { StateBadge } from '#components/ui/state-badge.tsx';
import { Table, type TableColumn } from '#components/ui/table.tsx';
import { uiText } from '#components/ui/text.ts';
import { useIsNarrower } from '#components/ui/use-is-narrower.ts';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { SPARK_SORTS, SPARK_VIEWS } from '#lib/catalogue/core/spark-list.ts';
import type { SparkRow } from '#lib/catalogue/data/spark-list.ts';
import { sparksText } from './text.ts';
import type { Sparks } from './use-sparks.ts';

const words = sparksText;
const isLong = (mins: number) => mins >= SPARK_VIEWS.long.least_mins;

/** Columns that can be left out. */
export const OPTIONAL = ['state', 'place', 'difficulty', 'exercises', 'links', 'mins', 'by', 'edited'] as const;

/** Where a spark stands: the first of its places. */
const placeOf = ({ place }: SparkRow): string =>
  place ? [place.trail, place.concept].filter(Boolean).join(' › ') : '';

interface SparkTableProps {
  workspace: string;
  sparks: Sparks;
  empty: ReactNode;
}

/** Sparks as rows; on a phone each in two lines. */
export function SparkTable({ workspace, sparks, empty }: SparkTableProps) {
  const isNarrow = useIsNarrower(768);
  const nameOf = usePersonName(workspace);
  const { address, rows, chosen, choose, onEnd, setSort } = sparks;
  const { hidden, sort, is_down } = address;
  const columns = useMemo(
    () => (isNarrow ? [short] : columnsOf(nameOf).filter(({ id }) => !hidden.includes(id))),
    [isNarrow, hidden, nameOf],
  );
  const selected = useMemo(() => new Set(chosen.keys()), [chosen]);
  return (
    <Table
      virtual
      label={words.title}
      columns={columns}
      rows={rows}
      rowId={({ id }) => id}
      rowName={({ title }) => title}
      rowHref={({ slug }) => inWorkspace(workspace).spark(slug)}
      selected={selected}
      onSelect={choose}
      sort={{ column: sort, direction: is_down ? 'descending' : 'ascending' }}
      onSort={({ column, direction }) => setSort(column, direction === 'descending')}
      onEnd={onEnd}
      rowHeight={isNarrow ? 56 : undefined}
      empty={empty}
      className="min-h-0 flex-1"
    />
  );
}

/** Published is what is usual, and says so quietly. */
function State({ state }: Pick<SparkRow, 'state'>) {
  if (state === 'published') return <span className="text-faint">{uiText.states.published}</span>;
  return <StateBadge state={state} plain />;
}

function Minutes({ mins }: Pick<SparkRow, 'mins'>) {
  return <span className={cx(isLong(mins) && 'font-medium text-draft')}>{mins}</span>;
}

const none = (count: number) => <span className={cx(count === 0 && 'text-faint')}>{count}</span>;

function columnsOf(nameOf: (user_id: string | null) => string): TableColumn<SparkRow>[] {
  const all: TableColumn<SparkRow>[] = [
    { id: 'title', name: words.column.title, grow: true, render: ({ title }) => <span dir="auto">{title}</span> },
    { id: 'state', name: words.column.state, width: 104, render: State },
    {
      id: 'place',
      name: words.column.place,
      width: 288,
      render: (row) => {
        const where = placeOf(row);
        if (!where) return <span className="text-faint">{words.nowhere}</span>;
        const more = row.places > 1 ? ` ${words.morePlaces(row.places - 1)}` : '';
        return (
          // The concept tells more than its trail, which gives way first.
          <span title={`${where}${more}`} className="flex min-w-0 text-muted">
            {row.place?.trail && (
              <>
                <span dir="auto" className="min-w-8 truncate">
                  {row.place.trail}
                </span>
                <span className="shrink-0 whitespace-pre"> › </span>
              </>
            )}
            <span dir="auto" className="max-w-[60%] shrink-0 truncate">
              {row.place?.concept}
            </span>
            {more && <span className="shrink-0 whitespace-pre text-faint">{more}</span>}
          </span>
        );
      },
    },
    {
      id: 'difficulty',
      name: words.column.difficulty,
      width: 104,
      render: ({ difficulty }) => <span className="text-muted">{baseText.difficulty[difficulty] ?? difficulty}</span>,
    },
    {
      id: 'exercises',
      name: words.column.exercises,
      numeric: true,
      width: 84,
      render: ({ exercises }) => none(exercises),
    },
    { id: 'links', name: words.column.links, numeric: true, width: 64, render: ({ links }) => none(links) },
    { id: 'mins', name: words.column.mins, numeric: true, width: 76, render: Minutes },
    {
      id: 'by',
      name: words.column.by,
      width: 120,
      render: ({ updated_by }) => <span className="text-muted">{nameOf(updated_by)}</span>,
    },
    {
      id: 'edited',
      name: words.column.edited,
      width: 116,
      render: ({ updated_at }) => (
        <span className="text-muted">
          <RelativeTime value={updated_at} />
        </span>
      ),
    },
  ];
  // The database sorts, for it knows the rows that are not read yet.
  return all.map((column) => ({
    ...column,
    ...(SPARK_SORTS.some((one) => one === column.id) && { sortBy: () => null }),
  }));
}

/** All of a row in two lines. */
const short: TableColumn<SparkRow> = {
  id: 'title',
  name: words.column.title,
  grow: true,
  sortBy: () => null,
  render: (row) => (
    <span className="flex min-w-0 flex-col py-1">
      <span className="flex min-w-0 items-baseline justify-between gap-3">
        <span dir="auto" className="truncate">
          {row.title}
        </span>
        {row.state !== 'published' && <StateBadge state={row.state} plain />}
      </span>
      <span className="flex min-w-0 items-baseline justify-between gap-3 text-xs text-muted">
        <span dir="auto" className="truncate">
          {placeOf(row) || words.nowhere}
        </span>
        <span className="shrink-0 tabular-nums">
          {row.exercises > 0 && `${words.exercises(row.exercises)} · `}
          {baseText.minutes(row.mins)}
        </span>
      </span>
    </span>
  ),
};
