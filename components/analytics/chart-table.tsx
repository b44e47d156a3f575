import { cx } from '#components/ui/cx.tsx';
import type { AnyRow, Column } from './columns.tsx';

/** The rows of a chart as a table. */
export function ChartTable({
  label,
  columns,
  rows,
}: {
  label: string;
  columns: readonly Column[];
  rows: readonly AnyRow[];
}) {
  return (
    <div className="overflow-x-auto">
      <table aria-label={label} className="w-full text-sm tabular-nums">
        <thead>
          <tr className="border-b text-muted">
            {columns.map(({ name, label: head, isText }) => (
              <th
                key={name}
                scope="col"
                className={cx(
                  'py-1.5 pe-4 font-medium whitespace-nowrap last:pe-0',
                  isText ? 'text-start' : 'text-end',
                )}
              >
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, nth) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows come in one order and are replaced together.
            <tr key={nth} className="border-b last:border-b-0">
              {columns.map(({ name, isText, say }, at) => {
                const Cell = at === 0 ? 'th' : 'td';
                return (
                  <Cell
                    key={name}
                    scope={at === 0 ? 'row' : undefined}
                    dir={isText ? 'auto' : undefined}
                    className={cx(
                      'py-1.5 pe-4 align-baseline font-normal last:pe-0',
                      isText ? 'text-start' : 'text-end whitespace-nowrap',
                      name === 'text' && 'min-w-60 break-words whitespace-pre-line',
                    )}
                  >
                    {say(row)}
                  </Cell>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
