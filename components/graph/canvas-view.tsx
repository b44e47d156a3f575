'use client';

import { type Ref, useCallback, useEffect, useImperativeHandle, useMemo, useRef, useState } from 'react';
import { useShortcuts } from '#components/shell/shortcuts.tsx';
import { AlertDialog } from '#components/ui/alert-dialog.tsx';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { toast } from '#components/ui/toast.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import { usualClustering } from '#lib/graph/core/clusters.ts';
import type { NodePosition } from '#lib/graph/core/packed.ts';
import { useMovePositions } from '#lib/graph/queries/links.ts';
import { type GraphParams, NO_FILTERS } from './address.ts';
import { type CanvasHandle, type CanvasProps, GraphCanvas } from './canvas.tsx';
import { CanvasMenu } from './canvas-menu.tsx';
import { onTheme, readColours } from './colours.ts';
import { useGraph } from './context.tsx';
import type { DrawWords } from './draw.ts';
import { saveGraph } from './export.ts';
import { CanvasSkeleton } from './graph-skeleton.tsx';
import { text } from './text.ts';
import { type DrawnLink, TypeMenu } from './type-menu.tsx';
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
  const { workspace, canWrite, links } = useGraph();
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
  const move = useMovePositions(workspace, level);
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [isAsking, setAsking] = useState(false);
  const [drawn, setDrawn] = useState<DrawnLink | null>(null);
  const canvas = useRef<CanvasHandle>(null);
  const warned = useRef(new Set<string>());
  const [isDragging, setDragging] = useState(false);
  const colours = useColours();
  const number = useNumber();
  const words = useWords(params.level, by);

  const foldedNumbers = useMemo(
    () => new Set(clustered.clusters.flatMap(({ id }, number) => (folded.has(id ?? '') ? [number] : []))),
    [clustered, folded],
  );
  const fold = useCallback(
    (number: number) => {
      const id = clustered.clusters[number]?.id ?? '';
      setFolded((now) => {
        const next = new Set(now);
        if (!next.delete(id)) next.add(id);
        return next;
      });
    },
    [clustered],
  );
  const unfoldFor = useCallback(
    (ids: readonly string[]) => {
      const homes = new Set(
        ids.map((id) => clustered.clusters[clustered.clusterOf[clustered.index.at.get(id) ?? -1] ?? -1]?.id ?? ''),
      );
      setFolded((now) => (now.size === 0 ? now : new Set([...now].filter((id) => !homes.has(id)))));
    },
    [clustered],
  );
  useImperativeHandle(ref, () => ({
    flyTo: (ids) => {
      unfoldFor(ids);
      canvas.current?.flyTo(ids);
    },
    showAll: () => canvas.current?.showAll(),
    focus: () => canvas.current?.focus(),
    scenes: () => canvas.current?.scenes() ?? null,
  }));

  const put = async (change: { set: NodePosition[]; reset?: boolean }) => {
    try {
      await move.mutateAsync(change);
      return true;
    } catch (error) {
      toast.problem(text.moveFailed, { detail: problemOf(error).message });
      return false;
    }
  };
  const onMove = (moves: NodePosition[]) => {
    setDragging(false);
    if (isUsual && canWrite) return void put({ set: moves });
    layout.move(moves);
    if (warned.current.has(`${by}/${focus}`)) return;
    warned.current.add(`${by}/${focus}`);
    if (focus === null) toast.note(text.movedHere, { id: 'moved', detail: text.movedHereWhy[level] });
    else toast.note(text.movedAway, { id: 'moved', detail: text.movedAwayWhy });
  };
  const latestPlaces = useRef(graph.positions);
  latestPlaces.current = graph.positions;
  const tidy = async () => {
    const before = hands;
    try {
      const takeBack = await layout.tidy();
      if (before.length > 0 && !(await put({ set: [], reset: true }))) {
        takeBack();
        return;
      }
      canvas.current?.showAll();
      toast.done(text.tidied, {
        undo: async () => {
          takeBack();
          // Nothing that was put somewhere since is moved, whoever put it there.
          const since = new Set(latestPlaces.current.map(([id]) => id));
          const set = before.filter(([id]) => !since.has(id));
          if (set.length > 0) await put({ set });
        },
      });
    } catch {
      toast.problem(text.tidyFailed);
    }
  };
  const askTidy = () => (hands.length > 0 ? setAsking(true) : void tidy());

  useShortcuts(text.canvas, [
    { keys: '0', label: text.keys.fit, run: () => canvas.current?.showAll() },
    { keys: 'Left', label: text.keys.walk },
    { keys: 'Up', label: text.keys.beside },
    { keys: 'Enter', label: text.keys.inspect },
  ]);

  // The last picture stays, with the focus on it, until the next one has its places, and as long as a card of it is dragged.
  const picture = useRef<Picture | null>(null);
  if (layout.positions && !(isDragging && picture.current))
    picture.current = {
      graph: clustered,
      positions: layout.positions,
      shown,
      name: `${level}/${by}/${focus}/${params.hops}/${params.trail}`,
      folded: foldedNumbers,
      implied: layout.implied,
    };

  if (layout.failed)
    return (
      <EmptyState
        drawing="graph"
        title={text.tidyFailed}
        action={<Button onPress={layout.retry}>{text.tryAgain}</Button>}
      />
    );
  if (!picture.current) return <CanvasSkeleton />;
  return (
    <>
      <GraphCanvas
        ref={canvas}
        {...picture.current}
        onFold={fold}
        onDrag={() => setDragging(true)}
        onMove={onMove}
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
            if (scenes) void saveGraph(as, scenes, words, `${workspace}-${text.levels[level].toLowerCase()}`, number);
          }}
          onTidy={canWrite || hands.length === 0 ? askTidy : undefined}
          onFoldAll={by === 'none' ? undefined : () => setFolded(new Set(clustered.clusters.map(({ id }) => id ?? '')))}
          onUnfoldAll={folded.size > 0 ? () => setFolded(new Set()) : undefined}
        />
        {shown.node_count === 0 ? (
          <Notice>
            <EmptyState
              compact
              title={text.filteredEmpty}
              action={
                <Button
                  onPress={() => {
                    write(NO_FILTERS);
                    canvas.current?.focus();
                  }}
                >
                  {text.clearFilters}
                </Button>
              }
            >
              {text.filteredEmptyWhy}
            </EmptyState>
          </Notice>
        ) : (
          links.length === 0 && (
            <p className="floats pointer-events-none absolute inset-x-0 top-14 z-10 mx-auto w-fit max-w-[calc(100%-2rem)] rounded-lg px-3 py-2 text-center text-muted">
              {canWrite ? text.noLinks : text.noLinksRead}
            </p>
          )
        )}
      </GraphCanvas>
      {drawn && <TypeMenu drawn={drawn} onClose={() => setDrawn(null)} />}
      <AlertDialog
        title={text.tidyTitle}
        confirmLabel={text.tidy}
        isOpen={isAsking}
        onOpenChange={setAsking}
        onConfirm={tidy}
      >
        {text.tidyWhy(hands.length)}
      </AlertDialog>
    </>
  );
}

const Notice = ({ children }: { children: React.ReactNode }) => (
  <div className="absolute inset-0 z-10 flex items-center justify-center bg-canvas">{children}</div>
);

function useColours() {
  const [colours, setColours] = useState(() => readColours());
  useEffect(() => onTheme(() => setColours(readColours())), []);
  return colours;
}

function useWords(level: GraphParams['level'], by: GraphParams['by']): DrawWords {
  const write = useNumber();
  return useMemo(
    () => ({
      nowhere: by === 'concept' ? text.nowhere.spark : text.nowhere.trail,
      nowhereGroup: text.nowhere.trail,
      count: ({ count, mins }) => text.folded(write(count), count, level, write(mins)),
    }),
    [level, by, write],
  );
}
