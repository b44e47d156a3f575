'use client';

import { useQuery } from '@tanstack/react-query';
import { Import, Play, Plus, Sparkles } from 'lucide-react';
import dynamic from 'next/dynamic';
import { type ReactNode, useMemo, useState } from 'react';
import { QueryProblem } from '#components/base/problem.tsx';
import { useShortcuts } from '#components/shell/shortcuts.tsx';
import { Button, LinkButton } from '#components/ui/button.tsx';
import { cx } from '#components/ui/cx.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import type { Given, Unsaved } from '#lib/exercises/core/write/new-exercise.ts';
import type { Bank, BankRow } from '#lib/exercises/data/bank.ts';
import { bankAdviceQuery, exercisesQuery } from '#lib/exercises/queries/bank.ts';
import { BankChoice } from './bank/bank-choice.tsx';
import { BankFilters } from './bank/bank-filters.tsx';
import { BankLine, BlockingLine } from './bank/bank-line.tsx';
import { BankTable } from './bank/bank-table.tsx';
import { ExercisePanel } from './bank/exercise-panel.tsx';
import { NothingFits } from './bank/nothing-fits.tsx';
import { rowKeys } from './bank/row-keys.ts';
import { type BankQuestion, useBank } from './bank/use-bank.ts';
import { type BankEdits, useBankEdits } from './bank/use-bank-edits.ts';
import { useInline } from './bank/use-inline.tsx';
import { coverageText } from './coverage/text.ts';
import { ExportButton } from './exchange/export-button.tsx';
import { exchangeText } from './exchange/text.ts';
import { QuickEntry } from './form/quick-entry.tsx';
import { QuizView } from './quiz/quiz-view.tsx';
import { quizText } from './quiz/text.ts';
import { exercisesText } from './text.ts';

const words = exercisesText;
const NO_IDS: string[] = [];
const NEW = 'new';
const VIEWS = ['bank', 'quiz', 'coverage', 'results'] as const;
type View = (typeof VIEWS)[number];

// Read when somebody asks for it.
const SparkCoverage = dynamic(() => import('./coverage/spark-coverage.tsx').then((module) => module.SparkCoverage), {
  loading: () => <TextSkeleton lines={8} />,
});

/** How an exercise is named in the address: its id, or without one of its own its place. */
const nameOf = (row: BankRow) => (row.version === null ? `#${row.place}` : (row.exercise_id as string));

interface ExercisesTabProps {
  workspace: string;
  spark: { id: string; slug: string };
  /** What learners answered: all of it, beside the choice of views, and in a line beside an exercise. */
  results?: { view: (views: ReactNode) => ReactNode; line: (row: BankRow) => ReactNode };
}

/** The exercises of a spark: rows of plain text, and the one that is being written beside them. */
export function ExercisesTab({ workspace, spark, results }: ExercisesTabProps) {
  const { first, rows, error, refetch, question, params, write } = useBank(workspace, spark.id);
  const edits = useBankEdits(workspace);

  if (error) {
    return (
      <div className="p-6">
        <QueryProblem title={words.notRead} error={error} onRetry={() => void refetch()} />
      </div>
    );
  }
  if (!first) {
    return (
      <div className="p-6">
        <TextSkeleton lines={8} />
      </div>
    );
  }
  const opened = params.get('exercise');
  const open = (name: string | null) => write({ exercise: name, objective: null, level: null }, 'push');
  const view = VIEWS.find((one) => one === params.get('view')) ?? 'bank';
  if (opened === NEW || (first.all === 0 && view !== 'coverage')) {
    return (
      <Adding
        workspace={workspace}
        spark={spark}
        isFirst={first.all === 0}
        given={opened === NEW ? givenIn(params) : {}}
        edits={edits}
        onOpen={open}
      />
    );
  }
  const views = (
    <Views
      value={view}
      inQuiz={first.counts.in_quiz}
      hasResults={results !== undefined}
      onView={(next) => write({ view: next === 'bank' ? null : next, exercise: null }, 'push')}
    />
  );
  if (view === 'results' && results) return results.view(views);
  const head = (
    <Head
      workspace={workspace}
      slug={spark.slug}
      spark_id={spark.id}
      view={view}
      views={views}
      onNew={() => open(NEW)}
    />
  );
  if (view !== 'bank') {
    return (
      <div className="flex h-full min-h-0 flex-col">
        {head}
        {view === 'quiz' ? (
          <QuizView workspace={workspace} spark_id={spark.id} rows={rows} edits={edits} />
        ) : (
          <SparkCoverage workspace={workspace} spark={spark} />
        )}
      </div>
    );
  }
  return (
    <BankView
      workspace={workspace}
      spark={spark}
      head={head}
      bank={first}
      rows={rows}
      edits={edits}
      opened={opened}
      onOpen={open}
      filters={question}
      answered={results?.line}
    />
  );
}

