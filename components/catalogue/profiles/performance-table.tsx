'use client';

import { Pencil, Trash2 } from 'lucide-react';
import { AlertDialog } from '#components/ui/alert-dialog.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import type { PerformanceDay } from '#lib/catalogue/core/performance.ts';
import { useSavePerformance } from '#lib/catalogue/queries/profiles.ts';
import { profilesText } from './text.ts';
import { useFigure } from './use-figure.ts';

const words = profilesText.performance;

interface PerformanceTableProps {
  workspace: string;
  trail_id: string;
  days: readonly PerformanceDay[];
  onEdit: (day: PerformanceDay) => void;
}

/** The figures of each day, to read, to correct and to remove. */
export function PerformanceTable({ workspace, trail_id, days, onEdit }: PerformanceTableProps) {
  const write = useFigure();
  const { mutateAsync } = useSavePerformance(workspace, trail_id);
  const share = (value: number | null) =>
    value === null ? '' : write(value, { style: 'percent', maximumFractionDigits: 1 });
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
                write(day.views),
                write(day.unique_visitors),
                share(day.avg_engagement_rate),
                share(day.conversion_rate),
                write(day.search_impressions),
                day.avg_search_position === null ? '' : write(day.avg_search_position, { maximumFractionDigits: 1 }),
              ].map((cell, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns are in a fixed order.
                <td key={at} className="py-1 pe-4 text-end">
                  {cell}
                </td>
              ))}
              <td className="py-1 text-end whitespace-nowrap">
                <IconButton size="sm" label={words.edit(day.measured_on)} onPress={() => onEdit(day)}>
                  <Pencil />
                </IconButton>
                <AlertDialog
                  title={words.removeTitle(day.measured_on)}
                  confirmLabel={words.remove}
                  danger
                  trigger={
                    <IconButton size="sm" label={words.removeTitle(day.measured_on)}>
                      <Trash2 />
                    </IconButton>
                  }
                  onConfirm={async () => void (await mutateAsync({ measured_on: day.measured_on, figures: null }))}
                >
                  {words.removeWhy}
                </AlertDialog>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
