'use client';

import { Check, Eye } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import type { GraphIndex, GraphLink, GraphNode } from '#lib/graph/core/graph.ts';
import { REQUIRED_TYPES } from '#lib/graph/core/keep.ts';
import { type LearningPath, learningPath, shortestPath } from '#lib/graph/core/paths.ts';
import { redundantLinks } from '#lib/graph/core/redundant.ts';
import { useGraph } from '../context.tsx';
import { ChooseNode } from './choose-node.tsx';
import { Known } from './known.tsx';
import { NodeButton } from './node-button.tsx';
import { panelsText } from './text.ts';
import type { Paths } from './use-paths.ts';
import { useShown } from './use-shown.ts';

const AT_ONCE = 60;
const WITH_RECOMMENDED = new Set([...REQUIRED_TYPES, 'recommended'] as const);

/** What must be learned before a goal, minus what is known: as a list, and on the graph. */
export function PathGoal({ paths }: { paths: Paths }) {
  const { nodes, links, index } = useGraph();
  const { goal, known, isShortest, withRecommended, write } = paths;
  const path = useMemo(() => {
    if (!goal) return null;
    const options = {
      known: new Set(known.map(({ id }) => id)),
      types: withRecommended ? WITH_RECOMMENDED : REQUIRED_TYPES,
    };
    const graph = { nodes, links, index };
    return isShortest ? shortestPath(graph, goal.id, options) : learningPath(graph, [goal.id], options);
  }, [nodes, links, index, goal, known, isShortest, withRecommended]);

  return (
    <div className="flex flex-col">
      <div className="flex flex-col gap-4 px-4 pt-1 pb-4">
        <ChooseNode
          label={panelsText.paths.goal}
          node={goal}
          onChoose={(node) => write({ goal: node?.slug ?? null })}
        />
        <Known {...paths} />
        <div className="flex flex-col items-start gap-2.5">
          <Segmented
            label={panelsText.paths.kind}
            items={[
              { id: 'all', label: panelsText.paths.kinds.all },
              { id: 'shortest', label: panelsText.paths.kinds.shortest },
            ]}
            value={isShortest ? 'shortest' : 'all'}
            onChange={(way) => write({ way: way === 'shortest' ? way : null })}
          />
          <Checkbox isSelected={withRecommended} onChange={(is) => write({ recommended: is ? 'yes' : null })}>
            {panelsText.paths.withRecommended}
          </Checkbox>
        </div>
      </div>
      {!goal ? (
        <EmptyState compact title={panelsText.paths.start}>
          {panelsText.paths.startWhy}
        </EmptyState>
      ) : known.some(({ id }) => id === goal.id) ? (
        <EmptyState compact title={panelsText.paths.isKnown}>
          {panelsText.paths.isKnownWhy}
        </EmptyState>
      ) : path ? (
        <Steps path={path} goal={goal} paths={paths} />
      ) : (
        <p className="border-t px-4 py-3 text-muted">{panelsText.paths.noBeginning}</p>
      )}
    </div>
  );
}

/** Of the links of a path those that say something of their own: with all of them one sees nothing but lines. */
function withoutImplied(ids: readonly string[], links: readonly GraphLink[], index: GraphIndex): Set<string> {
  const left = new Set(ids);
  for (const number of redundantLinks(index, links)) left.delete(links[number]?.id ?? '');
  return left;
}

function Steps({ path, goal, paths }: { path: LearningPath; goal: GraphNode; paths: Paths }) {
  const { level, node, links, index } = useGraph();
  const write = useNumber();
  const wanted = useMemo(
    () => ({
      label: panelsText.paths.pathTo(goal.title),
      nodes: new Set([...path.nodes, ...path.builds_on]),
      links: paths.isShortest ? new Set(path.links) : withoutImplied(path.links, links, index),
    }),
    [path, goal.title, links, index, paths.isShortest],
  );
  const [isShown, setShown] = useShown(wanted, `${goal.id} ${paths.isShortest}`);
  const { length } = path.nodes;
  const [most, setMost] = useState(AT_ONCE);
  return (
    <section aria-label={panelsText.paths.list} className="flex flex-col border-t">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 pt-3 pb-2">
        <p role="status" className="flex-1 font-medium tabular-nums">
          {panelsText.paths.sum(level, length, write(length), path.mins)}
        </p>
        <IconButton label={panelsText.onGraph} pressed={isShown} onPress={() => setShown(!isShown)}>
          <Eye />
        </IconButton>
      </div>
      {paths.isShortest && <p className="px-4 pb-2 text-sm text-muted">{panelsText.paths.shortestWhy}</p>}
      {length === 1 && !paths.isShortest && <p className="px-4 pb-2 text-sm text-muted">{panelsText.paths.onlyGoal}</p>}
      {path.builds_on.length > 0 && (
        <p className="px-4 pb-2 text-sm text-muted">
          {panelsText.paths.buildsOn} {path.builds_on.map((id) => node(id)?.title).join(', ')}
        </p>
      )}
      <ol className="flex flex-col pb-2">
        {path.nodes.slice(0, most).map((id, at) => {
          const step = node(id);
          if (!step) return null;
          return (
            <li key={id} className="group flex items-start gap-2 px-4 py-1 hover:bg-hover">
              <span aria-hidden className="w-6 shrink-0 pt-px text-end text-sm text-faint tabular-nums">
                {write(at + 1)}
              </span>
              <span className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2">
                <NodeButton id={id} className={id === goal.id ? 'font-medium' : undefined} />
                {!step.is_published && (
                  <Badge size="sm" tone="amber">
                    {panelsText.draft}
                  </Badge>
                )}
              </span>
              <span className="shrink-0 pt-px text-sm text-muted tabular-nums">{panelsText.duration(step.mins)}</span>
              {id === goal.id ? (
                <span className="size-6 shrink-0" />
              ) : (
                <IconButton
                  size="sm"
                  label={panelsText.paths.iKnow(step.title)}
                  placement="left"
                  onPress={() => paths.setKnown([...paths.known, step])}
                >
                  <Check />
                </IconButton>
              )}
            </li>
          );
        })}
      </ol>
      {length > most && (
        <div className="px-1.5 pb-4">
          <Button size="sm" variant="quiet" onPress={() => setMost(length)}>
            {panelsText.showMore(write(length - most))}
          </Button>
        </div>
      )}
    </section>
  );
}
