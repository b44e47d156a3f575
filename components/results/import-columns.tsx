import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Select } from '#components/ui/select.tsx';
import type { FoundColumn } from '#lib/results/core/answers.ts';
import { COLUMN_ROLES, type ColumnRole } from '#lib/results/core/columns.ts';
import { resultsText } from './text.ts';

const words = resultsText;
const ROLES = COLUMN_ROLES.map((id) => ({ id, label: words.roles[id] }));
/** A table with a column an exercise has hundreds; nobody looks at each. */
const SHOWN = 12;

interface ImportColumnsProps {
  columns: readonly FoundColumn[];
  isReading: boolean;
  onColumns: (roles: ColumnRole[]) => void;
}

/** What each column of a table is taken for, with its first values, to be set right. */
export function ImportColumns({ columns, isReading, onColumns }: ImportColumnsProps) {
  const [roles, setRoles] = useState(columns.map(({ role }) => role));
  const [isAll, setAll] = useState(columns.length <= SHOWN);
  const isChanged = roles.some((role, at) => role !== columns[at]?.role);
  const shown = isAll ? columns : columns.slice(0, SHOWN);
  return (
    <div className="flex flex-col gap-2">
      <table className="w-full text-sm">
        <thead>
          <tr className="border-b text-start text-xs text-faint">
            <th scope="col" className="py-1.5 pe-3 text-start font-medium">
              {words.column}
            </th>
            <th scope="col" className="w-56 py-1.5 pe-3 text-start font-medium max-sm:w-44">
              {words.isThe}
            </th>
            <th scope="col" className="py-1.5 text-start font-medium max-sm:hidden">
              {words.first}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ name, first }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: columns have nothing else, two may have one name.
            <tr key={at} className="border-b">
              <th scope="row" dir="auto" className="py-1.5 pe-3 text-start font-medium wrap-anywhere">
                {name}
                <span className="block font-normal text-muted sm:hidden">{hidden(first, roles[at])}</span>
              </th>
              <td className="py-1.5 pe-3 align-top">
                <Select
                  label={words.roleOf(name)}
                  hideLabel
                  size="sm"
                  options={ROLES}
                  value={roles[at] ?? 'none'}
                  onChange={(role) => setRoles(roles.map((now, place) => (place === at ? (role as ColumnRole) : now)))}
                />
              </td>
              <td dir="auto" className="py-1.5 text-muted wrap-anywhere max-sm:hidden">
                {hidden(first, roles[at])}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {!isAll && (
        <Button size="sm" variant="quiet" className="self-start" onPress={() => setAll(true)}>
          {words.moreColumns(columns.length - SHOWN)}
        </Button>
      )}
      {isChanged && (
        <Button size="sm" className="self-start" isPending={isReading} onPress={() => onColumns(roles)}>
          {words.columnsChanged}
        </Button>
      )}
    </div>
  );
}

/** Who answered is not shown in full to whoever stands beside the screen. */
const hidden = (first: readonly string[], role: ColumnRole | undefined) =>
  (role === 'learner' ? first.map((one) => `${one.slice(0, 3)}…`) : first).join(', ');
