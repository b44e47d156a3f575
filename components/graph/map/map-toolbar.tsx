'use client';

import { ChevronRight, CornerLeftUp } from 'lucide-react';
import { Fragment, type Ref, useMemo } from 'react';
import { IconButton } from '#components/ui/icon-button.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { ALL, placeHolding, writePlace } from '#lib/graph/core/map/place.ts';
import { NodeComboBox } from '../node-combo-box.tsx';
import { ViewSwitch } from '../view-switch.tsx';
import { MapLink } from './map-link.tsx';
import { mapText } from './text.ts';
import type { MapData } from './use-map.ts';

export interface MapToolbarProps {
  workspace: string;
  map: MapData | null;
  goTo: (at: string | null, on?: string | null) => void;
  goOut: (() => void) | undefined;
  write: (patch: Record<string, string | null>) => void;
  ref: Ref<HTMLDivElement>;
}

/** Which place of the course is open, the way out of it, and the way to anything in it. */
export function MapToolbar({ workspace, map, goTo, goOut, write, ref }: MapToolbarProps) {
  const number = useNumber();
  const outline = map?.outline;
  const nodes = useMemo(() => (outline ? [...outline.trails, ...outline.concepts, ...outline.sparks] : []), [outline]);
  const find = (id: string) => {
    const place = outline && placeHolding(outline, id);
    const found = nodes.find((node) => node.id === id);
    if (outline && place && found) goTo(writePlace(outline, place), found.slug);
  };
  const trail = map && map.place.level !== 'all' ? map.place.trail_id : null;
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-2 border-b bg-surface px-3 py-1.5">
      <IconButton label={mapText.out} shortcut="Esc" isDisabled={!goOut} onPress={goOut} className="rtl:-scale-x-100">
        <CornerLeftUp />
      </IconButton>
      {map && <Crumbs workspace={workspace} map={map} goTo={goTo} />}
      {map && (
        <p dir="auto" className="ms-auto text-sm text-muted tabular-nums max-lg:hidden">
          {[
            mapText.counted[map.place.level](number(map.level.cards.length), map.level.cards.length),
            mapText.links(number(map.level.link_count), map.level.link_count),
          ].join(' · ')}
        </p>
      )}
      <div ref={ref} className="max-lg:ms-auto max-md:order-last max-md:ms-0 max-md:flex-1 max-md:basis-full">
        <NodeComboBox
          clears
          hideLabel
          label={mapText.find}
          placeholder={mapText.find}
          nodes={nodes}
          value={null}
          onChange={(id) => id !== null && find(id)}
          className="w-56 max-md:w-full"
        />
      </div>
      <ViewSwitch
        view="map"
        onChange={(view) => {
          const slug = outline?.trails.find(({ id }) => id === trail)?.slug ?? null;
          write({ view: view === 'map' ? null : view, at: null, on: null, trail: slug });
        }}
      />
    </div>
  );
}

function Crumbs({ workspace, map, goTo }: Pick<MapToolbarProps, 'workspace' | 'goTo'> & { map: MapData }) {
  const { outline, place } = map;
  const crumbs = [{ title: mapText.all as string, place: ALL }];
  if (place.level !== 'all') {
    const { trail_id } = place;
    const title = outline.trails.find(({ id }) => id === trail_id)?.title ?? mapText.rest;
    crumbs.push({ title, place: { level: 'trail', trail_id } });
  }
  if (place.level === 'concept')
    crumbs.push({ title: outline.concepts.find(({ id }) => id === place.concept_id)?.title ?? '', place });
  return (
    <nav aria-label={mapText.place} className="flex min-w-0 flex-1 items-center text-base">
      <ol className="flex min-w-0 items-center">
        {crumbs.map(({ title, place }, at) => {
          const isLast = at === crumbs.length - 1;
          const address = writePlace(outline, place);
          return (
            <Fragment key={address}>
              {at > 0 && (
                <li aria-hidden className="text-faint max-md:hidden">
                  <ChevronRight className="size-3.5 rtl:rotate-180" />
                </li>
              )}
              <li className={isLast ? 'min-w-0' : 'min-w-14 shrink-0 truncate max-md:hidden'}>
                {isLast ? (
                  <span dir="auto" aria-current="location" className="block truncate px-1 font-semibold text-ink">
                    {title}
                  </span>
                ) : (
                  <MapLink
                    dir="auto"
                    href={inWorkspace(workspace).mapped(address)}
                    onGo={() => goTo(address)}
                    className="rounded-sm px-1 py-0.5 text-muted hover:bg-hover hover:text-ink"
                  >
                    {title}
                  </MapLink>
                )}
              </li>
            </Fragment>
          );
        })}
      </ol>
    </nav>
  );
}
