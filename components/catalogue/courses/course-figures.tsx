'use client';

import { useQuery } from '@tanstack/react-query';
import { QueryProblem } from '#components/base/problem.tsx';
import { useUrlState } from '#components/base/url-state.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Link } from '#components/ui/link.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { COURSE_GROUPS, type CourseGroup, FIFTHS, NOT_SAID } from '#lib/catalogue/core/courses.ts';
import type { CourseFigures } from '#lib/catalogue/data/courses.ts';
import { courseFiguresQuery } from '#lib/catalogue/queries/courses.ts';
import { useFigure } from '../profiles/use-figure.ts';
import { CoursesFrame } from './courses-frame.tsx';
import { figuresCsv } from './csv.ts';
import { CsvButton } from './csv-button.tsx';
import { coursesText } from './text.ts';

const words = coursesText.group;

/** Means and distributions of courses by persona, type or framework. */
export function CourseFiguresPage({ workspace }: { workspace: string }) {
  const [params, show] = useUrlState();
  const by = COURSE_GROUPS.find((one) => one === params.get('by')) ?? 'persona';
  const { data, error, refetch } = useQuery(courseFiguresQuery(workspace, by));
  return (
    <CoursesFrame
      workspace={workspace}
      selected="figures"
      actions={
        <CsvButton
          name={`${workspace}-courses-by-${by}`}
          isDisabled={!data || data.length === 0}
          write={() => figuresCsv(by, data ?? [])}
        />
      }
    >
      <div className="flex min-h-0 flex-col gap-4 overflow-y-auto px-4 py-4 md:px-6">
        <Segmented
          label={coursesText.by}
          value={by}
          onChange={(next) => show({ by: next === 'persona' ? null : next })}
          items={COURSE_GROUPS.map((id) => ({ id, label: coursesText.groups[id] }))}
          className="self-start"
        />
        {error ? (
          <QueryProblem title={coursesText.notRead} error={error} onRetry={() => void refetch()} />
        ) : !data ? (
          <TextSkeleton lines={6} />
        ) : data.length === 0 ? (
          <EmptyState drawing="pages" title={coursesText.noFigures}>
            {coursesText.noneWhy}
          </EmptyState>
        ) : (
          <FiguresTable workspace={workspace} by={by} figures={data} />
        )}
        <p className="max-w-prose text-sm text-muted">{coursesText.qualityHelp}</p>
      </div>
    </CoursesFrame>
  );
}

interface FiguresTableProps {
  workspace: string;
  by: CourseGroup;
  figures: readonly CourseFigures[];
}

function FiguresTable({ workspace, by, figures }: FiguresTableProps) {
  const write = useFigure();
  const share = (value: number | null) =>
    value === null ? '–' : write(value, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const heads = [words.courses, words.lessons, words.failed, words.fidelity, words.gps, words.didactic, words.quality];
  return (
    <div className="overflow-x-auto">
      <table aria-label={coursesText.figuresOf(coursesText.groups[by])} className="w-full text-sm tabular-nums">
        <thead>
          <tr className="border-b text-muted">
            <th scope="col" className="py-2 pe-4 text-start font-medium">
              {coursesText.groups[by]}
            </th>
            {heads.map((head) => (
              <th key={head} scope="col" className="py-2 pe-4 text-end font-medium whitespace-nowrap">
                {head}
              </th>
            ))}
            {[words.spread, words.qualitySpread].map((head) => (
              <th key={head} scope="col" className="py-2 pe-4 text-start font-medium whitespace-nowrap">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {figures.map((row) => (
            <tr key={row.key ?? NOT_SAID} className="border-b last:border-b-0">
              <th scope="row" className="min-w-32 py-2 pe-4 text-start font-medium">
                <Link variant="plain" href={inWorkspace(workspace).courses({ [by]: row.key ?? NOT_SAID })}>
                  <span dir="auto" className={by === 'type' ? 'capitalize' : undefined}>
                    {row.label ?? coursesText.notSaid}
                  </span>
                </Link>
              </th>
              {[
                write(row.courses),
                write(row.lessons),
                write(row.failed_lessons),
                share(row.fidelity),
                share(row.gps),
                share(row.didactic),
                share(row.quality),
              ].map((cell, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns are in a fixed order.
                <td key={at} className="py-2 pe-4 text-end">
                  {cell}
                </td>
              ))}
              <td className="py-1 pe-4">
                <Spread counts={row.fidelity_fifths} />
              </td>
              <td className="py-1 pe-4">
                <Spread counts={row.quality_fifths} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** How courses are spread from 0 to 1: a bar for each fifth, with its number. */
function Spread({ counts }: { counts: readonly number[] }) {
  const write = useFigure();
  const most = Math.max(...counts, 1);
  const told = counts.flatMap((count, at) => (count > 0 ? coursesText.fifth(write(count), FIFTHS[at] ?? '') : []));
  return (
    <div role="img" aria-label={coursesText.fifths(told)} className="flex h-9 items-end gap-1">
      {counts.map((count, at) => (
        <span
          key={FIFTHS[at]}
          title={coursesText.fifth(write(count), FIFTHS[at] ?? '')}
          className="flex w-7 flex-col items-center"
        >
          {count > 0 && <span className="text-[0.6875rem] leading-tight text-muted">{write(count)}</span>}
          <span
            className={`w-full rounded-t-sm ${count > 0 ? 'bg-accent-line' : 'bg-line'}`}
            style={{ height: count > 0 ? Math.max(3, (count / most) * 20) : 1 }}
          />
        </span>
      ))}
    </div>
  );
}
