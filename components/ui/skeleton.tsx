import { cx } from './cx.tsx';
import { uiText } from './text.ts';

const pulse = 'block animate-[breathe_1.8s_ease-in-out_infinite] rounded-sm bg-pressed';

/** One grey bar; its size comes from `className`. Screen readers hear the frame around it, not the bar. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cx(pulse, className)} />;
}

/** A frame that says once that something is loading. */
export function Loading({
  label = uiText.loading,
  className,
  children,
}: {
  label?: string;
  className?: string;
  children: React.ReactNode;
}) {
  return (
    <div role="status" className={className}>
      <span className="sr-only">{label}</span>
      {children}
    </div>
  );
}

const LINE_WIDTHS = ['w-11/12', 'w-full', 'w-10/12', 'w-full', 'w-8/12'];

export function TextSkeleton({ lines = 5 }: { lines?: number }) {
  return (
    <Loading className="flex flex-col gap-3 py-1">
      {Array.from({ length: lines }, (_, line) => line).map((line) => (
        <Skeleton key={line} className={cx('h-3.5', LINE_WIDTHS[line % LINE_WIDTHS.length])} />
      ))}
    </Loading>
  );
}

/** A field and its button, for a form that is fetched when its dialog opens. */
export function FormSkeleton() {
  return (
    <Loading className="flex flex-col gap-4 py-1">
      <Skeleton className="h-3.5 w-24" />
      <Skeleton className="h-8 w-full" />
      <Skeleton className="h-8 w-28" />
    </Loading>
  );
}

export function TableSkeleton({ rows = 8, columns = 4 }: { rows?: number; columns?: number }) {
  return (
    <Loading>
      <div className="h-8 border-b" />
      {Array.from({ length: rows }, (_, row) => row).map((row) => (
        <div key={row} className="flex h-9 items-center gap-6 border-b px-3">
          <Skeleton className={cx('h-3', row % 3 === 0 ? 'w-1/3' : row % 3 === 1 ? 'w-2/5' : 'w-1/4')} />
          <span className="flex-1" />
          {Array.from({ length: columns - 1 }, (_, column) => column).map((column) => (
            <Skeleton key={column} className="h-3 w-14" />
          ))}
        </div>
      ))}
    </Loading>
  );
}

export function TreeSkeleton({ rows = 10 }: { rows?: number }) {
  return (
    <Loading className="p-1">
      {Array.from({ length: rows }, (_, row) => row).map((row) => (
        <div
          key={row}
          className="flex h-7.5 items-center gap-2"
          style={{ paddingInlineStart: 8 + (row % 4 === 0 ? 0 : row % 4 === 1 ? 16 : 32) }}
        >
          <Skeleton className="size-4" />
          <Skeleton className={cx('h-3', row % 3 === 0 ? 'w-28' : row % 3 === 1 ? 'w-40' : 'w-32')} />
        </div>
      ))}
    </Loading>
  );
}

/** The shape of a list of entries: what was imported, changed, thrown away. */
export function LogSkeleton() {
  return (
    <Loading className="flex flex-col border-t">
      {['w-2/5', 'w-1/3', 'w-1/2', 'w-1/4'].map((width) => (
        <div key={width} className="flex h-18 flex-col justify-center gap-2.5 border-b px-2">
          <Skeleton className={`h-4 ${width}`} />
          <Skeleton className="h-3 w-3/5" />
        </div>
      ))}
    </Loading>
  );
}
