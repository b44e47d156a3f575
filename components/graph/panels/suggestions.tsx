'use client';

import { useQuery } from '@tanstack/react-query';
import { RefreshCw } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { QueryProblem } from '#components/base/problem.tsx';
import { useUrlState } from '#components/base/url-state.tsx';
import { tellUndoable } from '#components/history/undoing.ts';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { Loading, Skeleton } from '#components/ui/skeleton.tsx';
import { toast } from '#components/ui/toast.tsx';
import { LONGEST_REASON } from '#lib/base/core/link-types.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import { keepUnknown, type Suggestion } from '#lib/graph/core/suggest.ts';
import { dismissalsQuery, suggestionsQuery, useDismissSuggestion } from '#lib/graph/queries/suggestions.ts';
import { useGraph } from '../context.tsx';
import { linksText } from '../links-text.ts';
import { LoopDialog } from '../loop-dialog.tsx';
import { type LinkEditing, useLinkEditing } from '../use-link-editing.ts';
import { SuggestionCard } from './suggestion-card.tsx';
import { panelsText } from './text.ts';

const AT_ONCE = 20;

/** Likely links that nobody drew, with what speaks for each. */
export function Suggestions() {
  const { level } = useGraph();
  const [, writeUrl] = useUrlState();
  if (level === 'spark') return <SparkSuggestions />;
  return (
    <EmptyState
      compact
      title={panelsText.suggestions.onlySparks}
      action={<Button onPress={() => writeUrl({ level: null })}>{panelsText.suggestions.toSparks}</Button>}
    >
      {panelsText.suggestions.onlySparksWhy}
    </EmptyState>
  );
}

function SparkSuggestions() {
  const { workspace, level, canWrite, highlight } = useGraph();
  const { query, open } = useSuggestions();
  const editing = useLinkEditing(workspace, level);
  const { shown, show, accept, dismiss } = useDeciding(editing);
  const write = useNumber();
  const [most, setMost] = useState(AT_ONCE);
  const count = open?.length ?? 0;
  const head = useHeadFocused(count);

  if (query.error)
    return (
      <div className="p-4">
        <QueryProblem title={panelsText.suggestions.failed} error={query.error} onRetry={() => void query.refetch()} />
      </div>
    );
  if (!open || !query.data) return <SuggestionsSkeleton />;
  const { read, all } = query.data.lessons;
  return (
    <section aria-label={panelsText.suggestions.title} className="flex flex-col pb-6">
      <div className="flex items-start gap-2 px-4 py-3">
        <p ref={head} tabIndex={-1} className="flex-1 text-sm text-muted outline-none">
          {panelsText.suggestions.about(count, write(count), write(read))}
          {read < all && ` ${panelsText.suggestions.some(write(read), write(all))}`}
        </p>
        <IconButton
          size="sm"
          label={panelsText.suggestions.again}
          isDisabled={query.isFetching}
          onPress={() => void query.refetch()}
        >
          <RefreshCw className={query.isFetching ? 'animate-spin' : undefined} />
        </IconButton>
      </div>
      {count === 0 && <NoneLeft hadSome={query.data.suggestions.length > 0} />}
      <ul className="flex flex-col">
        {open.slice(0, most).map((suggestion) => (
          <SuggestionCard
            key={keyOf(suggestion)}
            suggestion={suggestion}
            isShown={highlight !== null && shown === keyOf(suggestion)}
            isBusy={editing.isPending}
            onShow={() => show(suggestion)}
            onAccept={canWrite ? () => accept(suggestion) : undefined}
            onDismiss={canWrite ? () => void dismiss(suggestion) : undefined}
          />
        ))}
      </ul>
      {count > most && (
        <div className="border-t px-2.5 py-1.5">
          <Button size="sm" variant="quiet" onPress={() => setMost(most + AT_ONCE)}>
            {panelsText.showMore(write(Math.min(AT_ONCE, count - most)))}
          </Button>
        </div>
      )}
      <LoopDialog {...editing} />
    </section>
  );
}

