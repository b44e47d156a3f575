'use client';

import { useQuery } from '@tanstack/react-query';
import { Check, Plus, Sparkles, X } from 'lucide-react';
import { type RefObject, useState } from 'react';
import { QueryProblem } from '#components/base/problem.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { LinkButton } from '#components/ui/button.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Link } from '#components/ui/link.tsx';
import { Popover } from '#components/ui/popover.tsx';
import { Select } from '#components/ui/select.tsx';
import { Sheet } from '#components/ui/sheet.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { objectiveOfRow } from '#lib/exercises/core/coverage.ts';
import type { CountedExercise, CoverageScope } from '#lib/exercises/data/coverage.ts';
import { coverageCellQuery } from '#lib/exercises/queries/coverage.ts';
import { Blocks } from '../bank/bank-table.tsx';
import { iconOf } from '../exercise-icons.tsx';
import { exercisesText } from '../text.ts';
import type { CellPlace } from './coverage-matrix.tsx';
import { coverageText } from './text.ts';
import { useNarrow } from './use-narrow.ts';

const words = coverageText;

interface CoverageCellProps {
  workspace: string;
  scope: CoverageScope;
  cell: CellPlace;
  anchor: RefObject<Element | null>;
  /** The spark whose tab this is: what is written is written there. */
  spark?: string;
  onClose: () => void;
}

/** The exercises of one cell, beside it: each leads to its form, and one more can be written. */
export function CoverageCell({ anchor, cell, onClose, ...rest }: CoverageCellProps) {
  const isNarrow = useNarrow();
  const title = [cell.title, cell.level && exercisesText.levels[cell.level]].filter(Boolean).join(' · ');
  const close = (isOpen: boolean) => !isOpen && onClose();
  if (isNarrow) {
    return (
      <Sheet title={title} isOpen onOpenChange={close}>
        <div className="flex flex-col gap-3 p-4">
          <CellContent cell={cell} {...rest} />
        </div>
      </Sheet>
    );
  }
  return (
    <Popover label={title} anchor={anchor} isOpen onOpenChange={close} placement="bottom end" className="w-96">
      <div className="flex flex-col gap-3">
        <header className="flex items-center gap-2">
          <h2 dir="auto" className="min-w-0 flex-1 truncate text-sm font-semibold">
            {title}
          </h2>
          {cell.wanted !== null && cell.wanted > 0 && cell.counts.valid >= cell.wanted && (
            <Badge tone="green" size="sm" icon={<Check aria-hidden />}>
              {`${cell.counts.valid} ${words.ofWanted(cell.wanted)}`}
            </Badge>
          )}
          <IconButton label={exercisesText.close} size="sm" onPress={onClose}>
            <X aria-hidden />
          </IconButton>
        </header>
        <CellContent cell={cell} {...rest} />
      </div>
    </Popover>
  );
}

