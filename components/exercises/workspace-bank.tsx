'use client';

import { Import } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { QueryProblem } from '#components/base/problem.tsx';
import { useShortcuts } from '#components/shell/shortcuts.tsx';
import { LinkButton } from '#components/ui/button.tsx';
import { cx } from '#components/ui/cx.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import type { BankRow } from '#lib/exercises/data/bank.ts';
import { BankChoice } from './bank/bank-choice.tsx';
import { BankFilters } from './bank/bank-filters.tsx';
import { BlockingLine } from './bank/bank-line.tsx';
import { BankTable } from './bank/bank-table.tsx';
import { ExercisePanel } from './bank/exercise-panel.tsx';
import { NothingFits } from './bank/nothing-fits.tsx';
import { rowKeys } from './bank/row-keys.ts';
import { useBank } from './bank/use-bank.ts';
import { useBankEdits } from './bank/use-bank-edits.ts';
import { useInline } from './bank/use-inline.tsx';
import { exchangeText } from './exchange/text.ts';
import { ExercisesFrame } from './exercises-frame.tsx';
import { exercisesText } from './text.ts';

const words = exercisesText;
const NO_TITLES: ReadonlyMap<string, string> = new Map();

/** How an exercise is named in the address, among those of many lessons. */
const nameOf = (row: BankRow) => `${row.spark_slug}/${row.version === null ? `#${row.place}` : row.exercise_id}`;

interface WorkspaceBankProps {
  workspace: string;
  /** What learners answered to an exercise, in a line. */
  answered?: (row: BankRow) => ReactNode;
}

/** The exercises of all sparks: to find some and mend them, each in the lesson that it is of. */
export function WorkspaceBank({ workspace, answered }: WorkspaceBankProps) {
  return (
    <ExercisesFrame workspace={workspace} selected="bank">
      <Bank workspace={workspace} answered={answered} />
    </ExercisesFrame>
  );
}

function Bank({ workspace, answered }: WorkspaceBankProps) {
  const { first, rows, error, refetch, question, params, write, onEnd } = useBank(workspace, null);
  const edits = useBankEdits(workspace);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [transferred, setTransferred] = useState<readonly BankRow[] | null>(null);
  const opened = params.get('exercise');
  const at = rows.findIndex((one) => nameOf(one) === opened);
  const row = rows[at] ?? null;
  const open = (name: string | null) => write({ exercise: name }, 'push');
  const step = (by: number) => {
    const next = rows[at + by];
    if (next) open(nameOf(next));
  };
  const inline = useInline({ workspace, edits, titles: NO_TITLES, onForm: (one) => open(nameOf(one)) });
  useShortcuts(words.exercises, [
    { keys: 'J', label: words.nextOne, run: row ? () => step(1) : undefined },
    { keys: 'K', label: words.previousOne, run: row ? () => step(-1) : undefined },
    { keys: 'F2', label: words.acts.editStem },
    { keys: 'L', label: words.acts.setField.level },
    { keys: 'I', label: words.acts.setField.difficulty },
    { keys: 'D', label: words.acts.duplicate },
    { keys: 'Q', label: words.inOrOut },
    { keys: 'M', label: words.acts.transfer },
    { keys: 'Delete', label: words.acts.remove },
  ]);

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
  const address = inWorkspace(workspace);
  if (first.all === 0) {
    return (
      <EmptyState
        drawing="inbox"
        title={words.noneAnywhere}
        action={
          <div className="flex flex-wrap justify-center gap-2">
            <LinkButton href={address.newImport} icon={<Import />}>
              {exchangeText.importQuestions}
            </LinkButton>
            <LinkButton href={address.outline}>{words.toOutline}</LinkButton>
          </div>
        }
      >
        {words.noneAnywhereHelp}
      </EmptyState>
    );
  }
  const chosen = rows.filter((one) => selected.has(nameOf(one)));
  const { is_blocked: isOnly, ...others } = question.filter;
  return (
    <div className="flex min-h-0 flex-1">
      <section
        aria-label={words.bank(first.all)}
        className={cx('flex min-w-0 flex-1 flex-col', row && 'max-lg:hidden')}
      >
        <BankFilters {...question} counts={first.counts} titles={NO_TITLES} found={first.total} all={first.all} />
        <BlockingLine
          count={first.counts.is_blocked}
          isOnly={isOnly === true}
          onOnly={(only) => question.onFilter(only ? { ...others, is_blocked: true } : others)}
        />
        <div
          className="flex min-h-0 flex-1 flex-col"
          onKeyDownCapture={rowKeys({ rows, chosen, edits, canMove: false, onTransfer: setTransferred, inline })}
        >
          <BankTable
            ofMany
            rows={rows}
            titles={NO_TITLES}
            hints={undefined}
            opened={row && nameOf(row)}
            nameOf={nameOf}
            onOpen={(one) => open(nameOf(one) === opened ? null : nameOf(one))}
            selected={selected}
            onSelect={setSelected}
            onEnd={onEnd}
            inline={inline.rows}
            empty={<NothingFits {...question} />}
          />
        </div>
        {inline.menu}
        <BankChoice
          workspace={workspace}
          chosen={chosen}
          edits={edits}
          transferred={transferred}
          onTransfer={setTransferred}
          onClear={() => setSelected(new Set())}
        />
      </section>
      {row && (
        <ExercisePanel
          key={nameOf(row)}
          workspace={workspace}
          spark={{ id: row.spark_id, slug: row.spark_slug }}
          row={row}
          count={first.total}
          at={at}
          edits={edits}
          answered={answered?.(row)}
          onStep={step}
          onClose={() => open(null)}
          home={{
            title: row.spark_title,
            href: address.spark(row.spark_slug, {
              tab: 'exercises',
              ...(row.exercise_id !== null && { exercise: row.exercise_id }),
            }),
          }}
        />
      )}
    </div>
  );
}
