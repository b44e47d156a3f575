import { Loading, Skeleton } from '#components/ui/skeleton.tsx';
import { searchText } from './text.ts';

export function ResultsSkeleton() {
  return (
    <Loading label={searchText.searching} className="flex flex-col">
      <Skeleton className="mt-3.5 h-3.5 w-20" />
      {['w-1/3', 'w-2/5', 'w-1/4', 'w-1/2', 'w-1/3'].map((width, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: grey bars never move.
        <div key={at} className="flex gap-3 border-b py-4">
          <Skeleton className="size-4 shrink-0" />
          <div className="flex flex-1 flex-col gap-2.5">
            <Skeleton className={`h-4 ${width}`} />
            <Skeleton className="h-3 w-56" />
            <Skeleton className="h-3 w-full max-w-prose" />
          </div>
        </div>
      ))}
    </Loading>
  );
}