function CellContent({ workspace, scope, cell, spark }: Omit<CoverageCellProps, 'anchor' | 'onClose'>) {
  const { part, row, level, counts, wanted } = cell;
  const { data, error, refetch } = useQuery(coverageCellQuery(workspace, { ...scope, part, row, level }));
  const [chosen, setChosen] = useState<string | null>(spark ?? null);
  if (error) return <QueryProblem title={exercisesText.notRead} error={error} onRetry={() => void refetch()} />;
  if (!data) return <TextSkeleton lines={3} />;
  const address = inWorkspace(workspace);
  const where = data.sparks.find(({ slug }) => slug === chosen) ?? data.sparks[0];
  // Of the workspace a cell is a whole trail: there it is decided which of its concepts lacks something.
  const isWritable = (part === 'row' || part === 'objective') && scope.kind !== 'workspace' && level !== null;
  return (
    <>
      {counts.valid === 0 && <p className="text-muted">{words.none(wanted ?? 0)}</p>}
      <Exercises workspace={workspace} rows={data.exercises} />
      {data.total > data.exercises.length && (
        <p className="text-sm text-muted">{words.someMore(data.total - data.exercises.length)}</p>
      )}
      {isWritable && !where && <p className="text-sm text-muted">{words.noSparks}</p>}
      {isWritable && where && (
        <div className="flex flex-wrap items-end gap-2">
          {data.sparks.length > 1 && (
            <Select
              label={words.inSpark}
              size="sm"
              className="w-full"
              options={data.sparks.map(({ slug, title }) => ({ id: slug, label: title }))}
              value={where.slug}
              onChange={setChosen}
            />
          )}
          <LinkButton
            size="sm"
            variant={counts.valid === 0 ? 'primary' : 'secondary'}
            icon={<Plus />}
            href={address.spark(where.slug, {
              tab: 'exercises',
              exercise: 'new',
              level,
              objective: objectiveOfRow(scope.kind, part, row),
            })}
          >
            {counts.valid === 0 ? words.writeOne : words.writeAnother}
          </LinkButton>
          <LinkButton
            size="sm"
            icon={<Sparkles />}
            href={address.newJob({
              kind: 'exercise_bank',
              at: 'spark',
              id: where.id,
              title: where.title,
              topic: words.askFor(exercisesText.levels[level] ?? level, cell.title),
              from: 'coverage',
            })}
          >
            {words.generate}
          </LinkButton>
        </div>
      )}
      {counts.valid + counts.blocked > 0 && part !== 'elsewhere' && (
        <LinkButton size="sm" className="self-start" href={address.exercisesWhere(bankFilter(scope, cell))}>
          {part === 'no_level' ? words.setLevel : words.openBank}
        </LinkButton>
      )}
      {scope.kind !== 'concept' && part === 'row' && row !== null && (
        <LinkButton
          size="sm"
          className="self-start"
          href={address.coverage(scope.kind === 'trail' ? { concept: row } : { trail: row })}
        >
          {words.openRow[scope.kind === 'trail' ? 'concept' : 'trail']}
        </LinkButton>
      )}
      {wanted !== null && counts.valid < wanted && level && data.close.length > 0 && (
        <section className="flex flex-col gap-2 border-t pt-2.5">
          <h3 className="text-sm text-muted">{words.close(exercisesText.levels[level] ?? level)}</h3>
          <Exercises workspace={workspace} rows={data.close} note="level" />
        </section>
      )}
    </>
  );
}

/** The same exercises in the bank of the workspace. */
function bankFilter({ kind, id }: CoverageScope, { part, row, level }: CellPlace) {
  const objective = objectiveOfRow(kind, part, row);
  return {
    within: (part === 'row' && objective === null ? row : id) ?? undefined,
    level: level ?? '-',
    ...(objective !== null && { objective: encodeURIComponent(objective) }),
    ...(part === 'no_objective' && { objective: '-' }),
  };
}

interface ExercisesProps {
  workspace: string;
  rows: readonly CountedExercise[];
  note?: 'difficulty' | 'level';
}

function Exercises({ workspace, rows, note = 'difficulty' }: ExercisesProps) {
  const address = inWorkspace(workspace);
  if (rows.length === 0) return null;
  return (
    <ul className="flex max-h-72 flex-col gap-1.5 overflow-auto">
      {rows.map((row) => {
        const Icon = iconOf(row.type);
        const said =
          note === 'level' ? exercisesText.levels[row.level ?? ''] : exercisesText.difficulties[row.difficulty ?? ''];
        return (
          <li key={`${row.spark_id}:${row.place}`} className="flex items-start gap-2 text-sm">
            <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-faint" />
            <span className="min-w-0 flex-1">
              <Link
                href={address.spark(row.spark_slug, {
                  tab: 'exercises',
                  exercise: row.version === null || row.exercise_id === null ? `#${row.place}` : row.exercise_id,
                })}
              >
                <span dir="auto" className="line-clamp-2">
                  {row.stem || exercisesText.untitled}
                </span>
              </Link>
              <span className="block truncate text-muted">{row.spark_title}</span>
            </span>
            {row.is_valid ? <span className="text-muted">{said}</span> : <Blocks />}
          </li>
        );
      })}
    </ul>
  );
}
