'use client';

import { diffWordsWithSpace } from 'diff';
import { Check, Info } from 'lucide-react';
import { useMemo } from 'react';
import { usePersonName } from '#components/people/person.tsx';
import { Button, LinkButton } from '#components/ui/button.tsx';
import { cx } from '#components/ui/cx.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { toast } from '#components/ui/toast.tsx';
import { joinedWords } from '#lib/base/core/joined-changes.ts';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import type { Suggestion } from '#lib/review/core/change.ts';
import { useChanges } from '#lib/review/queries/changes.ts';
import { changesText } from './changes-text.ts';

const words = changesText.suggest;

interface SuggestionCardProps {
  workspace: string;
  spark_id: string;
  suggestion: Suggestion & { passage: NonNullable<Suggestion['passage']> };
  mayAccept: boolean;
  isCurrent: boolean;
  /** Whether its passage is in the text as it is now. */
  isThere: boolean;
  onOpen: () => void;
}

/** Other words that somebody suggests for a passage, beside it: what differs, who, why, and what can be done. */
export function SuggestionCard(props: SuggestionCardProps) {
  const { workspace, spark_id, suggestion, mayAccept, isCurrent, isThere, onOpen } = props;
  const { id, passage, note, created_by, created_at, is_own, status } = suggestion;
  const nameOf = usePersonName(workspace);
  const { accept, undo, withdraw } = useChanges(workspace, spark_id);
  const by = is_own ? words.own : words.by(nameOf(created_by));
  // By their own promises: the card leaves with what was decided, and what is told to `mutate` leaves with it.
  const takeBack = () => {
    undo.mutateAsync(id).catch((error) => toast.problem(words.notUndone, { detail: problemOf(error).message }));
  };
  const onAccept = () =>
    accept.mutateAsync(id).then(
      () => toast.done(words.accepted, { undo: takeBack }),
      (error) => toast.problem(words.notAccepted, { detail: problemOf(error).message }),
    );
  const onWithdraw = () =>
    withdraw.mutateAsync(id).then(
      () => toast.done(words.withdrawn),
      (error) => toast.problem(words.notWithdrawn, { detail: problemOf(error).message }),
    );
  return (
    <article
      aria-label={`${by}: ${passage.words}`}
      aria-current={isCurrent || undefined}
      className={cx(
        'flex flex-col gap-2.5 rounded-xl border bg-surface p-3.5 text-base',
        isCurrent && 'border-accent outline outline-accent',
      )}
    >
      <p className="text-sm">
        <span className="font-medium">{by}</span>{' '}
        <span className="text-muted">
          <RelativeTime value={created_at} />
        </span>
      </p>
      <button
        type="button"
        aria-expanded={isCurrent}
        className="border-s-2 border-changed ps-2.5 text-start"
        onClick={onOpen}
      >
        <span className="sr-only">{words.goTo(passage.quote)} </span>
        <WordDifference before={passage.quote} after={passage.words} isWhole={isCurrent} />
      </button>
      {note && (
        <p dir="auto" className="text-muted wrap-anywhere">
          {note}
        </p>
      )}
      {(!isThere || status === 'stale') && (
        <p className="flex items-center gap-1.5 text-sm text-muted">
          <Info aria-hidden className="size-3.5 shrink-0" />
          {words.stale}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        {mayAccept && (
          <Button size="sm" icon={<Check />} isPending={accept.isPending} onPress={onAccept}>
            {words.accept}
          </Button>
        )}
        {is_own && (
          <Button size="sm" isPending={withdraw.isPending} onPress={onWithdraw}>
            {words.withdraw}
          </Button>
        )}
        <LinkButton size="sm" variant="quiet" href={inWorkspace(workspace).review({ id, show: 'all' })}>
          {words.open}
        </LinkButton>
      </div>
    </article>
  );
}

/** What differs between two stretches of words. */
function WordDifference({ before, after, isWhole }: { before: string; after: string; isWhole: boolean }) {
  const parts = useMemo(() => joinedWords(diffWordsWithSpace(before, after)), [before, after]);
  return (
    <span dir="auto" className={cx('wrap-anywhere', !isWhole && 'line-clamp-6')}>
      {parts.map((part, nth) => {
        const key = `${nth} ${part.value}`;
        if (part.removed)
          return (
            <del key={key} className="bg-blocked-soft text-blocked">
              {part.value}
            </del>
          );
        if (part.added)
          return (
            <ins key={key} className="bg-published-soft text-published no-underline">
              {part.value}
            </ins>
          );
        return <span key={key}>{part.value}</span>;
      })}
    </span>
  );
}
