import { useNumber } from '#components/ui/number.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import type { MapLevel, MapNeighbour } from '#lib/graph/core/map/level.ts';
import { MapLink } from './map-link.tsx';
import { mapText } from './text.ts';

export interface MapBesideProps {
  workspace: string;
  level: Pick<MapLevel, 'before' | 'after'>;
  goTo: (at: string | null) => void;
}

/** What the open trail or concept comes after and leads to: the ways to its side. */
export function MapBeside({ workspace, level, goTo }: MapBesideProps) {
  const { before, after } = level;
  if (before.length + after.length === 0) return null;
  const side = (label: string, neighbours: readonly MapNeighbour[]) =>
    neighbours.length > 0 && (
      <div className="flex flex-wrap items-center gap-1.5">
        <span className="text-sm text-muted">{label}</span>
        <ul aria-label={label} className="contents">
          {neighbours.map((neighbour) => (
            <li key={neighbour.at} className="max-w-full">
              <Chip neighbour={neighbour} workspace={workspace} goTo={goTo} />
            </li>
          ))}
        </ul>
      </div>
    );
  return (
    <div className="flex flex-wrap gap-x-6 gap-y-2 pb-5">
      {side(mapText.comesAfter, before)}
      {side(mapText.leadsTo, after)}
    </div>
  );
}

function Chip({ neighbour, workspace, goTo }: Omit<MapBesideProps, 'level'> & { neighbour: MapNeighbour }) {
  const number = useNumber();
  const { title, at, count } = neighbour;
  return (
    <MapLink
      href={inWorkspace(workspace).mapped(at)}
      onGo={() => goTo(at)}
      className="flex max-w-72 items-center gap-2 rounded-full border border-line-strong px-2.5 py-0.5 text-sm text-ink hover:bg-hover"
    >
      <span dir="auto" className="truncate">
        {title || mapText.rest}
      </span>
      <span className="text-muted tabular-nums">{number(count)}</span>
    </MapLink>
  );
}