/** The suggestions that were read, less what has been linked, implied or waved off since. */
function useSuggestions() {
  const { workspace, level, index } = useGraph();
  const query = useQuery({ ...suggestionsQuery(workspace), enabled: level === 'spark' });
  const dismissed = useQuery(dismissalsQuery(workspace)).data;
  const open = useMemo(() => {
    const waved = new Set(dismissed);
    const there = query.data?.suggestions.filter(
      ({ source_id, target_id }) =>
        index.at.has(source_id) && index.at.has(target_id) && !waved.has(`${source_id}>${target_id}`),
    );
    return there && keepUnknown(there, index);
  }, [query.data, dismissed, index]);
  return { query, open };
}

/** What is done about a suggestion: looked at on the canvas, made a link, put away. */
function useDeciding(editing: LinkEditing) {
  const { workspace, node, select, setHighlight, reveal } = useGraph();
  const { mutateAsync } = useDismissSuggestion(workspace);
  const [shown, setShown] = useState<string | null>(null);
  const titlesOf = ({ source_id, target_id }: Suggestion) =>
    [node(source_id)?.title ?? '', node(target_id)?.title ?? ''] as const;
  const show = (suggestion: Suggestion) => {
    const { source_id, target_id } = suggestion;
    setShown(keyOf(suggestion));
    setHighlight({ label: panelsText.suggestions.title, nodes: new Set([source_id, target_id]), links: new Set() });
    select({ nodes: [source_id, target_id], link: null });
    reveal([source_id, target_id]);
  };
  const accept = (suggestion: Suggestion) => {
    const { source_id, target_id, evidence } = suggestion;
    const terms = evidence.map(({ term, passages: [first] }) => `“${first?.term ?? term}”`).join(', ');
    // By characters: half of one is none.
    const description = [...panelsText.suggestions.reason(terms)].slice(0, LONGEST_REASON).join('');
    const said = linksText.done.added(...titlesOf(suggestion));
    void editing.edit([{ op: 'add', source_id, target_id, link_type: 'prerequisite', description }], said);
  };
  const dismiss = async (suggestion: Suggestion) => {
    const { source_id, target_id } = suggestion;
    try {
      await mutateAsync({ source_id, target_id, is_dismissed: true });
      tellUndoable(panelsText.suggestions.dismissed(...titlesOf(suggestion)), () =>
        mutateAsync({ source_id, target_id, is_dismissed: false }),
      );
    } catch (error) {
      toast.problem(panelsText.suggestions.dismissFailed, { detail: problemOf(error).message });
    }
  };
  return { shown, show, accept, dismiss };
}

/** The head of the list takes the focus when a suggestion has left together with the button that had it. */
function useHeadFocused(count: number) {
  const head = useRef<HTMLParagraphElement>(null);
  const before = useRef(count);
  useEffect(() => {
    if (count < before.current && document.activeElement === document.body)
      head.current?.focus({ preventScroll: true });
    before.current = count;
  }, [count]);
  return head;
}

function NoneLeft({ hadSome }: { hadSome: boolean }) {
  const { noneLeft, noneLeftWhy, none, noneWhy } = panelsText.suggestions;
  return (
    <EmptyState compact title={hadSome ? noneLeft : none}>
      {hadSome ? noneLeftWhy : noneWhy}
    </EmptyState>
  );
}

const keyOf = ({ source_id, target_id }: Suggestion) => `${source_id}>${target_id}`;

function SuggestionsSkeleton() {
  return (
    <Loading label={panelsText.suggestions.looking} className="flex flex-col px-4">
      <Skeleton className="my-4 h-3 w-52" />
      {[1, 2, 3, 4].map((card) => (
        <div key={card} className="flex flex-col gap-2 border-t py-3">
          <Skeleton className="h-3.5 w-40" />
          <Skeleton className="h-3.5 w-48" />
          <Skeleton className="h-3 w-full" />
        </div>
      ))}
    </Loading>
  );
}
