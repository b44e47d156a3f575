'use client';

import { Plus } from 'lucide-react';
import { Button as PlainButton } from 'react-aria-components/Button';
import { Button } from '#components/ui/button.tsx';
import { cx } from '#components/ui/cx.tsx';
import { useNumber } from '#components/ui/number.tsx';
import type { Evidence, Suggestion } from '#lib/graph/core/suggest.ts';
import { useGraph } from '../context.tsx';
import { panelsText } from './text.ts';

export interface SuggestionCardProps {
  suggestion: Suggestion;
  isShown: boolean;
  isBusy: boolean;
  onShow: () => void;
  /** Left out where nobody may write. */
  onAccept?: () => void;
  onDismiss?: () => void;
}

/** A likely link with what speaks for it. */
export function SuggestionCard({ suggestion, isShown, isBusy, onShow, onAccept, onDismiss }: SuggestionCardProps) {
  const { node } = useGraph();
  const source = node(suggestion.source_id)?.title ?? '';
  const target = node(suggestion.target_id)?.title ?? '';
  return (
    <li className={cx('flex flex-col border-t', isShown && 'bg-accent-soft')}>
      <PlainButton
        aria-pressed={isShown}
        onPress={onShow}
        className="flex w-full cursor-default flex-col gap-0.5 px-4 pt-2.5 pb-1 text-start data-hovered:bg-hover data-focus-visible:-outline-offset-2"
      >
        <span dir="auto" className="text-title w-full leading-snug font-medium break-words">
          {source}
        </span>
        <span className="flex w-full min-w-0 items-start gap-1.5">
          <span aria-hidden className="text-faint">
            →
          </span>
          <span className="sr-only">{panelsText.before}</span>
          <span dir="auto" className="text-title min-w-0 leading-snug font-medium break-words">
            {target}
          </span>
        </span>
      </PlainButton>
      <ul className="flex flex-col gap-2 px-4 py-1">
        {suggestion.evidence.map((evidence) => (
          <Why key={evidence.term} evidence={evidence} />
        ))}
      </ul>
      {(onAccept || onDismiss) && (
        <div className="flex flex-wrap gap-1.5 px-4 pt-1 pb-3">
          {onAccept && (
            <Button
              size="sm"
              icon={<Plus />}
              isDisabled={isBusy}
              aria-label={panelsText.suggestions.acceptLabel(source, target)}
              onPress={onAccept}
            >
              {panelsText.suggestions.accept}
            </Button>
          )}
          {onDismiss && (
            <Button
              size="sm"
              variant="quiet"
              isDisabled={isBusy}
              aria-label={panelsText.suggestions.dismissLabel(source, target)}
              onPress={onDismiss}
            >
              {panelsText.suggestions.dismiss}
            </Button>
          )}
        </div>
      )}
    </li>
  );
}

/** A term that the one introduces and the other uses, with the first place where it does. */
function Why({ evidence: { term, introduced_in, count, passages } }: { evidence: Evidence }) {
  const write = useNumber();
  const [first] = passages;
  return (
    <li className="flex flex-col gap-0.5 text-sm">
      <span className="text-faint">
        <span dir="auto" className="font-medium text-ink">
          {first?.term ?? term}
        </span>{' '}
        · {panelsText.suggestions.from[introduced_in]}, {panelsText.suggestions.used(count, write(count))}
      </span>
      {first && (
        <q dir="auto" className="border-s-2 border-line-strong ps-2 break-words text-muted [quotes:none]">
          {first.before}
          <mark className="rounded-xs bg-draft-soft font-medium text-ink">{first.term}</mark>
          {first.after}
        </q>
      )}
    </li>
  );
}
