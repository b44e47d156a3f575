'use client';

import { PanelRight } from 'lucide-react';
import { IconButton } from '#components/ui/icon-button.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import type { Outline } from '#lib/catalogue/core/outline.ts';
import { GRAPH_LEVELS } from '#lib/graph/core/graph.ts';
import { type GraphParams, NO_FILTERS, NOT_OF_THE_MAP } from './address.ts';
import { useGraph } from './context.tsx';
import { FilterButton } from './filters.tsx';
import { NodeComboBox } from './node-combo-box.tsx';
import { graphText } from './text.ts';
import { ViewSwitch } from './view-switch.tsx';

export interface ToolbarProps {
  params: GraphParams;
  outline: Pick<Outline, 'trails' | 'beacons'>;
  write: (patch: Record<string, string | null>) => void;
  /** Whether the graph of this level has arrived. */
  isReady: boolean;
  onOpenPanel: () => void;
}

/** Which graph, how it is shown, and the way to a node of it. */
export function Toolbar({ params, outline, write, isReady, onOpenPanel }: ToolbarProps) {
  const { level, nodes, links, select, flyTo, setHighlight } = useGraph();
  const number = useNumber();
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-2 border-b bg-surface px-3 py-1.5">
      <Segmented
        size="sm"
        label={graphText.level}
        items={GRAPH_LEVELS.map((id) => ({ id, label: graphText.levels[id] }))}
        value={level}
        onChange={(id) => {
          select({ nodes: [], link: null });
          setHighlight(null);
          write({ ...NO_FILTERS, level: id === 'spark' ? null : id, by: null, at: null });
        }}
      />
      <ViewSwitch
        view={params.view}
        onChange={(view) => write(view === 'map' ? { ...NOT_OF_THE_MAP, view: null, at: params.trail } : { view })}
      />
      <NodeComboBox
        clears
        hideLabel
        label={graphText.search[level]}
        placeholder={graphText.search[level]}
        nodes={nodes}
        value={null}
        onChange={(id) => {
          if (id === null) return;
          select({ nodes: [id], link: null });
          flyTo([id]);
        }}
        className="w-56 max-md:order-last max-md:min-w-0 max-md:flex-1 max-md:basis-full"
      />
      <FilterButton params={params} outline={outline} write={write} />
      <p className="ms-auto text-sm text-muted tabular-nums max-lg:hidden">
        {isReady && graphText.counted(number(nodes.length), nodes.length, level, number(links.length), links.length)}
      </p>
      <IconButton label={graphText.openPanel} className="ms-auto md:hidden" onPress={onOpenPanel}>
        <PanelRight />
      </IconButton>
    </div>
  );
}