interface HeadProps {
  workspace: string;
  slug: string;
  spark_id: string;
  view: View;
  views: ReactNode;
  onNew: () => void;
}

interface ViewsProps {
  value: View;
  inQuiz: number;
  hasResults: boolean;
  onView: (view: View) => void;
}

/** Which part of the exercises is shown. */
function Views({ value, inQuiz, hasResults, onView }: ViewsProps) {
  return (
    <Segmented
      label={quizText.view}
      items={[
        { id: 'bank', label: quizText.bank },
        { id: 'quiz', label: quizText.quiz(inQuiz) },
        { id: 'coverage', label: coverageText.coverage },
        ...(hasResults ? [{ id: 'results' as const, label: words.results }] : []),
      ]}
      value={value}
      onChange={onView}
    />
  );
}

/** Bank, quiz or coverage, the first two as learners see them, and a new exercise. */
function Head({ workspace, slug, spark_id, view, views, onNew }: HeadProps) {
  const address = inWorkspace(workspace);
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-2 border-b px-4 py-2 md:px-6">
      {views}
      <span className="flex-1" />
      <LinkButton size="sm" variant="quiet" icon={<Import />} href={address.importInto(slug)}>
        {exchangeText.importWord}
      </LinkButton>
      <ExportButton workspace={workspace} scope={[{ spark_id, exercise_ids: null }]} name={slug} />
      {view === 'bank' && (
        <LinkButton
          size="sm"
          variant="quiet"
          icon={<Sparkles aria-hidden />}
          href={address.newJob({ kind: 'exercise_bank', at: 'spark', ids: spark_id, improves: 'all' })}
        >
          {words.improveAll}
        </LinkButton>
      )}
      {(view === 'bank' || view === 'quiz') && (
        <LinkButton size="sm" variant="quiet" icon={<Play aria-hidden />} href={address.played(slug, { from: view })}>
          {view === 'quiz' ? words.tryQuiz : words.tryBank}
        </LinkButton>
      )}
      <Button size="sm" variant={view === 'bank' ? 'primary' : 'secondary'} icon={<Plus />} onPress={onNew}>
        {words.add}
      </Button>
    </div>
  );
}

/** What a new exercise is for, as a cell of the coverage said in the address. */
function givenIn(params: URLSearchParams): Given {
  const [objective, level] = [params.get('objective'), params.get('level')];
  return {
    ...(objective && { aligned_learning_objective: objective }),
    ...(level && { cognitive_level: level }),
  };
}

interface AddingProps extends ExercisesTabProps {
  isFirst: boolean;
  given: Given;
  edits: BankEdits;
  onOpen: (name: string | null) => void;
}

/** A new exercise out of typed lines, or an empty form; what was added is open at once. */
function Adding({ workspace, spark, isFirst, given, edits, onOpen }: AddingProps) {
  const { data: stored } = useQuery({
    ...exercisesQuery(workspace, spark.id, NO_IDS),
    enabled: given.aligned_learning_objective !== undefined,
  });
  const add = async (exercise: Unsaved) => {
    const id = await edits.add(spark.id, exercise);
    if (id !== null) onOpen(id);
    return id !== null;
  };
  useShortcuts(words.exercises, [
    { keys: 'Escape', label: words.close, run: isFirst ? undefined : () => onOpen(null) },
  ]);
  const { aligned_learning_objective: objective, cognitive_level: level } = given;
  const title = stored?.objectives.find((one) => one.objective === objective)?.title ?? objective;
  return (
    <div className="h-full overflow-auto">
      <QuickEntry
        isFirst={isFirst}
        given={given}
        purpose={coverageText.forCell(title ?? null, level ? (words.levels[level] ?? level) : null)}
        onAdd={add}
        isAdding={edits.isPending}
        onBack={isFirst ? undefined : () => onOpen(null)}
      />
    </div>
  );
}

