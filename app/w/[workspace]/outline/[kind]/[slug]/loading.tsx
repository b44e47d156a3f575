import { Loading, Skeleton } from '#components/ui/skeleton.tsx';

export default function EntityLoading() {
  return (
    <Loading className="mx-auto flex max-w-3xl flex-col gap-6 px-4 py-6 md:px-8">
      <div className="flex flex-col gap-3">
        <Skeleton className="h-3.5 w-24" />
        <Skeleton className="h-7 w-3/5" />
        <Skeleton className="h-3.5 w-4/5" />
      </div>
      <div className="flex flex-col gap-px">
        {[0, 1, 2, 3, 4, 5].map((row) => (
          <div key={row} className="flex h-11 items-center gap-4 border-b">
            <Skeleton className={row % 2 ? 'h-3.5 w-2/5' : 'h-3.5 w-1/2'} />
            <span className="flex-1" />
            <Skeleton className="h-3.5 w-16" />
            <Skeleton className="h-3.5 w-10" />
          </div>
        ))}
      </div>
    </Loading>
  );
}
