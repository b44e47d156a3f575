'use client';

import { Check, Info, RotateCcw } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { usePersonName } from '#components/people/person.tsx';
import { Button } from '#components/ui/button.tsx';
import { cx } from '#components/ui/cx.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { toast } from '#components/ui/toast.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import type { Thread } from '#lib/comments/core/thread.ts';
import type { useTalk } from '#lib/comments/queries.ts';
import { CommentField } from './comment-field.tsx';
import { CommentLine } from './comment-line.tsx';
import { commentsText } from './text.ts';

const words = commentsText;

export interface ThreadCardProps {
  workspace: string;
  user_id: string;
  thread: Thread;
  talk: ReturnType<typeof useTalk>;
  isCurrent: boolean;
  /** Whether its passage is in the text as it is now. */
  isThere: boolean;

  onOpen: () => void;
}

/** A thread beside the text: what it is about, what was said, and, once opened, where to answer. */
export function ThreadCard(props: ThreadCardProps) {
  const { workspace, user_id, thread, talk, isCurrent, isThere, onOpen } = props;
  const isResolved = thread.resolved_at !== null;
  const nameOf = usePersonName(workspace);
  const resolve = (is_resolved: boolean) =>
    talk.resolve.mutate(
      { thread_id: thread.id, is_resolved },
      {
        onSuccess: () => {
          if (is_resolved) toast.done(words.threadResolved, { undo: () => resolve(false) });
        },
        onError: (error) => toast.problem(words.notResolved, { detail: problemOf(error).message }),
      },
    );
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !event.shiftKey || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation();
    resolve(!isResolved);
  };
  const [first, ...replies] = thread.comments;
  return (
    <article
      aria-label={thread.quote}
      aria-current={isCurrent || undefined}
      onKeyDown={onKeyDown}
      className={cx(
        'flex flex-col gap-2.5 rounded-xl border bg-surface p-3.5 text-base',
        isCurrent && 'border-accent outline outline-accent',
      )}
    >
      <button
        type="button"
        aria-label={words.goTo(thread.quote)}
        aria-expanded={isCurrent}
        className="border-s-2 border-draft ps-2.5 text-start text-muted passage-quote"
        onClick={onOpen}
      >
        <span dir="auto" className="line-clamp-3 wrap-anywhere">
          {thread.quote}
        </span>
      </button>
      {!isThere && (
        <p className="flex items-center gap-1.5 text-sm text-muted">
          <Info aria-hidden className="size-3.5 shrink-0" />
          {thread.gone_in ? words.goneIn(thread.gone_in) : words.gone}
        </p>
      )}
      <ul className="flex flex-col gap-2.5">
        {(isCurrent ? thread.comments : first ? [first] : []).map((comment) => (
          <CommentLine
            key={comment.id}
            workspace={workspace}
            user_id={user_id}
            comment={comment}
            talk={talk}
            isOpen={isCurrent}
          />
        ))}
      </ul>
      {!isCurrent && replies.length > 0 && (
        <button type="button" className="self-start text-sm text-muted hover:text-ink" onClick={onOpen}>
          {words.replies(replies.length)}
        </button>
      )}
      {isResolved && <p className="text-sm text-muted">{words.resolvedBy(nameOf(thread.resolved_by))}</p>}
      {isCurrent && (
        <>
          {!isResolved && (
            <CommentField
              workspace={workspace}
              user_id={user_id}
              keptAs={thread.id}
              label={words.replyLabel}
              placeholder={words.placeholder}
              onSend={(said) => talk.add.mutateAsync({ thread_id: thread.id, said })}
            />
          )}
          <Button
            size="sm"
            className="self-start"
            icon={isResolved ? <RotateCcw /> : <Check />}
            isPending={talk.resolve.isPending}
            onPress={() => resolve(!isResolved)}
          >
            {isResolved ? words.reopen : words.resolve}
            <Kbd keys="Mod+Shift+Enter" />
          </Button>
        </>
      )}
    </article>
  );
}
