import { Loading, Skeleton } from '#components/ui/skeleton.tsx';

export function HomeSkeleton() {
  return (
    <Loading className="flex flex-col gap-8">
      <div className="grid gap-12 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex flex-col gap-5">
          {['w-1/3', 'w-1/2'].map((width) => (
            <div key={width} className="flex gap-3.5 border-t pt-4">
              <Skeleton className="size-8 rounded-full" />
              <div className="flex flex-1 flex-col gap-2.5">
                <Skeleton className={`h-4 ${width}`} />
                <Skeleton className="h-3.5 w-2/3" />
              </div>
            </div>
          ))}
        </div>
        <div className="flex flex-col gap-4 border-t pt-4">
          <Skeleton className="h-3.5 w-2/3" />
          <Skeleton className="h-3.5 w-1/2" />
          <Skeleton className="h-3.5 w-3/5" />
        </div>
      </div>
    </Loading>
  );
}
