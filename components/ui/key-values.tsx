import type { ReactNode } from 'react';
import { cx } from './cx.tsx';

export interface KeyValue {
  key: string;
  value: ReactNode;
  numeric?: boolean;
}

/** Facts about one thing. What has no value is left out by the caller or shown as a dash here. */
export function KeyValues({
  items,
  stacked,
  className,
}: {
  items: readonly KeyValue[];
  stacked?: boolean;
  className?: string;
}) {
  return (
    <dl className={cx('text-sm', className)}>
      {items.map(({ key, value, numeric }) => (
        <div
          key={key}
          className={cx(
            'border-b py-1.5 last:border-b-0',
            stacked ? 'flex flex-col' : 'grid grid-cols-[minmax(6rem,2fr)_3fr] items-baseline gap-3',
          )}
        >
          <dt className="text-muted">{key}</dt>
          <dd dir="auto" className={cx('min-w-0 break-words text-ink', numeric && 'text-end tabular-nums')}>
            {value === null || value === undefined || value === '' ? <span className="text-faint">–</span> : value}
          </dd>
        </div>
      ))}
    </dl>
  );
}
