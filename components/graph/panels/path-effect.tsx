'use client';

import { Eye, Flag } from 'lucide-react';
import { useMemo, useState } from 'react';
import { tellUndoable } from '#components/history/undoing.ts';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { TextArea } from '#components/ui/text-area.tsx';
import { toast } from '#components/ui/toast.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import type { GraphNode } from '#lib/graph/core/graph.ts';
import { REQUIRED_TYPES } from '#lib/graph/core/keep.ts';
import { impact, unlocks } from '#lib/graph/core/paths.ts';
import { redundantLinks } from '#lib/graph/core/redundant.ts';
import { useClearReviewMarks, useMarkForReview } from '#lib/graph/queries/review-marks.ts';
import { useGraph } from '../context.tsx';
import { ChooseNode } from './choose-node.tsx';
import { Known } from './known.tsx';
import { NodeButton } from './node-button.tsx';
import { panelsText } from './text.ts';
import type { Paths } from './use-paths.ts';
import { useShown } from './use-shown.ts';

const AT_ONCE = 20;

/** What one node leads to: what it unlocks, and everything that rests on it. */
export function PathEffect({ paths }: { paths: Paths }) {
  const { level } = useGraph();
  const { of, write } = paths;
  return (
    <div className="flex flex-col">
      <div className="flex flex-col gap-4 px-4 pt-1 pb-4">
        <ChooseNode
          label={panelsText.paths.node[level]}
          node={of}
          onChoose={(node) => write({ of: node?.slug ?? null })}
        />
        <Known {...paths} />
      </div>
      {of ? (
        <Effect of={of} known={paths.known} />
      ) : (
        <EmptyState compact title={panelsText.paths.effectStart(level)}>
          {panelsText.paths.effectStartWhy}
        </EmptyState>
      )}
    </div>
  );
}

function Effect({ of, known }: { of: GraphNode; known: readonly GraphNode[] }) {
  const { nodes, links, index, level, canWrite } = useGraph();
  const write = useNumber();
  const [most, setMost] = useState(AT_ONCE);
  const { opened, further, wanted, all } = useMemo(() => {
    const graph = { nodes, links, index };
    const { directly, fully } = unlocks(graph, of.id, { known: new Set(known.map(({ id }) => id)) });
    const found = impact(graph, of.id);
    const touched = new Set([of.id, ...found.map(({ id }) => id)]);
    const implied = new Set(redundantLinks(index, links));
    const between = links.filter(
      (link, number) =>
        REQUIRED_TYPES.has(link.link_type) &&
        !implied.has(number) &&
        touched.has(link.source_id) &&
        touched.has(link.target_id),
    );
    return {
      opened: directly.map((id) => ({ id, isNext: fully.includes(id) })),
      further: found.filter(({ hops }) => hops > 1),
      all: found.map(({ id }) => id),
      wanted: {
        label: panelsText.paths.effectOf(of.title),
        nodes: touched,
        links: new Set(between.map(({ id }) => id)),
      },
    };
  }, [nodes, links, index, of, known]);
  const [isShown, setShown] = useShown(wanted, of.id);

  return (
    <div className="flex flex-col border-t pb-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 pt-3 pb-2">
        <h3 className="flex-1 font-medium">
          {panelsText.paths.unlocks} <span className="font-normal text-muted tabular-nums">{write(opened.length)}</span>
        </h3>
        <IconButton label={panelsText.onGraph} pressed={isShown} onPress={() => setShown(!isShown)}>
          <Eye />
        </IconButton>
      </div>
      {opened.length === 0 && <p className="px-4 text-sm text-muted">{panelsText.paths.unlocksNone}</p>}
      <Opened title={panelsText.paths.nextUp} ids={opened.filter(({ isNext }) => isNext).map(({ id }) => id)} />
      <Opened title={panelsText.paths.alsoNeeds} ids={opened.filter(({ isNext }) => !isNext).map(({ id }) => id)} />
      {further.length > 0 && (
        <section aria-label={panelsText.paths.rests} className="mt-3 flex flex-col border-t pt-3">
          <h3 className="px-4 pb-1 font-medium tabular-nums">
            {panelsText.paths.restsSum(level, further.length, write(further.length))}
          </h3>
          <ul className="flex flex-col">
            {further.slice(0, most).map(({ id, hops }) => (
              <li key={id} className="flex items-baseline gap-2 px-4 py-1 hover:bg-hover">
                <NodeButton id={id} className="flex-1" />
                <span className="shrink-0 text-sm text-faint tabular-nums">{panelsText.paths.hops(hops)}</span>
              </li>
            ))}
          </ul>
          <More
            left={further.length - most}
            number={write(further.length - most)}
            onPress={() => setMost(further.length)}
          />
        </section>
      )}
      {canWrite && level === 'spark' && all.length > 0 && <MarkAll key={of.id} of={of} ids={all} />}
    </div>
  );
}

function More({ left, number, onPress }: { left: number; number: string; onPress: () => void }) {
  if (left <= 0) return null;
  return (
    <div className="px-1.5 py-1">
      <Button size="sm" variant="quiet" onPress={onPress}>
        {panelsText.showMore(number)}
      </Button>
    </div>
  );
}

function Opened({ title, ids }: { title: string; ids: string[] }) {
  const write = useNumber();
  const [most, setMost] = useState(AT_ONCE);
  if (ids.length === 0) return null;
  return (
    <section aria-label={title} className="flex flex-col pb-2">
      <h4 className="px-4 pb-0.5 text-sm text-muted">{title}</h4>
      <ul className="flex flex-col">
        {ids.slice(0, most).map((id) => (
          <li key={id} className="flex px-4 py-1 hover:bg-hover">
            <NodeButton id={id} />
          </li>
        ))}
      </ul>
      <More left={ids.length - most} number={write(ids.length - most)} onPress={() => setMost(ids.length)} />
    </section>
  );
}

/** Asks others to look at everything that a change of this spark may touch. */
function MarkAll({ of, ids }: { of: GraphNode; ids: string[] }) {
  const { workspace } = useGraph();
  const mark = useMarkForReview(workspace);
  const clear = useClearReviewMarks(workspace);
  const write = useNumber();
  const [note, setNote] = useState('');
  const run = async () => {
    try {
      const { marked } = await mark.mutateAsync({ spark_ids: ids, because_of: of.id, note: note.trim() || null });
      setNote('');
      const said = panelsText.paths.marked(marked.length, write(marked.length));
      if (marked.length === 0) toast.done(said);
      else tellUndoable(said, () => clear.mutateAsync({ spark_ids: marked, because_of: of.id }));
    } catch (error) {
      toast.problem(panelsText.paths.markFailed, { detail: problemOf(error).message });
    }
  };
  return (
    <section className="mt-3 flex flex-col items-start gap-2 border-t px-4 pt-3">
      <p className="text-sm text-muted">{panelsText.paths.markWhy}</p>
      <TextArea
        className="w-full"
        label={panelsText.paths.note}
        rows={2}
        limit={500}
        maxLength={500}
        value={note}
        onChange={setNote}
      />
      <Button icon={<Flag />} isPending={mark.isPending} onPress={() => void run()}>
        {panelsText.paths.mark(ids.length, write(ids.length))}
      </Button>
    </section>
  );
}
