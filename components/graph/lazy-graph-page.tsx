'use client';

import dynamic from 'next/dynamic';
import { useUrlState } from '#components/base/url-state.tsx';
import { Place } from '#components/shell/place.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { readGraph } from './address.ts';
import type { GraphPageProps } from './graph-page.tsx';
import { CanvasSkeleton } from './graph-skeleton.tsx';
import { MapSkeleton } from './map/map-skeleton.tsx';
import { graphText } from './text.ts';

// What draws the graph is fetched beside the frame of the page; a server has no canvas to draw on.
const GraphPage = dynamic(() => import('./graph-page.tsx').then((module) => module.GraphPage), {
  ssr: false,
  loading: CanvasSkeleton,
});
// Nor does it know how wide the map may be, and whoever only reads the map loads nothing of the canvas.
const MapPage = dynamic(() => import('./map/map-page.tsx').then((module) => module.MapPage), {
  ssr: false,
  loading: MapSkeleton,
});

export function LazyGraphPage(props: GraphPageProps & { name: string }) {
  const { workspace, name } = props;
  const [search] = useUrlState();
  const isMap = readGraph(search).view === 'map';
  return (
    <Place layout="fill" crumbs={[{ label: name, href: inWorkspace(workspace).home }, { label: graphText.title }]}>
      {isMap ? <MapPage workspace={workspace} /> : <GraphPage {...props} />}
    </Place>
  );
}
