'use client';

import { useQuery } from '@tanstack/react-query';
import { ChevronDown, ChevronUp, KeyRound, Pencil, TriangleAlert, X } from 'lucide-react';
import { useState } from 'react';
import { QueryProblem } from '#components/base/problem.tsx';
import { useUndoing } from '#components/history/undoing.ts';
import { useShortcuts } from '#components/shell/shortcuts.tsx';
import { Button } from '#components/ui/button.tsx';
import { cx } from '#components/ui/cx.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { Link } from '#components/ui/link.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import { toast } from '#components/ui/toast.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import type { Difficulty } from '#lib/exercises/core/exercise.ts';
import { useEditExercises } from '#lib/exercises/queries/bank.ts';
import { ENOUGH_ANSWERS, ENOUGH_LEARNERS, type Figures } from '#lib/results/core/figures.ts';
import { exerciseResultsQuery } from '#lib/results/queries.ts';
import type { ResultRow, VersionResults } from '#lib/results/services/figures.ts';
import { ChosenOptions } from './chosen-options.tsx';
import { discriminationInk } from './results-table.tsx';
import { resultsText } from './text.ts';
import { useFigures } from './use-figures.ts';

const words = resultsText;

interface ResultPanelProps {
  workspace: string;
  row: ResultRow;
  isFirst: boolean;
  isLast: boolean;
  onStep: (by: number) => void;
  onClose: () => void;
  onEdit: () => void;
  /** The lesson of the exercise, where several are shown. */
  home?: { title: string; href: string };
}

/** What one exercise was answered: what is wrong with it first, then its figures, then what was chosen, then other versions. */
export function ResultPanel({ workspace, row, isFirst, isLast, onStep, onClose, onEdit, home }: ResultPanelProps) {
  const { spark_id, exercise_id } = row;
  const { data, error, refetch } = useQuery(exerciseResultsQuery(workspace, { spark_id, exercise_id }));
  const setting = useDifficulty(workspace, row);
  const write = useFigures();
  const newest = data?.[0];
  const { suggested } = row.figures;
  useShortcuts(words.results, [
    { keys: 'Escape', label: words.close, run: onClose },
    { keys: 'E', label: words.edit, run: onEdit },
  ]);
  return (
    <aside aria-label={words.number(row.place + 1)} className="flex w-full shrink-0 flex-col lg:w-[30rem] lg:border-s">
      <header className="flex items-center gap-0.5 border-b px-4 py-1.5">
        <h3 className="min-w-0 flex-1 truncate text-base font-semibold">
          {words.number(row.place + 1)}{' '}
          {newest && (
            <span className="text-sm font-normal text-muted">
              {words.version(newest.version, write.day(newest.since))}
            </span>
          )}
        </h3>
        <IconButton label={words.previous} shortcut="K" isDisabled={isFirst} onPress={() => onStep(-1)}>
          <ChevronUp aria-hidden />
        </IconButton>
        <IconButton label={words.next} shortcut="J" isDisabled={isLast} onPress={() => onStep(1)}>
          <ChevronDown aria-hidden />
        </IconButton>
        <IconButton label={words.close} shortcut="Escape" onPress={onClose}>
          <X aria-hidden />
        </IconButton>
      </header>
      <div className="flex min-h-0 flex-1 flex-col gap-5 overflow-auto px-4 py-4">
        <div className="flex flex-col gap-1">
          {home && (
            <Link href={home.href} className="self-start text-sm">
              {home.title}
            </Link>
          )}
          <p dir="auto" className="font-serif text-lg leading-snug text-pretty">
            {row.stem}
          </p>
          {!row.is_current && <p className="text-sm text-draft">{words.changed}</p>}
        </div>
        <Warning figures={row.figures} newest={newest} />
        <Numbers row={row} />
        {error ? (
          <QueryProblem title={words.oneNotRead} error={error} onRetry={() => void refetch()} />
        ) : !newest ? (
          <TextSkeleton lines={6} />
        ) : (
          <>
            <section className="flex flex-col gap-3">
              <h4 className="font-semibold">{words.chosen}</h4>
              {newest.chosen ? (
                <ChosenOptions chosen={newest.chosen} paired={newest.figures.paired} label={words.chosen} />
              ) : (
                <p className="text-sm text-muted">{words.nothingChosen}</p>
              )}
            </section>
            {data.length > 1 && <Versions versions={data} />}
          </>
        )}
      </div>
      <footer className="flex flex-wrap items-center justify-between gap-2 border-t px-4 py-2">
        {suggested !== null && suggested !== row.difficulty ? (
          <Button size="sm" variant="quiet" isPending={setting.isPending} onPress={() => setting.set(suggested)}>
            {words.setDifficulty(words.difficulties[suggested] ?? suggested)}
          </Button>
        ) : (
          <span />
        )}
        <Button size="sm" icon={<Pencil aria-hidden />} onPress={onEdit}>
          {words.edit} <Kbd keys="E" />
        </Button>
      </footer>
    </aside>
  );
}

