'use client';

import type { ReactNode } from 'react';
import {
  Tooltip as AriaTooltip,
  type TooltipProps as AriaTooltipProps,
  TooltipTrigger,
} from 'react-aria-components/Tooltip';
import { Kbd } from './kbd.tsx';

export interface TooltipProps {
  /** What the thing does, in a few words. */
  content: ReactNode;
  shortcut?: string;
  placement?: AriaTooltipProps['placement'];
  delay?: number;
  /** One focusable React Aria element. */
  children: ReactNode;
}

export function Tooltip({ content, shortcut, placement = 'bottom', delay = 500, children }: TooltipProps) {
  return (
    <TooltipTrigger delay={delay} closeDelay={80}>
      {children}
      <AriaTooltip
        placement={placement}
        offset={6}
        className="fades z-50 flex max-w-72 items-center gap-2 rounded-md bg-ink px-2 py-1 text-xs text-surface shadow-float"
      >
        {content}
        {shortcut && <Kbd keys={shortcut} inverted />}
      </AriaTooltip>
    </TooltipTrigger>
  );
}
