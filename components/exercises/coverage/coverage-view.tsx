'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { CircleDashed, Goal, Minus, Plus, SlidersHorizontal } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { QueryProblem } from '#components/base/problem.tsx';
import { useGo } from '#components/shell/leave-guard.tsx';
import { useShortcuts } from '#components/shell/shortcuts.tsx';
import { Button, LinkButton } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Kbd, KeyHint } from '#components/ui/kbd.tsx';
import { Link } from '#components/ui/link.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import {
  type CoverageSum,
  objectiveOfRow,
  type RowPart,
  rowKindOf,
  sumOf,
  USUAL_THRESHOLDS,
} from '#lib/exercises/core/coverage.ts';
import type { CoverageScope } from '#lib/exercises/data/coverage.ts';
import { coverageCellQuery, coverageQuery, exerciseGoalsQuery } from '#lib/exercises/queries/coverage.ts';
import { exercisesText } from '../text.ts';
import { CoverageCell } from './coverage-cell.tsx';
import { type CellPlace, CoverageMatrix } from './coverage-matrix.tsx';
import { ObjectivesDialog } from './objectives-dialog.tsx';
import { coverageText } from './text.ts';
import { ThresholdsDialog } from './thresholds-dialog.tsx';

const words = coverageText;

interface CoverageViewProps {
  workspace: string;
  scope: CoverageScope;
  /** In the tab of a spark, where more is written. */
  spark?: string;
  /** What tells whose coverage this is. */
  children: ReactNode;
}

