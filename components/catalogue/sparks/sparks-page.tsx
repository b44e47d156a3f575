'use client';

import { Columns3, Import, ListFilter, Plus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useRef, useState } from 'react';
import { QueryProblem } from '#components/base/problem.tsx';
import { baseText } from '#components/base/text.ts';
import { useUndoing } from '#components/history/undoing.ts';
import { useShortcuts } from '#components/shell/shortcuts.tsx';
import { Button, LinkButton } from '#components/ui/button.tsx';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { Popover } from '#components/ui/popover.tsx';
import { SearchField } from '#components/ui/search-field.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import { Tabs } from '#components/ui/tabs.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { SPARK_VIEWS, type SparkView } from '#lib/catalogue/core/spark-list.ts';
import type { Question } from '../outline/context.tsx';
import { useBulkEdits } from '../outline/use-bulk-edits.ts';
import { nodeOf } from './rows.ts';
import { SparkBar } from './spark-bar.tsx';
import { Chips, FilterFields, useChips } from './spark-filters.tsx';
import { OPTIONAL, SparkTable } from './spark-table.tsx';
import { sparksText } from './text.ts';
import { type Sparks, useSparks } from './use-sparks.ts';

// No first paint waits for a dialog.
const Questions = dynamic(() => import('./questions.tsx').then((module) => module.Questions), { ssr: false });
const NewSpark = dynamic(() => import('./new-spark.tsx').then((module) => module.NewSpark), { ssr: false });

const words = sparksText;
const VIEWS = Object.keys(SPARK_VIEWS) as SparkView[];

/** All sparks as one list: views, filters, order, and acts on many at once. */
export function SparksPage({ workspace, mayImport }: { workspace: string; mayImport: boolean }) {
  const sparks = useSparks(workspace);
  const undoing = useUndoing(workspace);
  const bulk = useBulkEdits(workspace, undoing);
  const [question, setQuestion] = useState<Question | null>(null);
  const [isCreating, setCreating] = useState(false);
  const { address, first, list, chosen, clear } = sparks;
  useShortcuts(words.keys.group, [
    { keys: 'N', label: words.keys.create, run: () => setCreating(true) },
    { keys: 'Escape', label: words.keys.clear, run: chosen.size > 0 ? clear : undefined },
    { keys: 'Mod+Z', label: words.keys.undo, run: () => void undoing.undoLast() },
  ]);
  const nodes = [...chosen.values()].map(nodeOf);
  const create = () => setCreating(true);
  return (
    <Tabs
      label={words.viewsLabel}
      selected={address.view}
      onSelect={(id) => sparks.setView(id as SparkView)}
      items={VIEWS.map((id) => ({ id, label: words.views[id], note: first && <Count of={first.views[id]} /> }))}
      className="h-full min-h-0"
      listClassName="px-1.5 md:px-5.5"
      panelClassName="relative flex min-h-0 flex-col"
      bar={<Toolbar workspace={workspace} sparks={sparks} onCreate={create} />}
    >
      {list.error && !first ? (
        <div className="p-6">
          <QueryProblem title={words.notRead} error={list.error} onRetry={() => void list.refetch()} />
        </div>
      ) : first ? (
        <>
          <InView sparks={sparks} />
          <SparkTable
            workspace={workspace}
            sparks={sparks}
            empty={<Nothing workspace={workspace} sparks={sparks} mayImport={mayImport} onCreate={create} />}
          />
          <Foot sparks={sparks} />
        </>
      ) : (
        <div className="p-6">
          <TextSkeleton lines={14} />
        </div>
      )}
      {chosen.size > 0 && <SparkBar workspace={workspace} sparks={sparks} bulk={bulk} ask={setQuestion} />}
      {question && (
        <Questions
          workspace={workspace}
          bulk={bulk}
          what={question}
          nodes={nodes}
          onClose={() => setQuestion(null)}
          onGone={clear}
        />
      )}
      {isCreating && <NewSpark workspace={workspace} onClose={() => setCreating(false)} />}
    </Tabs>
  );
}

function Count({ of }: { of: number }) {
  return useNumber()(of);
}

interface ToolbarProps {
  workspace: string;
  sparks: Sparks;
  onCreate: () => void;
}

