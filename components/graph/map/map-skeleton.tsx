import { cx } from '#components/ui/cx.tsx';
import { Loading, Skeleton } from '#components/ui/skeleton.tsx';

const STEPS = [['w-96'], ['w-72', 'w-72', 'w-72'], ['w-96', 'w-96']];

/** Cards in steps, as they will stand. */
export function MapSkeleton() {
  return (
    <Loading className="flex size-full flex-col items-center gap-13 overflow-hidden bg-canvas px-6 py-5">
      {STEPS.map((cards, step) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bars that never change.
        <div key={step} className="flex w-full justify-center gap-4 max-md:flex-col">
          {cards.map((width, card) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: bars that never change.
            <Skeleton key={card} className={cx('h-26 rounded-lg max-md:w-full', width)} />
          ))}
        </div>
      ))}
    </Loading>
  );
}
