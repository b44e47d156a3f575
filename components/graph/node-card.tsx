'use client';

import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { memo } from 'react';
import { Button } from 'react-aria-components/Button';
import { cx } from '#components/ui/cx.tsx';
import { StateBadge } from '#components/ui/state-badge.tsx';
import { CARD, FRAME } from '#lib/graph/core/layout.ts';
import { graphText } from './text.ts';

export interface CardData extends Record<string, unknown> {
  title: string;
  isPublished: boolean;
  difficulty: string | null;
  mins: number;
  isChosen: boolean;
  isDim: boolean;
  /** While a link is drawn: it cannot lead here. */
  isImpossible: boolean;
  canLink: boolean;
}
export type CardNode = Node<CardData, 'card'>;

/** One spark or concept, once one is near enough to read it. */
export const NodeCard = memo(function NodeCard({ data }: NodeProps<CardNode>) {
  const { title, isPublished, difficulty, mins, isChosen, isDim, isImpossible, canLink } = data;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a card is a group of what it says, not of fields.
    <div
      role="group"
      aria-label={title}
      data-impossible={isImpossible || undefined}
      style={{ width: CARD.width, height: CARD.height }}
      className={cx(
        'flex flex-col justify-between rounded-lg border px-2.5 py-2 transition-[opacity,box-shadow] duration-quick',
        isPublished ? 'bg-surface' : 'bg-draft-soft',
        isChosen ? 'border-focus shadow-[0_0_0_1px_var(--focus)]' : 'border-line-strong hover:border-field-line',
        (isImpossible || isDim) && 'opacity-30',
      )}
    >
      <p
        dir="auto"
        title={title}
        className="line-clamp-2 text-start text-sm leading-[1.3] font-medium text-ink wrap-break-word"
      >
        {title}
      </p>
      <p className="flex min-w-0 items-center gap-1.5 text-xs text-muted">
        <StateBadge state={isPublished ? 'published' : 'draft'} size="sm" />
        <span className="truncate tabular-nums">
          {difficulty
            ? `${graphText.mins(mins)} · ${graphText.difficulty[difficulty] ?? difficulty}`
            : graphText.mins(mins)}
        </span>
      </p>
      <Handle type="target" position={Position.Left} isConnectable={canLink} title={graphText.dragBefore} />
      <Handle type="source" position={Position.Right} isConnectable={canLink} title={graphText.dragAfter} />
    </div>
  );
});

export interface HeadData extends Record<string, unknown> {
  title: string;
  count: number;
  width: number;
  isFolded: boolean;
  onFold: () => void;
}
export type HeadNode = Node<HeadData, 'head'>;

/** The head of a frame: its name, by which all of it can be carried, and the button that folds it. */
export const FrameHead = memo(function FrameHead({ data }: NodeProps<HeadNode>) {
  const { title, count, width, isFolded, onFold } = data;
  const Icon = isFolded ? ChevronRight : ChevronDown;
  return (
    <div style={{ width, height: FRAME.head }} className="flex items-center gap-1 ps-2 pe-4 text-base">
      <Button
        aria-label={isFolded ? graphText.unfold(title) : graphText.fold(title)}
        onPress={onFold}
        className="nodrag nopan flex size-6 shrink-0 cursor-default items-center justify-center rounded-md text-muted data-hovered:bg-hover data-hovered:text-ink [&_svg]:size-4"
      >
        <Icon aria-hidden className="rtl:rotate-180" />
      </Button>
      <span dir="auto" title={title} className="truncate font-semibold text-ink">
        {title}
      </span>
      <span className="shrink-0 text-sm text-faint tabular-nums">{count}</span>
    </div>
  );
});
