'use client';

import type { ReactNode } from 'react';
import { PaneGroup } from '#components/ui/pane-group.tsx';
import type { PaneMemory } from '#components/ui/preferences.tsx';
import { Sheet } from '#components/ui/sheet.tsx';
import { useIsNarrower } from '#components/ui/use-is-narrower.ts';
import { PANEL } from './panel-focus.ts';
import { SidePanel, type SidePanelProps } from './side-panel.tsx';
import { graphText } from './text.ts';

/** Pixels: below that the panel stands over the map. */
const ROOM_FOR_BOTH = 768;

export interface GraphFrameProps extends SidePanelProps {
  memory: PaneMemory;
  isOpen: boolean;
  onOpen: (isOpen: boolean) => void;
  children: ReactNode;
}

/** The graph with its side panel: beside it, or on a phone as a sheet over it. */
export function GraphFrame({ memory, isOpen, onOpen, children, ...panel }: GraphFrameProps) {
  const isNarrow = useIsNarrower(ROOM_FOR_BOTH);
  if (isNarrow)
    return (
      <>
        {children}
        <Sheet title={graphText.panel} isOpen={isOpen} onOpenChange={onOpen}>
          <SidePanel {...panel} />
        </Sheet>
      </>
    );
  const beside = (
    <div id={PANEL} tabIndex={-1} className="h-full outline-none">
      <SidePanel {...panel} />
    </div>
  );
  return (
    <PaneGroup
      name="graph"
      memory={memory}
      panes={[
        { id: 'graph', label: graphText.title, main: true, content: children },
        { id: 'panel', label: graphText.panel, size: 320, min: 264, max: 560, content: beside },
      ]}
    />
  );
}