/** Sets the declared difficulty by the road of every edit of an exercise, so that it can be taken back. */
function useDifficulty(workspace: string, { spark_id, exercise_id, hash }: ResultRow) {
  const { mutate, isPending } = useEditExercises(workspace);
  const undoing = useUndoing(workspace);
  const set = (difficulty: Difficulty) =>
    mutate(
      { edits: [{ do: 'set', spark_id, exercise_id, hash, fields: { difficulty } }] },
      {
        onSuccess: ({ change_set_id, refused }) => {
          if (refused.length > 0) toast.problem(words.notSet, { detail: words.changedMeanwhile });
          else undoing.tell(words.set(words.difficulties[difficulty] ?? difficulty), [change_set_id]);
        },
        onError: (error) => toast.problem(words.notSet, { detail: problemOf(error).message }),
      },
    );
  return { set, isPending };
}

/** The worst that the figures say, in words. */
function Warning({ figures: { flags }, newest }: { figures: Figures; newest: VersionResults | undefined }) {
  const [worst] = flags;
  if (!worst) return null;
  const isKey = worst === 'wrong_key';
  const Icon = isKey ? KeyRound : TriangleAlert;
  const drawn = newest?.chosen?.options.find(({ draws_best }) => draws_best);
  const ink = isKey ? 'text-blocked' : 'text-draft';
  return (
    <div role="note" className={cx('flex gap-3 rounded-lg px-4 py-3', isKey ? 'bg-blocked-soft' : 'bg-draft-soft')}>
      <Icon aria-hidden className={cx('mt-0.5 size-4 shrink-0', ink)} />
      <div className="flex min-w-0 flex-col gap-0.5">
        <p className={cx('font-medium', ink)}>{words.told[worst]}</p>
        <p>
          {isKey && drawn && `${words.drawn(drawn.label || drawn.text)} `}
          {words.why[worst]}
        </p>
      </div>
    </div>
  );
}

function Numbers({ row: { figures, difficulty } }: { row: ResultRow }) {
  const write = useFigures();
  const { share, interval, paired, discrimination, suggested, is_enough } = figures;
  const untold = paired < ENOUGH_LEARNERS ? words.fewLearners(ENOUGH_LEARNERS) : words.unvaried;
  const said = (level: string) => words.difficulties[level] ?? level;
  const facts = [
    {
      name: words.right,
      value: write.figure(share),
      note: words.between(write.figure(interval.low), write.figure(interval.high)),
    },
    {
      name: words.discriminates,
      value: write.figure(discrimination),
      note: discrimination === null ? untold : discrimination < 0 ? words.belowZero : '',
      ink: discriminationInk(discrimination),
    },
    {
      name: words.declared,
      value: difficulty ? said(difficulty) : words.unset,
      note: !is_enough
        ? words.fewAnswers(ENOUGH_ANSWERS)
        : suggested === null
          ? words.unclear
          : suggested === difficulty
            ? words.agrees
            : words.learnersSay(said(suggested)),
    },
  ];
  return (
    <dl className="grid grid-cols-3 gap-3">
      {facts.map(({ name, value, note, ink }) => (
        <div key={name} className="flex flex-col">
          <dt className="text-sm text-muted">{name}</dt>
          <dd className={cx('text-xl font-semibold tabular-nums', ink)}>{value}</dd>
          <dd className="text-xs text-muted tabular-nums">{note}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What it asked at other times, each beside the newest. */
function Versions({ versions }: { versions: readonly VersionResults[] }) {
  const write = useFigures();
  const [compared, setCompared] = useState<number | null>(null);
  return (
    <section className="flex flex-col gap-1">
      <h4 className="font-semibold">{words.versions}</h4>
      <ul>
        {versions.map(({ version, stem, figures, chosen }, nth) => (
          <li key={version} className="flex flex-col gap-3 border-b py-1.5 text-sm last:border-b-0">
            <div className="flex min-h-7 items-center gap-3 tabular-nums">
              <span className="min-w-0 flex-1">{words.versionName(version)}</span>
              {nth > 0 && (
                <Button
                  size="sm"
                  variant="quiet"
                  aria-expanded={compared === version}
                  onPress={() => setCompared(compared === version ? null : version)}
                >
                  {words.compare}
                </Button>
              )}
              <span className="font-medium">{write.figure(figures.share)}</span>
              <span className="w-10 text-end text-muted">{write.number(figures.answers)}</span>
            </div>
            {compared === version && (
              <div className="flex flex-col gap-3 rounded-lg bg-sunken px-3 py-3">
                <p dir="auto" className="font-serif text-base">
                  {stem}
                </p>
                {chosen && <ChosenOptions chosen={chosen} paired={figures.paired} label={words.compared(version)} />}
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
