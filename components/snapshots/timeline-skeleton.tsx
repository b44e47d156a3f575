import { Loading, Skeleton } from '#components/ui/skeleton.tsx';

export function TimelineSkeleton() {
  return (
    <Loading className="flex max-w-4xl flex-col">
      {[0, 1, 2, 3].map((row) => (
        <div key={row} className="relative flex flex-col gap-2.5 py-4 ps-12 sm:ps-14">
          <Skeleton className="absolute start-1 top-4.5 size-3 rounded-full" />
          <div className="flex gap-3">
            <Skeleton className="h-4 w-28" />
            {row > 0 && <Skeleton className="h-4 w-16 rounded-full" />}
          </div>
          {row > 0 && <Skeleton className="h-3.5 w-2/3" />}
        </div>
      ))}
    </Loading>
  );
}
