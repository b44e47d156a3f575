import { Loading, Skeleton } from './skeleton.tsx';

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