interface BankViewProps extends ExercisesTabProps {
  head: ReactNode;
  bank: Bank;
  rows: BankRow[];
  edits: BankEdits;
  opened: string | null;
  onOpen: (name: string | null) => void;
  filters: BankQuestion;
  answered?: (row: BankRow) => ReactNode;
}

function BankView({ workspace, spark, head, bank, rows, edits, opened, onOpen, filters, answered }: BankViewProps) {
  const { data: stored } = useQuery(exercisesQuery(workspace, spark.id, NO_IDS));
  const { data: advice } = useQuery(bankAdviceQuery(workspace, spark.id));
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const at = rows.findIndex((one) => nameOf(one) === opened);
  const row = rows[at] ?? null;
  const [transferred, setTransferred] = useState<readonly BankRow[] | null>(null);
  const titles = useMemo(() => new Map(stored?.objectives.map(({ objective, title }) => [objective, title])), [stored]);
  const chosen = rows.filter((one) => selected.has(nameOf(one)));
  const step = (by: number) => {
    const next = rows[at + by];
    if (next) onOpen(nameOf(next));
  };
  const clear = () => setSelected(new Set());
  useShortcuts(words.exercises, [
    { keys: 'N', label: words.add, run: () => onOpen(NEW) },
    { keys: 'J', label: words.nextOne, run: row ? () => step(1) : undefined },
    { keys: 'K', label: words.previousOne, run: row ? () => step(-1) : undefined },
    { keys: 'F2', label: words.acts.editStem },
    { keys: 'L', label: words.acts.setField.level },
    { keys: 'I', label: words.acts.setField.difficulty },
    { keys: 'O', label: words.acts.setField.objective },
    { keys: 'D', label: words.acts.duplicate },
    { keys: 'Q', label: words.inOrOut },
    { keys: 'M', label: words.acts.transfer },
    { keys: 'Delete', label: words.acts.remove },
    { keys: 'Alt+Up', label: words.moveUp },
    { keys: 'Alt+Down', label: words.moveDown },
  ]);
  const inline = useInline({ workspace, edits, titles, onForm: (one) => onOpen(nameOf(one)) });
  const onKeyDownCapture = rowKeys({
    rows,
    chosen,
    edits,
    canMove: bank.total === bank.all,
    onTransfer: setTransferred,
    inline,
  });
  return (
    <div className="flex h-full min-h-0">
      <section aria-label={words.bank(bank.all)} className={cx('flex min-w-0 flex-1 flex-col', row && 'max-lg:hidden')}>
        {head}
        <BankFilters {...filters} counts={bank.counts} titles={titles} found={bank.total} all={bank.all} />
        <BlockingLine
          count={bank.counts.is_blocked}
          isOnly={filters.filter.is_blocked === true}
          onOnly={(only) => {
            const { is_blocked: _, ...others } = filters.filter;
            filters.onFilter(only ? { ...others, is_blocked: true } : others);
          }}
        />
        {advice && (
          <BankLine
            hints={advice.bank}
            titles={titles}
            duplicates={inWorkspace(workspace).nearDuplicates(spark.id)}
            numberOf={(id) => {
              const found = rows.find(({ exercise_id }) => exercise_id === id);
              return found && found.place + 1;
            }}
          />
        )}
        <div className="flex min-h-0 flex-1 flex-col" onKeyDownCapture={onKeyDownCapture}>
          <BankTable
            rows={rows}
            titles={titles}
            hints={advice?.hints}
            opened={row && nameOf(row)}
            nameOf={nameOf}
            onOpen={(one) => onOpen(nameOf(one) === opened ? null : nameOf(one))}
            selected={selected}
            onSelect={setSelected}
            inline={inline.rows}
            empty={<NothingFits {...filters} />}
          />
        </div>
        {inline.menu}
        <BankChoice
          workspace={workspace}
          chosen={chosen}
          edits={edits}
          objectives={stored?.objectives}
          // With a filter not all of the quiz is there.
          quiz={bank.total === bank.all ? rows.filter((one) => one.quiz_place !== null) : null}
          transferred={transferred}
          onTransfer={setTransferred}
          onClear={clear}
        />
      </section>
      {row && (
        <ExercisePanel
          key={nameOf(row)}
          workspace={workspace}
          spark={spark}
          row={row}
          count={bank.total}
          at={at}
          edits={edits}
          answered={answered?.(row)}
          onStep={step}
          onClose={() => onOpen(null)}
          onNew={() => onOpen(NEW)}
        />
      )}
    </div>
  );
}
