import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './cx.tsx';

export interface ProblemNoticeProps {
  /** What happened. */
  title: string;
  /** Why. */
  why?: ReactNode;
  /** What to do now: a sentence, buttons, or both. */
  next?: ReactNode;
  actions?: ReactNode;
  tone?: 'problem' | 'warning' | 'note';
  /** Facts for someone who will be asked: a code, a reference. */
  detail?: string;
  className?: string;
}

const LOOKS = {
  problem: { icon: CircleAlert, box: 'bg-danger-soft', ink: 'text-danger-text' },
  warning: { icon: TriangleAlert, box: 'bg-draft-soft', ink: 'text-draft' },
  note: { icon: Info, box: 'bg-changed-soft', ink: 'text-changed' },
};

export function ProblemNotice(props: ProblemNoticeProps) {
  const { title, why, next, actions, tone = 'problem', detail, className } = props;
  const { icon: Icon, box, ink } = LOOKS[tone];
  return (
    <div
      role={tone === 'problem' ? 'alert' : 'status'}
      className={cx('flex items-start gap-3 rounded-lg px-4 py-3', box, className)}
    >
      <Icon aria-hidden className={cx('mt-0.5 size-4 shrink-0', ink)} />
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <p className={cx('font-medium', ink)}>{title}</p>
        {why && <p className="text-ink">{why}</p>}
        {next && <div className="text-muted">{next}</div>}
        {detail && <p className="font-mono text-xs break-all text-muted">{detail}</p>}
        {actions && <div className="flex flex-wrap gap-2 pt-1.5">{actions}</div>}
      </div>
    </div>
  );
}
