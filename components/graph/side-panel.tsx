'use client';

import { lazy, Suspense } from 'react';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import { Tabs } from '#components/ui/tabs.tsx';
import { Inspector } from './inspector.tsx';
import { graphText } from './text.ts';

// Each is fetched when it is looked at.
const Checks = lazy(() => import('./panels/checks.tsx').then((module) => ({ default: module.Checks })));
const Paths = lazy(() => import('./panels/paths.tsx').then((module) => ({ default: module.Paths })));
const Suggestions = lazy(() => import('./panels/suggestions.tsx').then((module) => ({ default: module.Suggestions })));

const PANELS = ['inspect', 'checks', 'paths', 'suggestions'] as const;

export interface SidePanelProps {
  tab: string | null;
  onTab: (tab: string | null) => void;
  write: (patch: Record<string, string | null>) => void;
  /** Whether the graph of this level has arrived. */
  isReady: boolean;
}

/** What can be known of the graph and what is chosen in it. */
export function SidePanel({ tab, onTab, write, isReady }: SidePanelProps) {
  const panels = {
    inspect: <Inspector write={write} />,
    checks: <Checks />,
    paths: <Paths />,
    suggestions: <Suggestions />,
  };
  return (
    <Tabs
      label={graphText.panel}
      listClassName="sticky top-0 z-10 bg-canvas px-1.5 max-md:bg-surface"
      panelClassName=""
      items={PANELS.map((id) => ({
        id,
        label: graphText.panels[id],
        content: isReady ? <Suspense fallback={<PanelSkeleton />}>{panels[id]}</Suspense> : <PanelSkeleton />,
      }))}
      selected={PANELS.find((each) => each === tab) ?? 'inspect'}
      onSelect={(id) => onTab(id === 'inspect' ? null : id)}
    />
  );
}

function PanelSkeleton() {
  return (
    <div className="p-4">
      <TextSkeleton />
    </div>
  );
}