function Toolbar({ workspace, sparks, onCreate }: ToolbarProps) {
  const find = useRef<HTMLInputElement>(null);
  const [isFiltering, setFiltering] = useState(false);
  const { address, typed, setFilter } = sparks;
  const chips = useChips(workspace, address.filter);
  useShortcuts(words.keys.group, [
    { keys: '/', label: words.keys.find, run: () => find.current?.focus() },
    { keys: 'F', label: words.keys.filter, run: () => setFiltering(true) },
  ]);
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-2 px-4 py-2.5 md:px-6">
      <SearchField
        label={words.find}
        shortcut="/"
        inputRef={find}
        value={typed}
        onChange={sparks.find}
        className="w-60 max-sm:w-auto max-sm:flex-1"
      />
      <Chips chips={chips} onFilter={setFilter} />
      <Popover
        label={words.filters}
        isOpen={isFiltering}
        onOpenChange={setFiltering}
        trigger={
          <Button icon={<ListFilter />}>
            {words.filter}
            <span className="max-sm:hidden">
              <Kbd keys="F" />
            </span>
          </Button>
        }
      >
        <FilterFields workspace={workspace} filter={address.filter} onFilter={setFilter} />
      </Popover>
      <span className="flex-1 max-sm:hidden" />
      <Columns sparks={sparks} />
      <Button variant="primary" icon={<Plus />} onPress={onCreate}>
        <span className="max-sm:sr-only">{words.create}</span>
        <span className="max-sm:hidden">
          <Kbd keys="N" inverted />
        </span>
      </Button>
    </div>
  );
}

/** Which columns are shown. The title always is. */
function Columns({ sparks: { address, hide } }: { sparks: Sparks }) {
  const { hidden } = address;
  return (
    <Popover
      label={words.columns}
      placement="bottom end"
      trigger={
        <Button variant="quiet" icon={<Columns3 />} className="max-md:hidden">
          {words.columns}
        </Button>
      }
    >
      <div className="flex w-44 flex-col gap-2">
        {OPTIONAL.map((id) => (
          <Checkbox
            key={id}
            isSelected={!hidden.includes(id)}
            onChange={(isShown) => hide(isShown ? hidden.filter((one) => one !== id) : [...hidden, id])}
          >
            {words.column[id]}
          </Checkbox>
        ))}
      </div>
    </Popover>
  );
}

/** Once all rows that are read are chosen: the way to those that are not. */
function InView({ sparks: { rows, first, chosen, chooseAll, isChoosing } }: { sparks: Sparks }) {
  const write = useNumber();
  const total = first?.total ?? 0;
  if (rows.length === 0 || chosen.size !== rows.length || total <= rows.length) return null;
  return (
    <p role="status" className="flex shrink-0 items-center justify-center gap-2 bg-sunken px-4 py-1.5 text-sm">
      {words.chosenInView(rows.length, write(rows.length))}
      <Button size="sm" variant="quiet" isPending={isChoosing} onPress={() => void chooseAll()}>
        {words.chooseAll(write(total))}
      </Button>
    </p>
  );
}

/** How many match, and what they come to. */
function Foot({ sparks: { first, chosen } }: { sparks: Sparks }) {
  const write = useNumber();
  if (!first || first.total === 0) return null;
  const time = baseText.minutes(first.mins, write);
  return (
    <footer className={chosen.size > 0 ? 'shrink-0 pb-16' : 'shrink-0'}>
      <p className="border-t px-4 py-2 text-sm text-muted tabular-nums md:px-6">
        {words.sum(first.total, first.views.all, time, first.exercises, write)}
      </p>
    </footer>
  );
}

interface NothingProps extends ToolbarProps {
  mayImport: boolean;
}

/** No sparks at all, or none that matches. */
function Nothing({ workspace, sparks: { first, address, typed, setFilter }, mayImport, onCreate }: NothingProps) {
  const chips = useChips(workspace, address.filter);
  if (first?.views.all === 0)
    return (
      <EmptyState
        drawing="pages"
        title={words.none}
        action={
          <div className="flex flex-wrap justify-center gap-2">
            <Button onPress={onCreate}>{words.create}</Button>
            {mayImport && (
              <LinkButton href={inWorkspace(workspace).newImport} icon={<Import />}>
                {words.import}
              </LinkButton>
            )}
          </div>
        }
      >
        {words.noneHelp}
      </EmptyState>
    );
  const looked = [
    ...(address.view === 'all' ? [] : [words.views[address.view]]),
    ...(typed.trim() ? [`“${typed.trim()}”`] : []),
    ...chips.map(({ name, value }) => `${name}: ${value}`),
  ];
  return (
    <EmptyState
      compact
      title={words.nothing}
      action={(chips.length > 0 || typed.trim()) && <Button onPress={() => setFilter({})}>{words.clear}</Button>}
    >
      {words.nothingHelp(looked)}
    </EmptyState>
  );
}
