import { useRef } from 'react';
import { toast } from '#components/ui/toast.tsx';
import { useLatest } from '#components/ui/use-latest.ts';
import { problemOf } from '#lib/base/queries/result.ts';
import type { NodePosition } from '#lib/graph/core/packed.ts';
import { useMovePositions } from '#lib/graph/queries/links.ts';
import type { GraphParams } from './address.ts';
import { useGraph } from './context.tsx';
import { graphText } from './text.ts';
import type { Layout } from './use-layout.ts';

export interface ArrangingProps {
  params: GraphParams;
  layout: Layout;
  /** Places of the usual view are kept for everybody; those of any other one for as long as it is looked at. */
  isUsual: boolean;
  /** What somebody put where, of the view that is shown and of the usual one. */
  hands: readonly NodePosition[];
  usualHands: readonly NodePosition[];
  showAll: () => void;
}

/** Putting cards somewhere by hand, and tidying up after that. */
export function useArranging({ params, layout, isUsual, hands, usualHands, showAll }: ArrangingProps) {
  const { workspace, canWrite } = useGraph();
  const { level, by, focus } = params;
  const change = useMovePositions(workspace, level);
  const warned = useRef(new Set<string>());
  const latest = useLatest(usualHands);

  const put = async (places: { set: NodePosition[]; reset?: boolean }) => {
    try {
      await change.mutateAsync(places);
      return true;
    } catch (error) {
      toast.problem(graphText.moveFailed, { detail: problemOf(error).message });
      return false;
    }
  };

  const move = (moves: NodePosition[]) => {
    if (isUsual && canWrite) return void put({ set: moves });
    layout.move(moves);
    if (warned.current.has(`${by}/${focus}`)) return;
    warned.current.add(`${by}/${focus}`);
    if (focus === null) toast.note(graphText.movedHere, { id: 'moved', detail: graphText.movedHereWhy[level] });
    else toast.note(graphText.movedAway, { id: 'moved', detail: graphText.movedAwayWhy });
  };

  const tidy = async () => {
    const before = hands;
    try {
      const takeBack = await layout.tidy();
      if (before.length > 0 && !(await put({ set: [], reset: true }))) {
        takeBack();
        return;
      }
      showAll();
      toast.done(graphText.tidied, {
        undo: async () => {
          takeBack();
          // Nothing that was put somewhere since is moved, whoever put it there.
          const since = new Set(latest.current.map(([id]) => id));
          const set = before.filter(([id]) => !since.has(id));
          if (set.length > 0) await put({ set });
        },
      });
    } catch {
      toast.problem(graphText.tidyFailed);
    }
  };
  return { move, tidy };
}
