import { cx } from '#components/ui/cx.tsx';
import { Loading, Skeleton } from '#components/ui/skeleton.tsx';
import { MapSkeleton } from './map/map-skeleton.tsx';

const COLUMNS = [
  ['w-40', 'w-44', 'w-36'],
  ['w-44', 'w-40'],
  ['w-36', 'w-44', 'w-40', 'w-44'],
  ['w-44', 'w-36'],
];

/** Cards in columns, as they will stand. */
export function CanvasSkeleton() {
  return (
    <Loading className="flex size-full items-center justify-center gap-16 overflow-hidden bg-canvas px-8">
      {COLUMNS.map((cards, column) => (
        <div key={cards.join()} className={cx('flex flex-col gap-6', column > 1 && 'max-md:hidden')}>
          {cards.map((width, card) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: bars that never change.
            <Skeleton key={card} className={cx('h-14 rounded-lg', width)} />
          ))}
        </div>
      ))}
    </Loading>
  );
}

/** The page before anything of it is known: most often it is the map that is asked for. */
export function GraphLoading() {
  return (
    <>
      <div className="flex h-12 shrink-0 items-center gap-3 border-b px-4">
        <Skeleton className="h-3.5 w-24" />
        <Skeleton className="h-3.5 w-20" />
      </div>
      <main className="flex min-h-0 flex-1 flex-col overflow-hidden">
        <div className="flex h-12 shrink-0 items-center gap-3 border-b px-3">
          <Skeleton className="h-7 w-36 rounded-lg" />
          <Skeleton className="h-7 w-48 rounded-lg" />
        </div>
        <div className="min-h-0 flex-1">
          <MapSkeleton />
        </div>
      </main>
    </>
  );
}
