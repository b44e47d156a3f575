'use client';

import { type MouseEvent, memo, useId } from 'react';
import { baseText } from '#components/base/text.ts';
import { useGo } from '#components/shell/leave-guard.tsx';
import { cx } from '#components/ui/cx.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import type { MapCard } from '#lib/graph/core/map/level.ts';
import { MapLink } from './map-link.tsx';
import { mapText } from './text.ts';

export interface MapCardViewProps {
  workspace: string;
  card: MapCard;
  number: number;
  /** `full` shows what is inside, `compact` is one line. */
  size: 'full' | 'low' | 'compact' | 'list';
  /** Share of the longest card of the level, 0 to 1. */
  share: number;
  /** Titles of what it is linked with on this level. */
  before: string[];
  after: string[];
  /** How it stands to the card that is lit; null while none is. */
  standing: 'lit' | 'before' | 'after' | 'other' | null;
  /** Others of the level are published, this one is not. */
  isDraft: boolean;
  goTo: (at: string | null) => void;
  onMenu: (number: number, event: MouseEvent<HTMLElement>) => void;
}

/** Names of what is inside, as many as two lines may hold. */
const NAMED = 12;
/** So many names of what comes before stand in a list. */
const AFTER = 3;

/** A trail or concept to open, or a spark to go to. */
export const MapCardView = memo(function MapCardView(props: MapCardViewProps) {
  const { workspace, card, number, size, share, standing, goTo, onMenu } = props;
  const go = useGo();
  const ids = useId();
  const studio = inWorkspace(workspace);
  const href = card.at === null ? studio.spark(card.slug) : studio.mapped(card.at);
  const isCompact = size === 'compact';
  const label = standing === 'before' ? mapText.isBefore : standing === 'after' ? mapText.isAfter : null;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the link within takes the menu key as well, whose event comes up to here.
    <div
      onContextMenu={(event) => onMenu(number, event)}
      data-card={number}
      className={cx(
        'relative flex size-full overflow-hidden rounded-lg border border-line-strong bg-raised text-ink transition-opacity duration-quick',
        'hover:border-field-line has-focus-visible:outline-2 has-focus-visible:outline-focus',
        isCompact ? 'items-center gap-2 px-2.5' : 'flex-col px-3 py-2',
        card.id === null && 'border-dashed bg-transparent',
        standing === 'lit' && 'border-accent shadow-[0_0_0_1px_var(--accent)]',
        // Not the card itself: lines that pass behind it would show through.
        standing === 'other' && 'border-line *:opacity-45',
      )}
    >
      <MapLink
        href={href}
        onGo={() => (card.at === null ? go(href) : goTo(card.at))}
        aria-describedby={`${ids}-about`}
        dir="auto"
        className={cx(
          // All of the card is pressed as its title is, and heard as two things: what it is, and what is known of it.
          'min-w-0 text-start outline-none after:absolute after:inset-0',
          size === 'list' || size === 'low' ? 'line-clamp-2' : 'truncate',
          isCompact ? 'flex-1 text-sm font-medium' : 'text-base font-semibold',
        )}
      >
        {card.title || mapText.rest}
      </MapLink>
      {size === 'full' && (
        <span aria-hidden dir="auto" className="line-clamp-2 text-start text-xs text-muted">
          {card.names.slice(0, NAMED).join(' · ')}
        </span>
      )}
      {label && isCompact && <span className="shrink-0 text-xs font-medium text-accent-text">{label}</span>}
      <About {...props} id={`${ids}-about`} />
      {!isCompact && card.mins > 0 && (
        <span aria-hidden className="absolute inset-x-0 bottom-0 h-0.75 bg-sunken">
          <span className="block h-full bg-accent" style={{ width: `${Math.max(1, share * 100)}%` }} />
        </span>
      )}
    </div>
  );
});

function About({ id, card, size, before, after, isDraft }: MapCardViewProps & { id: string }) {
  const write = useNumber();
  const isCompact = size === 'compact';
  const isSpark = card.at === null;
  return (
    <span
      id={id}
      className={cx(
        'flex text-xs text-muted tabular-nums',
        isCompact ? 'shrink-0' : 'mt-auto min-w-0 flex-wrap gap-x-2.5',
      )}
    >
      {!isSpark && (
        <span dir="auto" className={cx(isCompact && 'sr-only')}>
          {mapText.lessons(write(card.spark_count), card.spark_count)}
        </span>
      )}
      {card.mins > 0 && <span dir="auto">{baseText.minutes(card.mins, write)}</span>}
      {isDraft && <span className="text-draft">{mapText.draft}</span>}
      {before.length > 0 && (
        <span dir="auto" className={cx(size === 'list' ? 'basis-full truncate' : 'sr-only')}>
          {mapText.after(size === 'list' ? before.slice(0, AFTER) : before)}
        </span>
      )}
      {after.length > 0 && (
        <span dir="auto" className="sr-only">
          {mapText.before(after)}
        </span>
      )}
    </span>
  );
}
