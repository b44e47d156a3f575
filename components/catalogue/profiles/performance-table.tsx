'use client';

import { Pencil, Trash2 } from 'lucide-react';
import { useUndoing } from '#components/history/undoing.ts';
import { IconButton } from '#components/ui/icon-button.tsx';
import { toast } from '#components/ui/toast.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import type { PerformanceDay } from '#lib/catalogue/core/performance.ts';
import { useTrashPerformance } from '#lib/catalogue/queries/profiles.ts';
import { profilesText } from './text.ts';
import { useFigure } from './use-figure.ts';

const words = profilesText.performance;

interface PerformanceTableProps {
  workspace: string;
  days: readonly PerformanceDay[];
  onEdit: (day: string) => void;
}

/** The figures of each day, to read, to correct and to remove: at once, for it can be undone. */
export function PerformanceTable({ workspace, days, onEdit }: PerformanceTableProps) {
  const write = useFigure();
  const { mutateAsync } = useTrashPerformance(workspace);
  const undoing = useUndoing(workspace);
  const figure = (value: number | null, how?: Intl.NumberFormatOptions) => (value === null ? '' : write(value, how));
  const share = (value: number | null) => figure(value, { style: 'percent', maximumFractionDigits: 1 });
  const remove = ({ id, measured_on }: PerformanceDay) =>
    mutateAsync(id).then(
      (change_set) => undoing.tell(words.removed(measured_on), [change_set]),
      (error) => toast.problem(words.notRemoved, { detail: problemOf(error).message }),
    );
  const heads = [words.views, words.visitors, words.engagement, words.conversion, words.impressions, words.position];
  return (
    <div className="overflow-x-auto">
      <table aria-label={words.days} className="w-full text-sm tabular-nums">
        <thead>
          <tr className="border-b text-muted">
            <th scope="col" className="py-1.5 pe-4 text-start font-medium">
              {words.day}
            </th>
            {heads.map((head) => (
              <th key={head} scope="col" className="py-1.5 pe-4 text-end font-medium whitespace-nowrap">
                {head}
              </th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>
          {days.map((day) => (
            <tr key={day.measured_on} className="border-b last:border-b-0">
              <th scope="row" className="py-1 pe-4 text-start font-normal whitespace-nowrap">
                {day.measured_on}
              </th>
              {[
                figure(day.views),
                figure(day.unique_visitors),
                share(day.avg_engagement_rate),
                share(day.conversion_rate),
                figure(day.search_impressions),
                figure(day.avg_search_position, { maximumFractionDigits: 1 }),
              ].map((cell, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns are in a fixed order.
                <td key={at} className="py-1 pe-4 text-end">
                  {cell}
                </td>
              ))}
              <td className="py-1 text-end whitespace-nowrap">
                <IconButton size="sm" label={words.edit(day.measured_on)} onPress={() => onEdit(day.measured_on)}>
                  <Pencil />
                </IconButton>
                <IconButton size="sm" label={words.remove(day.measured_on)} onPress={() => void remove(day)}>
                  <Trash2 />
                </IconButton>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
