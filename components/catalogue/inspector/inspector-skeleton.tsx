import { Loading, Skeleton } from '#components/ui/skeleton.tsx';

/** The shape of the form while it comes. */
export function InspectorSkeleton() {
  return (
    <Loading className="flex flex-col gap-5 p-4">
      {(['h-8', 'h-20', 'h-9', 'h-10'] as const).map((height) => (
        <div key={height} className="flex flex-col gap-1.5">
          <Skeleton className="h-3.5 w-20" />
          <Skeleton className={`w-full ${height}`} />
        </div>
      ))}
    </Loading>
  );
}
