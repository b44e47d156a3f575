import type { ReactNode } from 'react';
import { OwnerBadge, type RuleOwner } from '../owner-badge.tsx';

interface LineRowProps {
  label: string;
  /** The control, or what holds as a sentence. */
  children: ReactNode;
  /** What would hold otherwise, or who says it. */
  note?: ReactNode;
  owner: RuleOwner | null;
  action?: ReactNode;
}

/** One line, one rule, one owner. */
export function LineRow({ label, children, note, owner, action }: LineRowProps) {
  return (
    <li className="grid items-center gap-x-4 gap-y-1.5 border-b py-2.5 sm:grid-cols-[8.5rem_minmax(0,1fr)_auto] xl:grid-cols-[8.5rem_minmax(0,1fr)_10rem_10.5rem]">
      <span dir="auto" className="text-sm break-words text-muted">
        {label}
      </span>
      <div className="flex min-w-0 flex-col gap-0.5">
        {children}
        {note && <span className="text-sm break-words text-muted">{note}</span>}
      </div>
      <span className="flex items-center justify-between gap-3 sm:justify-end xl:contents">
        <span>{owner && <OwnerBadge {...owner} />}</span>
        <span className="flex justify-end">{action}</span>
      </span>
    </li>
  );
}
