'use client';

import { lazy, Suspense } from 'react';
import { TextSkeleton } from '#components/ui/skeleton';
import { Tabs } from '#components/ui/tabs';
import { Inspector } from './inspector';
import { text } from './text.ts';

// Each is fetched when it is looked at.
const Checks = lazy(() => import('./panels/checks').then((module) => ({ default: module.Checks })));
const Paths = lazy(() => import('./panels/paths').then((module) => ({ default: module.Paths })));
const Suggestions = lazy(() => import('./panels/suggestions').then((module) => ({ default: module.Suggestions })));

const TABS = ['inspect', 'checks', 'paths', 'suggestions'] as const;

export interface SidePanelProps {
  tab: string | null;
  write: (patch: Record<string, string | null>) => void;
}

/** What can be known of the graph and of what is chosen in it. */
export function SidePanel({ tab, write }: SidePanelProps) {
  const current = TABS.find((each) => each === tab) ?? 'inspect';
  return (
    <Tabs
      label={text.panel}
      items={TABS.map((id) => ({ id, label: text.panels[id] }))}
      selected={current}
      onSelect={(id) => write({ panel: id === 'inspect' ? null : id })}
      listClassName="sticky top-0 z-10 bg-canvas px-1.5"
    >
      <Suspense fallback={<TextSkeleton />}>
        {current === 'inspect' && <Inspector write={write} />}
        {current === 'checks' && <Checks />}
        {current === 'paths' && <Paths />}
        {current === 'suggestions' && <Suggestions />}
      </Suspense>
    </Tabs>
  );
}