/** The coverage of a concept, a trail or the workspace: a sentence, the matrix, and what is behind each number. */
export function CoverageView({ workspace, scope, spark, children }: CoverageViewProps) {
  const { data: coverage, error, refetch } = useQuery(coverageQuery(workspace, scope));
  const { data: goals } = useQuery(exerciseGoalsQuery(workspace));
  const [asked, setAsked] = useState<'thresholds' | 'objectives' | null>(null);
  const [cell, setCell] = useState<CellPlace | null>(null);
  const anchor = useRef<HTMLElement | null>(null);
  const queries = useQueryClient();
  const go = useGo();
  const thresholds = goals?.thresholds ?? USUAL_THRESHOLDS;
  const wantedIn = (part: RowPart) => thresholds[rowKindOf(scope.kind, part)];
  const editable =
    coverage && scope.kind !== 'workspace' && scope.id !== null ? { kind: scope.kind, id: scope.id } : null;
  useShortcuts(words.coverage, [
    { keys: 'T', label: words.thresholds, run: coverage ? () => setAsked('thresholds') : undefined },
    { keys: 'O', label: words.objectives, run: editable ? () => setAsked('objectives') : undefined },
    { keys: 'N', label: words.writeOne },
    { keys: 'Enter', label: words.openCell },
  ]);
  const open = (place: CellPlace, at: HTMLElement) => {
    anchor.current = at;
    setCell(place);
  };
  const address = inWorkspace(workspace);
  /** Straight to the form, with objective and level set; where it is not clear in which lesson, to the cell. */
  const write = async (place: CellPlace, at: HTMLElement) => {
    const { part, row: of, level } = place;
    if ((part !== 'row' && part !== 'objective') || level === null || scope.kind === 'workspace')
      return open(place, at);
    const found = await queries
      .fetchQuery(coverageCellQuery(workspace, { ...scope, part, row: of, level }))
      .catch(() => null);
    const where = spark ?? found?.sparks[0]?.slug;
    // What a whole trail teaches may be asked in any of its lessons.
    if (!where || (part === 'objective' && found?.sparks.length !== 1)) return open(place, at);
    go(
      address.spark(where, {
        tab: 'exercises',
        exercise: 'new',
        level,
        objective: objectiveOfRow(scope.kind, part, of),
      }),
    );
  };
  return (
    <>
      <Bar isReady={coverage !== undefined} hasObjectives={editable !== null} onAsk={setAsked}>
        {children}
      </Bar>
      <div className="min-h-0 flex-1 overflow-auto px-4 py-4 md:px-6">
        {error ? (
          <QueryProblem title={words.notRead} error={error} onRetry={() => void refetch()} />
        ) : !coverage || !goals ? (
          <TextSkeleton lines={8} />
        ) : coverage.rows.length === 0 ? (
          <EmptyState
            drawing="search"
            title={words.noRows[scope.kind]}
            action={
              scope.kind === 'concept' ? (
                <Button variant="primary" icon={<Plus />} onPress={() => setAsked('objectives')}>
                  {words.addObjective}
                </Button>
              ) : (
                <LinkButton href={address.outline}>{words.toOutline}</LinkButton>
              )
            }
          >
            {words.noRowsHelp[scope.kind]}
          </EmptyState>
        ) : (
          <>
            <Sentence sum={sumOf(coverage.rows, wantedIn)} valid={coverage.valid} />
            <CoverageMatrix
              kind={scope.kind}
              coverage={coverage}
              wantedIn={wantedIn}
              onOpen={open}
              onWrite={(place, at) => void write(place, at)}
              rowLink={
                scope.kind === 'concept'
                  ? undefined
                  : (id, title) => (
                      <Link
                        variant="plain"
                        href={address.coverage(scope.kind === 'trail' ? { concept: id } : { trail: id })}
                      >
                        {title}
                      </Link>
                    )
              }
            />
          </>
        )}
      </div>
      {cell && (
        <CoverageCell
          key={`${cell.part}:${cell.row}:${cell.level}`}
          workspace={workspace}
          scope={scope}
          spark={spark}
          cell={cell}
          anchor={anchor}
          onClose={() => setCell(null)}
        />
      )}
      {asked === 'objectives' && coverage && editable && (
        <ObjectivesDialog
          workspace={workspace}
          owner={editable}
          title={coverage.of.title}
          onClose={() => setAsked(null)}
        />
      )}
      {asked === 'thresholds' && coverage && goals && (
        <ThresholdsDialog
          workspace={workspace}
          kind={scope.kind}
          thresholds={thresholds}
          rows={coverage.rows}
          maySet={goals.may_set}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  );
}

interface BarProps {
  isReady: boolean;
  hasObjectives: boolean;
  onAsk: (what: 'thresholds' | 'objectives') => void;
  children: ReactNode;
}

function Bar({ isReady, hasObjectives, onAsk, children }: BarProps) {
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-2 border-b px-4 py-2 md:px-6">
      {children}
      <span className="flex-1" />
      {hasObjectives && (
        <Button size="sm" variant="quiet" icon={<Goal />} onPress={() => onAsk('objectives')}>
          {words.objectives} <KeyHint keys="O" />
        </Button>
      )}
      <Button
        size="sm"
        variant="quiet"
        icon={<SlidersHorizontal />}
        isDisabled={!isReady}
        onPress={() => onAsk('thresholds')}
      >
        {words.thresholds} <KeyHint keys="T" />
      </Button>
    </div>
  );
}

/** How it stands in one sentence, and how it is gone through. */
function Sentence({ sum, valid }: { sum: CoverageSum; valid: number }) {
  const [covered, are] = words.sum(sum);
  return (
    <div className="flex flex-wrap items-baseline gap-x-6 gap-y-1 pb-3">
      <p className="flex flex-wrap items-baseline gap-x-1.5" role="status">
        <span className="font-semibold tabular-nums">{covered}</span> {are}{' '}
        {sum.holes > 0 && (
          <span className="inline-flex items-baseline gap-1">
            <CircleDashed aria-hidden className="size-3.5 self-center text-danger-text" />
            {words.holes(sum.holes)}
            {sum.short > 0 ? ',' : '.'}
          </span>
        )}{' '}
        {sum.short > 0 && (
          <span className="inline-flex items-baseline gap-1">
            <Minus aria-hidden className="size-3.5 self-center text-draft" />
            {words.shorts(sum.short)}.
          </span>
        )}{' '}
        {sum.mostly && <span>{words.mostly(exercisesText.levels[sum.mostly] ?? sum.mostly)}</span>}
      </p>
      <p className="flex flex-wrap items-center gap-x-1.5 text-sm text-muted lg:ms-auto">
        {words.counted(valid)}
        <span className="hidden items-center gap-x-1.5 lg:flex">
          <Kbd keys="Left" />
          <Kbd keys="Right" />
          <Kbd keys="Up" />
          <Kbd keys="Down" /> {words.keys.move} · <Kbd keys="Enter" /> {words.keys.open} · <Kbd keys="N" />{' '}
          {words.keys.write}
        </span>
      </p>
    </div>
  );
}
