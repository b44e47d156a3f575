import { Loading, Skeleton } from '#components/ui/skeleton.tsx';

export default function PreviewLoading() {
  return (
    <Loading className="flex h-dvh flex-col">
      <div className="h-11 shrink-0 border-b bg-sunken" />
      <div className="mx-auto flex w-full max-w-[45.5rem] flex-col gap-4 px-6 py-6">
        <Skeleton className="h-1 w-full" />
        <Skeleton className="h-8 w-3/4" />
        {['a', 'b', 'c', 'd'].map((line) => (
          <Skeleton key={line} className="h-13 w-full" />
        ))}
      </div>
    </Loading>
  );
}
