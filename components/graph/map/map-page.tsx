'use client';

import { useCallback, useMemo, useRef, useState } from 'react';
import { QueryProblem } from '#components/base/problem.tsx';
import { useUrlState } from '#components/base/url-state.tsx';
import { useShortcuts } from '#components/shell/shortcuts.tsx';
import { LinkButton } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { outOf, writePlace } from '#lib/graph/core/map/place.ts';
import { readGraph } from '../address.ts';
import { graphText } from '../text.ts';
import { MapLevelView } from './map-level-view.tsx';
import { MapSkeleton } from './map-skeleton.tsx';
import { MapToolbar } from './map-toolbar.tsx';
import { mapText } from './text.ts';
import { type MapData, useMap } from './use-map.ts';

/** The course as one learns it: a level at a time, from top to bottom. */
export function MapPage({ workspace }: { workspace: string }) {
  const [search, write] = useUrlState();
  const params = useMemo(() => readGraph(search), [search]);
  const { map, error, retry } = useMap(workspace, params.at);
  const goTo = useCallback(
    (at: string | null, on: string | null = null) => write({ view: null, at, on }, 'push'),
    [write],
  );
  const at = map && writePlace(map.outline, map.place);
  const outer = map && outOf(map.place);
  const goOut = map && outer ? () => goTo(writePlace(map.outline, outer)) : undefined;
  const finder = useRef<HTMLDivElement>(null);
  const { keys } = mapText;
  useShortcuts(keys.group, [
    { keys: 'Escape', label: keys.out, run: goOut },
    { keys: 'Backspace', label: keys.out, run: goOut },
    { keys: '/', label: keys.find, run: () => finder.current?.querySelector('input')?.focus() },
    { keys: 'Up', label: keys.walk },
  ]);
  const before = useLastPlace(map ? at : undefined);
  return (
    <div className="flex size-full min-h-0 flex-col bg-canvas">
      <h1 className="sr-only">{graphText.title}</h1>
      <MapToolbar ref={finder} workspace={workspace} map={map} goTo={goTo} goOut={goOut} write={write} />
      {error && !map ? (
        <div className="p-4 md:p-8">
          <QueryProblem title={mapText.failed} error={error} onRetry={retry} />
        </div>
      ) : !map ? (
        <MapSkeleton />
      ) : map.level.cards.length === 0 ? (
        <Nothing workspace={workspace} place={map.place} />
      ) : (
        <MapLevelView
          // A level of its own: nothing of another one stays lit or scrolled.
          key={at}
          workspace={workspace}
          map={map}
          on={params.on ?? map.on ?? cardOnTheWay(before, at)}
          isFirst={before === undefined}
          goTo={goTo}
        />
      )}
    </div>
  );
}

/** The place that was open before this one; undefined at first. */
function useLastPlace(at: string | null | undefined): string | null | undefined {
  const [seen, setSeen] = useState<{ now: typeof at; before: typeof at }>({ now: undefined, before: undefined });
  if (seen.now !== at) setSeen({ now: at, before: seen.now });
  return seen.before;
}

/** Who comes out of a card stands on it again. */
function cardOnTheWay(before: string | null | undefined, now: string | null): string | null {
  if (!before || before === now) return null;
  const [trail = null, concept = null] = before.split('/');
  if (now === null) return trail;
  return now === trail ? concept : null;
}

function Nothing({ workspace, place }: { workspace: string; place: MapData['place'] }) {
  const studio = inWorkspace(workspace);
  const isAll = place.level === 'all';
  return (
    <EmptyState
      drawing="graph"
      title={isAll ? mapText.noTrails : mapText.nothing[place.level]}
      action={
        <div className="flex gap-2">
          <LinkButton href={studio.outline}>{mapText.toOutline}</LinkButton>
          {isAll && <LinkButton href={studio.newImport}>{mapText.import}</LinkButton>}
        </div>
      }
    >
      {isAll ? mapText.noTrailsWhy : mapText.nothingWhy}
    </EmptyState>
  );
}
