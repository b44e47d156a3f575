'use client';

import { X } from 'lucide-react';
import { useRef } from 'react';
import { QueryProblem } from '#components/base/problem.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import { CommentField } from './comment-field.tsx';
import { commentsText } from './text.ts';
import { ThreadCard } from './thread-card.tsx';
import { useLevels } from './use-levels.ts';
import { showPassage } from './use-passages.ts';
import type { Talking } from './use-talking.ts';

const words = commentsText;

export interface ThreadsListProps {
  workspace: string;
  user_id: string;
  talking: Talking;
  /** Cards stand level with their passages. */
  isLevel?: boolean;
  /** Said where nothing was said yet. */
  help?: string;
  /** Under what a comment that was begun is kept. */
  keptAs: string;
  /** Where the list can be closed. */
  onClose?: () => void;
}

/** The threads of a text: those that are open or those that are resolved, and the one that is being begun. */
export function ThreadsList({ workspace, user_id, talking, isLevel = false, help, keptAs, onClose }: ThreadsListProps) {
  const {
    suggesting,
    isSuggesting,
    query,
    talk,
    threads,
    listed,
    ranges,
    current,
    open,
    view,
    setView,
    draft,
    setDraft,
  } = talking;
  const list = useRef<HTMLDivElement>(null);
  const ids = listed.map(({ id }) => id);
  useLevels(list, ids, ranges, current, isLevel);
  if (query.error && !query.data)
    return <QueryProblem title={words.notRead} error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <TextSkeleton lines={4} />;
  const count = threads.filter(({ resolved_at }) => resolved_at === null).length;
  return (
    <div className="flex flex-col gap-3">
      <header className="flex items-center gap-2">
        <h2 className="flex-1 font-medium">
          {words.title} <span className="font-normal text-muted tabular-nums">{count}</span>
        </h2>
        <Segmented
          label={words.which}
          size="sm"
          value={view}
          onChange={setView}
          items={[
            { id: 'open', label: words.open },
            { id: 'resolved', label: words.resolved },
          ]}
        />
        {onClose && (
          <IconButton label={words.hide} size="sm" onPress={onClose}>
            <X />
          </IconButton>
        )}
      </header>
      {draft && isSuggesting && suggesting?.panel(draft, () => setDraft(null))}
      {draft && !isSuggesting && (
        <section
          aria-label={words.about}
          className="flex flex-col gap-2.5 rounded-xl border border-accent bg-surface p-3.5 outline outline-accent"
        >
          <p dir="auto" className="line-clamp-3 border-s-2 border-draft ps-2.5 text-muted passage-quote">
            {draft.quote}
          </p>
          <CommentField
            workspace={workspace}
            user_id={user_id}
            keptAs={keptAs}
            label={words.firstLabel}
            placeholder={words.firstPlaceholder}
            hasFocus
            onSend={async (said) => {
              const made = await talk.start.mutateAsync({ ...draft, ...said });
              setDraft(null);
              open(made.thread_id);
            }}
            onCancel={() => setDraft(null)}
          />
        </section>
      )}
      {listed.length === 0 && !draft && (
        <p className="text-muted">
          {view === 'resolved' ? (
            words.noneResolved
          ) : (
            <>
              <span className="block font-medium text-ink">{words.empty}</span>
              {help ?? (
                <>
                  {words.emptyHelp} <Kbd keys="Mod+Alt+M" /> {words.startOne}
                </>
              )}
            </>
          )}
        </p>
      )}
      <div ref={list} className={isLevel ? 'relative' : 'flex flex-col gap-3'}>
        {listed.map((thread) => (
          <div key={thread.id} className={isLevel ? 'absolute inset-x-0 transition-[top] duration-quick' : undefined}>
            {'card' in thread ? (
              thread.card(thread.id === current, ranges.has(thread.id), () => {
                open(thread.id === current ? null : thread.id);
                showPassage(ranges.get(thread.id));
              })
            ) : (
              <ThreadCard
                workspace={workspace}
                user_id={user_id}
                thread={thread}
                talk={talk}
                isCurrent={thread.id === current}
                isThere={ranges.has(thread.id)}
                onOpen={() => {
                  open(thread.id === current ? null : thread.id);
                  showPassage(ranges.get(thread.id));
                }}
              />
            )}
          </div>
        ))}
      </div>
    </div>
  );
}
