'use client';

import { type Ref, useEffect, useImperativeHandle, useMemo, useRef, useState } from 'react';
import { useShortcuts } from '#components/shell/shortcuts.tsx';
import { AlertDialog } from '#components/ui/alert-dialog.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { toast } from '#components/ui/toast.tsx';
import { usualClustering } from '#lib/graph/core/clusters.ts';
import type { NodePosition } from '#lib/graph/core/packed.ts';
import { type GraphParams, NO_FILTERS } from './address.ts';
import { type CanvasHandle, type CanvasProps, GraphCanvas } from './canvas.tsx';
import { CanvasMenu } from './canvas-menu.tsx';
import { onTheme, readColours } from './colours.ts';
import { useGraph } from './context.tsx';
import type { DrawWords } from './drawing.ts';
import { saveGraph } from './export.ts';
import { CanvasSkeleton } from './graph-skeleton.tsx';
import { graphText } from './text.ts';
import { type DrawnLink, TypeMenu } from './type-menu.tsx';
import { useArranging } from './use-arranging.ts';
import { useFolded } from './use-folded.ts';
import type { DrawnGraph } from './use-graph-data.ts';
import { useLayout } from './use-layout.ts';

export interface CanvasViewProps {
  params: GraphParams;
  data: DrawnGraph;
  onOpen: () => void;
  write: (patch: Record<string, string | null>) => void;
  ref: Ref<CanvasHandle>;
}

const NO_HANDS: NodePosition[] = [];

/** What the canvas shows: all of it of the same moment. */
type Picture = Pick<CanvasProps, 'graph' | 'positions' | 'shown' | 'name' | 'folded' | 'implied'>;

/** The canvas with what it needs: places, colours, words, and what is folded. */
export function CanvasView({ params, data, onOpen, write, ref }: CanvasViewProps) {
  const { workspace, canWrite } = useGraph();
  const { clustered, shown, graph } = data;
  const { level, by, focus } = params;
  const isUsual = by === usualClustering(level) && focus === null;
  const hands = isUsual ? graph.positions : NO_HANDS;
  const layout = useLayout(
    clustered,
    focus === null ? `${workspace}/${level}/${by}` : null,
    hands,
    `${focus}/${params.hops}`,
  );
  const folded = useFolded(clustered);
  const [isAsking, setAsking] = useState(false);
  const [drawn, setDrawn] = useState<DrawnLink | null>(null);
  const [isDragging, setDragging] = useState(false);
  const canvas = useRef<CanvasHandle>(null);
  const colours = useColours();
  const number = useNumber();
  const words = useWords(level, by);
  const showAll = () => canvas.current?.showAll();
  const arranging = useArranging({ params, layout, isUsual, hands, usualHands: graph.positions, showAll });

  useImperativeHandle(ref, () => ({
    flyTo: (ids) => {
      folded.unfoldFor(ids);
      canvas.current?.flyTo(ids);
    },
    showAll,
    focus: () => canvas.current?.focus(),
    scenes: () => canvas.current?.scenes() ?? null,
  }));
  useShortcuts(graphText.canvas, [
    { keys: '0', label: graphText.keys.fit, run: showAll },
    { keys: 'Left', label: graphText.keys.walk },
    { keys: 'Up', label: graphText.keys.beside },
    { keys: 'Enter', label: graphText.keys.inspect },
  ]);

  const clearFilters = () => {
    write(NO_FILTERS);
    canvas.current?.focus();
  };
  const askTidy = () => (hands.length > 0 ? setAsking(true) : void arranging.tidy());
  const picture = usePicture(
    isDragging,
    layout.positions && {
      graph: clustered,
      positions: layout.positions,
      shown,
      name: `${level}/${by}/${focus}/${params.hops}/${params.trail}`,
      folded: folded.numbers,
      implied: layout.implied,
    },
  );
  if (layout.failed) return <Failed onRetry={layout.retry} />;
  if (!picture) return <CanvasSkeleton />;
  return (
    <>
      <GraphCanvas
        ref={canvas}
        {...picture}
        onFold={folded.toggle}
        onDrag={() => setDragging(true)}
        onMove={(moves) => {
          setDragging(false);
          arranging.move(moves);
        }}
        onDraw={(source_id, target_id, at) => setDrawn({ source_id, target_id, at })}
        onRefuse={(why) => toast.note(why, { id: 'refused-link' })}
        onOpen={onOpen}
        colours={colours}
        words={words}
      >
        <CanvasMenu
          params={params}
          write={write}
          onSave={(as) => {
            const scenes = canvas.current?.scenes();
            if (scenes)
              void saveGraph(as, scenes, words, `${workspace}-${graphText.levels[level].toLowerCase()}`, number);
          }}
          onTidy={canWrite || hands.length === 0 ? askTidy : undefined}
          onFoldAll={by === 'none' ? undefined : folded.foldAll}
          onUnfoldAll={folded.unfoldAll}
        />
        <Nothing isFilteredAway={shown.node_count === 0} onClear={clearFilters} />
      </GraphCanvas>
      {drawn && <TypeMenu drawn={drawn} onClose={() => setDrawn(null)} />}
      <AlertDialog
        title={graphText.tidyTitle}
        confirmLabel={graphText.tidy}
        isOpen={isAsking}
        onOpenChange={setAsking}
        onConfirm={arranging.tidy}
      >
        {graphText.tidyWhy(hands.length)}
      </AlertDialog>
    </>
  );
}

/**
 * The last picture stays, with the focus on it, until the next one has its places, and as long as a card of it is dragged.
 */
function usePicture(isDragging: boolean, next: Picture | null): Picture | null {
  const picture = useRef<Picture | null>(null);
  if (next && !(isDragging && picture.current)) picture.current = next;
  return picture.current;
}

function Failed({ onRetry }: { onRetry: () => void }) {
  return (
    <EmptyState
      drawing="graph"
      title={graphText.tidyFailed}
      action={<Button onPress={onRetry}>{graphText.tryAgain}</Button>}
    />
  );
}

/** What is said where there is nothing to see: no node is left, or there is no link yet. */
function Nothing({ isFilteredAway, onClear }: { isFilteredAway: boolean; onClear: () => void }) {
  const { canWrite, links } = useGraph();
  if (isFilteredAway)
    return (
      <div className="absolute inset-0 z-10 flex items-center justify-center bg-canvas">
        <EmptyState
          compact
          title={graphText.filteredEmpty}
          action={<Button onPress={onClear}>{graphText.clearFilters}</Button>}
        >
          {graphText.filteredEmptyWhy}
        </EmptyState>
      </div>
    );
  if (links.length > 0) return null;
  return (
    <p className="floats pointer-events-none absolute inset-x-0 top-14 z-10 mx-auto w-fit max-w-[calc(100%-2rem)] rounded-lg px-3 py-2 text-center text-muted">
      {canWrite ? graphText.noLinks : graphText.noLinksRead}
    </p>
  );
}

function useColours() {
  const [colours, setColours] = useState(() => readColours());
  useEffect(() => onTheme(() => setColours(readColours())), []);
  return colours;
}

function useWords(level: GraphParams['level'], by: GraphParams['by']): DrawWords {
  const write = useNumber();
  return useMemo(
    () => ({
      nowhere: by === 'concept' ? graphText.nowhere.spark : graphText.nowhere.trail,
      nowhereGroup: graphText.nowhere.trail,
      count: ({ count, mins }) => graphText.folded(write(count), count, level, write(mins)),
    }),
    [level, by, write],
  );
}
