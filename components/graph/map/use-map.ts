import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useMemo } from 'react';
import type { Outline } from '#lib/catalogue/core/outline.ts';
import { wholeOutlineQuery } from '#lib/catalogue/queries/outline.ts';
import { looseCount, mapLevel } from '#lib/graph/core/map/level.ts';
import { ALL, type MapPlace, placeHolding, readPlace } from '#lib/graph/core/map/place.ts';
import { graphQuery } from '#lib/graph/queries/links.ts';

/** The map of a course at the place that the address names, or null while what it is made of has not arrived. */
export function useMap(workspace: string, at: string | null) {
  const outline = useQuery(wholeOutlineQuery(workspace));
  const sparks = useQuery(graphQuery(workspace, 'spark'));
  const concepts = useQuery(graphQuery(workspace, 'concept'));
  const read = useMemo(
    () =>
      outline.data && sparks.data && concepts.data
        ? { outline: outline.data, links: { spark: sparks.data.links, concept: concepts.data.links } }
        : null,
    [outline.data, sparks.data, concepts.data],
  );
  // What follows from thousands of links is worked out between frames, not in one that is held up.
  const whole = useDeferredValue(read);
  const map = useMemo(() => {
    if (!whole) return null;
    const { place, on } = placeOf(whole.outline, at);
    return {
      outline: whole.outline,
      place,
      on,
      level: mapLevel(whole.outline, whole.links, place),
      loose_count: looseCount(whole.outline),
    };
  }, [whole, at]);
  return {
    map,
    error: outline.error ?? sparks.error ?? concepts.error,
    retry: () => {
      void outline.refetch();
      void sparks.refetch();
      void concepts.refetch();
    },
  };
}

/** An address may also name a concept or spark alone, as those of the canvas do: then that has its card lit. */
function placeOf(outline: Outline, at: string | null): { place: MapPlace; on: string | null } {
  const place = readPlace(outline, at);
  if (place) return { place, on: null };
  const named = [...outline.concepts, ...outline.sparks].find(({ slug }) => slug === at);
  return { place: (named && placeHolding(outline, named.id)) ?? ALL, on: named?.slug ?? null };
}

export type MapData = NonNullable<ReturnType<typeof useMap>['map']>;
