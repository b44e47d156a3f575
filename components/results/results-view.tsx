'use client';

import { useQuery } from '@tanstack/react-query';
import { FileDown, History, Import } from 'lucide-react';
import dynamic from 'next/dynamic';
import { type ReactNode, useMemo, useState } from 'react';
import { download } from '#components/base/download.ts';
import { QueryProblem } from '#components/base/problem.tsx';
import { useUrlState } from '#components/base/url-state.tsx';
import { useNarrow } from '#components/exercises/coverage/use-narrow.ts';
import { useGo } from '#components/shell/leave-guard.tsx';
import { useShortcuts } from '#components/shell/shortcuts.tsx';
import { Button } from '#components/ui/button.tsx';
import { cx } from '#components/ui/cx.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import type { Sort } from '#components/ui/table-sort.ts';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { resultsQuery } from '#lib/results/queries.ts';
import type { Results } from '#lib/results/services/figures.ts';
import { ResultPanel } from './result-panel.tsx';
import { nameOf, ResultsTable, sorted } from './results-table.tsx';
import { resultsText } from './text.ts';
import { useFigures } from './use-figures.ts';

const words = resultsText;

// Read when somebody asks for it.
const ImportDialog = dynamic(() => import('./import-dialog.tsx').then((module) => module.ImportDialog));
const SourcesDialog = dynamic(() => import('./sources-dialog.tsx').then((module) => module.SourcesDialog));

interface ResultsViewProps {
  workspace: string;
  /** null for the exercises of all sparks. */
  spark: { id: string; slug: string } | null;
  /** Stands at the beginning of the bar. */
  children?: ReactNode;
}

/** What learners' answers say of the exercises of a spark, or of all. */
export function ResultsView({ workspace, spark, children }: ResultsViewProps) {
  const { data, error, refetch } = useQuery(resultsQuery(workspace, spark?.id ?? null));
  const [dialog, setDialog] = useState<'import' | 'sources' | null>(null);
  useShortcuts(words.results, [
    { keys: 'I', label: words.import, run: dialog ? undefined : () => setDialog('import') },
  ]);
  const isEmpty = data?.rows.length === 0;
  return (
    <div className="flex h-full min-h-0 flex-1 flex-col">
      <div className="flex shrink-0 flex-wrap items-center gap-2 border-b px-4 py-2 md:px-6">
        {children}
        <span className="flex-1 max-sm:hidden" />
        {data && !isEmpty && <Sources results={data} onPress={() => setDialog('sources')} />}
        {!isEmpty && (
          <Button size="sm" variant="primary" icon={<Import />} onPress={() => setDialog('import')}>
            {words.import}
          </Button>
        )}
      </div>
      {error ? (
        <div className="p-6">
          <QueryProblem title={words.notRead} error={error} onRetry={() => void refetch()} />
        </div>
      ) : !data ? (
        <div className="p-6">
          <TextSkeleton lines={8} />
        </div>
      ) : isEmpty ? (
        <EmptyState
          drawing="inbox"
          title={words.none}
          action={
            <div className="flex flex-wrap justify-center gap-2">
              <Button variant="primary" icon={<Import />} onPress={() => setDialog('import')}>
                {words.import}
              </Button>
              <Button variant="quiet" icon={<FileDown />} onPress={saveTemplate}>
                {words.template}
              </Button>
            </div>
          }
        >
          {words.noneHelp}
        </EmptyState>
      ) : (
        <Listed workspace={workspace} ofMany={spark === null} results={data} />
      )}
      {dialog === 'import' && (
        <ImportDialog workspace={workspace} spark={spark?.slug ?? null} onClose={() => setDialog(null)} />
      )}
      {dialog === 'sources' && <SourcesDialog workspace={workspace} onClose={() => setDialog(null)} />}
    </div>
  );
}

const TEMPLATE = 'learner,spark,exercise,answer,points,when\r\n';
const saveTemplate = () => download('results.csv', TEMPLATE, 'text/csv;charset=utf-8');

/** How many learners and imports there are; opens where they came from. */
function Sources({ results: { learners, imports }, onPress }: { results: Results; onPress: () => void }) {
  const write = useFigures();
  const said = [
    words.learners(learners, write.number(learners)),
    `${words.imports(imports.total, write.number(imports.total))}${imports.last ? `, ${words.last(write.day(imports.last))}` : ''}`,
  ];
  return (
    <Button size="sm" variant="quiet" icon={<History aria-hidden />} onPress={onPress}>
      {said.join(' · ')}
    </Button>
  );
}

interface ListedProps {
  workspace: string;
  ofMany: boolean;
  results: Results;
}

function Listed({ workspace, ofMany, results }: ListedProps) {
  const [params, write] = useUrlState();
  const go = useGo();
  const isNarrow = useNarrow();
  const [sort, setSort] = useState<Sort>();
  const rows = useMemo(() => sorted(results.rows, sort), [results.rows, sort]);
  const opened = params.get('exercise');
  // A lesson names its exercises by their ids alone.
  const idOf = (row: (typeof rows)[number]) => (ofMany ? nameOf(row) : row.exercise_id);
  const at = rows.findIndex((one) => idOf(one) === opened);
  const row = rows[at] ?? null;
  const open = (id: string | null) => write({ exercise: id }, 'push');
  const step = (by: number) => {
    const next = rows[at + by];
    if (next) open(idOf(next));
  };
  const edit = () => {
    if (!row) return;
    if (ofMany) go(inWorkspace(workspace).spark(row.spark_slug, { tab: 'exercises', exercise: row.exercise_id }));
    else write({ view: null, exercise: row.exercise_id }, 'push');
  };
  useShortcuts(words.results, [
    { keys: 'J', label: words.next, run: row ? () => step(1) : undefined },
    { keys: 'K', label: words.previous, run: row ? () => step(-1) : undefined },
  ]);
  return (
    <div className="flex min-h-0 flex-1">
      <section aria-label={words.results} className={cx('flex min-w-0 flex-1 flex-col', row && 'max-lg:hidden')}>
        <ResultsTable
          rows={rows}
          opened={row && nameOf(row)}
          ofMany={ofMany}
          isNarrow={isNarrow}
          sort={sort}
          onSort={setSort}
          onOpen={(one) => open(idOf(one) === opened ? null : idOf(one))}
        />
        <p className="shrink-0 border-t px-4 py-2 text-xs text-muted md:px-6">{words.legend}</p>
      </section>
      {row && (
        <ResultPanel
          key={nameOf(row)}
          workspace={workspace}
          row={row}
          isFirst={at === 0}
          isLast={at === rows.length - 1}
          onStep={step}
          onClose={() => open(null)}
          onEdit={edit}
          home={
            ofMany
              ? {
                  title: row.spark_title,
                  href: inWorkspace(workspace).spark(row.spark_slug, {
                    tab: 'exercises',
                    view: 'results',
                    exercise: row.exercise_id,
                  }),
                }
              : undefined
          }
        />
      )}
    </div>
  );
}
