'use client';

import {
  AtSign,
  CircleX,
  Eye,
  History,
  Inbox,
  type LucideIcon,
  MessageSquare,
  OctagonX,
  RefreshCw,
  Timer,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from '#components/ui/cx.tsx';
import type { Wait } from '#lib/home/core/work.ts';

const LOOKS: Record<Wait['what'], { icon: LucideIcon; ink: string }> = {
  question: { icon: AtSign, ink: 'bg-sunken text-muted' },
  answered: { icon: MessageSquare, ink: 'bg-sunken text-muted' },
  rejected: { icon: CircleX, ink: 'bg-blocked-soft text-blocked' },
  assigned: { icon: Inbox, ink: 'bg-draft-soft text-draft' },
  deciding: { icon: Timer, ink: 'bg-sunken text-muted' },
  stale: { icon: History, ink: 'bg-stale-soft text-stale' },
  review: { icon: Inbox, ink: 'bg-draft-soft text-draft' },
  marked: { icon: Eye, ink: 'bg-changed-soft text-changed' },
  blocked: { icon: OctagonX, ink: 'bg-blocked-soft text-blocked' },
  pending: { icon: RefreshCw, ink: 'bg-changed-soft text-changed' },
};

export interface WaitsProps {
  what: Wait['what'];
  title: string;
  /** Somebody's own words. */
  quote?: string | null;
  why?: ReactNode;
  action: ReactNode;
}

/** One thing that waits: what it is, and the one thing to do about it. */
export function Waits({ what, title, quote, why, action }: WaitsProps) {
  const { icon: Icon, ink } = LOOKS[what];
  return (
    <li className="flex gap-3 border-t py-3.5">
      <span className={cx('flex size-7 shrink-0 items-center justify-center rounded-full', ink)}>
        <Icon aria-hidden className="size-4" />
      </span>
      <div className="flex min-w-0 flex-1 flex-wrap items-start gap-x-4 gap-y-2">
        <div className="flex min-w-0 flex-1 basis-56 flex-col gap-0.5">
          <h3 dir="auto" className="font-medium wrap-anywhere">
            {title}
          </h3>
          {quote && (
            <p dir="auto" className="line-clamp-2 font-serif wrap-anywhere italic">
              “{quote}”
            </p>
          )}
          {why && <p className="text-sm wrap-anywhere text-muted">{why}</p>}
        </div>
        {action}
      </div>
    </li>
  );
}
