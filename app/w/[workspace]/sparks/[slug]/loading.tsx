import { Loading, Skeleton, TextSkeleton } from '#components/ui/skeleton.tsx';

export default function SparkLoading() {
  return (
    <Loading className="flex min-h-0 flex-1 flex-col">
      <div className="flex h-12 shrink-0 items-center gap-3 border-b px-4">
        <Skeleton className="h-3.5 w-24" />
        <Skeleton className="h-3.5 w-40" />
      </div>
      <div className="flex flex-col gap-5 border-b px-4 pt-5 pb-3 md:px-8">
        <Skeleton className="h-6 w-80 max-w-full" />
        <div className="flex gap-4">
          {['w-14', 'w-20', 'w-12', 'w-16'].map((width) => (
            <Skeleton key={width} className={`h-4 ${width}`} />
          ))}
        </div>
      </div>
      <div className="mx-auto w-full max-w-xl px-4 py-8">
        <TextSkeleton lines={9} />
      </div>
    </Loading>
  );
}
