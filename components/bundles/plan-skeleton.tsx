import { Loading, Skeleton } from '#components/ui/skeleton.tsx';
import { bundlesText } from './text.ts';

/** A plan while it is made again. */
export function PlanSkeleton() {
  return (
    <Loading label={bundlesText.planning} className="flex flex-col gap-8">
      <div className="grid gap-12 lg:grid-cols-2">
        <div className="flex flex-col gap-4">
          <div className="grid grid-cols-2 gap-6 sm:grid-cols-4">
            {['a', 'b', 'c', 'd'].map((key) => (
              <Skeleton key={key} className="h-13" />
            ))}
          </div>
          <Skeleton className="h-2 rounded-full" />
        </div>
        <div className="flex flex-col gap-4 pt-2">
          {['a', 'b', 'c', 'd', 'e'].map((key) => (
            <Skeleton key={key} className="h-3.5" />
          ))}
        </div>
      </div>
      <LinesSkeleton />
    </Loading>
  );
}

/** Lines of a plan while they are read. */
export function LinesSkeleton() {
  return (
    <div className="flex flex-col border-t">
      {['w-1/3', 'w-2/5', 'w-1/4', 'w-1/2'].map((width) => (
        <div key={width} className="flex h-10 items-center gap-3 border-b px-2">
          <Skeleton className="size-4" />
          <Skeleton className={`h-3 ${width}`} />
        </div>
      ))}
    </div>
  );
}
