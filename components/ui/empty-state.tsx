import type { ReactNode } from 'react';
import { cx } from './cx.tsx';
import { Drawing, type DrawingName } from './drawings.tsx';

export interface EmptyStateProps {
  drawing?: DrawingName;
  /** What would be here, in a few words. */
  title: string;
  /** One sentence that teaches. */
  children?: ReactNode;
  /** One action. */
  action?: ReactNode;
  compact?: boolean;
}

export function EmptyState({ drawing, title, children, action, compact }: EmptyStateProps) {
  return (
    <div
      className={cx('flex flex-col items-center gap-3 px-6 text-center whitespace-normal', compact ? 'py-6' : 'py-14')}
    >
      {drawing && !compact && <Drawing name={drawing} />}
      <div className="flex max-w-sm flex-col gap-1">
        <p className="text-base font-medium text-ink">{title}</p>
        {children && <p className="text-base text-balance text-muted">{children}</p>}
      </div>
      {action && <div className="pt-1">{action}</div>}
    </div>
  );
}
