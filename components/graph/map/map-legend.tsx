import { useNumber } from '#components/ui/number.tsx';
import type { MapLevel } from '#lib/graph/core/map/level.ts';
import { mapText } from './text.ts';

/** What the lines and bars of a level mean, and what is not drawn. */
export function MapLegend({ level, isCompact }: { level: MapLevel; isCompact: boolean }) {
  const number = useNumber();
  const { implied, against, bundles } = level;
  if (bundles.length === 0) return null;
  return (
    <p className="floats absolute start-3 bottom-3 flex gap-4 rounded-lg px-3 py-2 text-xs text-muted max-md:hidden">
      <span className="flex items-center gap-2">
        <span aria-hidden className="h-0.75 w-5 rounded-full bg-link-prerequisite" />
        {mapText.learnedBefore}
      </span>
      {isCompact ? (
        <span>{mapText.pointAt}</span>
      ) : (
        <>
          {implied.length > 0 && <bdi>{mapText.implied(number(implied.length), implied.length)}</bdi>}
          <span>{mapText.bar}</span>
        </>
      )}
      {against.length > 0 && <bdi>{mapText.against(number(against.length), against.length)}</bdi>}
    </p>
  );
}
