'use client';

import dynamic from 'next/dynamic';
import { Place } from '#components/shell/place.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import type { GraphPageProps } from './graph-page.tsx';
import { CanvasSkeleton } from './graph-skeleton.tsx';
import { graphText } from './text.ts';

// What draws the graph is fetched beside the frame of the page; a server has no canvas to draw on.
const GraphPage = dynamic(() => import('./graph-page.tsx').then((module) => module.GraphPage), {
  ssr: false,
  loading: CanvasSkeleton,
});

export function LazyGraphPage(props: GraphPageProps & { name: string }) {
  const { workspace, name } = props;
  return (
    <Place layout="fill" crumbs={[{ label: name, href: inWorkspace(workspace).home }, { label: graphText.title }]}>
      <GraphPage {...props} />
    </Place>
  );
}
