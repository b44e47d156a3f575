'use client';

import { useQuery } from '@tanstack/react-query';
import { QueryProblem } from '#components/base/problem.tsx';
import { useUrlState } from '#components/base/url-state.tsx';
import { cx } from '#components/ui/cx.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { Link } from '#components/ui/link.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { rulesQuery } from '#lib/generation/queries/rules.ts';
import { OwnerIcon } from '../owner-badge.tsx';
import { rulesText } from '../text.ts';
import { NewStrategy } from './new-strategy.tsx';
import { OwnStrategyPane } from './own-strategy.tsx';
import { ParentStrategyPane } from './parent-strategy.tsx';
import { type StrategyEntry, strategyEntries } from './strategy-entries.ts';
import { WithOthers } from './with-others.tsx';

const words = rulesText.strategies;

/** The strategies that hold here, and beside them the one that is open. */
export function StrategiesPage({ workspace, mayManage }: { workspace: string; mayManage: boolean }) {
  const [params, show] = useUrlState();
  const { data, error, refetch } = useQuery(rulesQuery(workspace));
  if (error && !data) return <QueryProblem title={rulesText.notRead} error={error} onRetry={() => void refetch()} />;
  if (!data) return <TextSkeleton lines={8} />;
  const entries = strategyEntries(data);
  const asked = params.get('name');
  const opened = asked === null ? entries[0] : entries.find(({ name }) => name.toLowerCase() === asked.toLowerCase());
  const add = mayManage && <NewStrategy workspace={workspace} onMade={(name) => show({ name }, 'push')} />;
  const readOnly = !mayManage && <p className="text-muted">{rulesText.readOnly}</p>;
  if (entries.length === 0)
    return (
      <>
        {readOnly}
        <EmptyState drawing="pages" title={words.none} action={add}>
          {words.noneWhy}
        </EmptyState>
      </>
    );
  const others = (
    <nav aria-label={words.list} className="flex min-w-0 flex-col gap-2">
      <h3 className="font-medium">{words.list}</h3>
      <ul className="flex flex-col">
        {entries.map((entry) => (
          <Entry key={entry.name} workspace={workspace} entry={entry} isOpen={entry === opened} />
        ))}
      </ul>
      {add}
      {readOnly}
    </nav>
  );
  if (opened?.own)
    return (
      <OwnStrategyPane
        key={opened.name.toLowerCase()}
        workspace={workspace}
        rules={data}
        own={opened.own}
        above={opened.above}
        others={others}
        mayManage={mayManage}
        onRemoved={() => show({ name: null })}
      />
    );
  return (
    <WithOthers others={others}>
      {opened?.above ? (
        <ParentStrategyPane
          key={opened.name.toLowerCase()}
          workspace={workspace}
          strategy={opened.above}
          mayManage={mayManage}
        />
      ) : (
        <EmptyState compact title={words.gone}>
          {words.goneWhy}
        </EmptyState>
      )}
    </WithOthers>
  );
}

interface EntryProps {
  workspace: string;
  entry: StrategyEntry;
  isOpen: boolean;
}

function Entry({ workspace, entry: { name, own, above }, isOpen }: EntryProps) {
  return (
    <li>
      <Link
        variant="plain"
        href={inWorkspace(workspace).strategies(name)}
        aria-current={isOpen ? 'page' : undefined}
        className={cx(
          '-mx-2.5 flex min-h-9 items-center gap-2 rounded-md px-2.5 py-1.5 no-underline! hover:bg-hover',
          isOpen && 'bg-accent-soft font-medium',
        )}
      >
        <span dir="auto" className="min-w-0 flex-1 truncate">
          {name}
        </span>
        <span
          title={own ? undefined : above?.owner_name}
          className="flex shrink-0 items-center gap-1.5 text-xs font-normal text-muted tabular-nums"
        >
          <OwnerIcon depth={own ? 0 : 1} />
          {!own && <span className="sr-only">{above?.owner_name}, </span>}
          {rulesText.version(own?.version ?? above?.version ?? 0)}
          {own && !own.active && ` ${words.off.toLowerCase()}`}
        </span>
      </Link>
    </li>
  );
}
