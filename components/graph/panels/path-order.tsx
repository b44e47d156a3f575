'use client';

import { useQuery } from '@tanstack/react-query';
import { MoveDown, MoveUp } from 'lucide-react';
import { useMemo } from 'react';
import { useUndoing } from '#components/history/undoing.ts';
import { Button } from '#components/ui/button.tsx';
import { cx } from '#components/ui/cx.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { ProblemNotice } from '#components/ui/problem-notice.tsx';
import { Select } from '#components/ui/select.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import { toast } from '#components/ui/toast.tsx';
import { problemOf } from '#lib/base/queries/result.ts';
import type { Outline } from '#lib/catalogue/core/outline.ts';
import { wholeOutlineQuery } from '#lib/catalogue/queries/outline.ts';
import { staying } from '#lib/graph/core/order.ts';
import { type SuggestedOrder, suggestOrder } from '#lib/graph/core/suggest-order.ts';
import { graphQuery, useReorder } from '#lib/graph/queries/links.ts';
import { useGraph } from '../context.tsx';
import { panelsText } from './text.ts';
import type { Paths } from './use-paths.ts';

/** A trail in the order that its links ask for, next to the one it has. */
export function PathOrder({ paths }: { paths: Paths }) {
  const { workspace } = useGraph();
  const outline = useQuery(wholeOutlineQuery(workspace)).data;
  const sparks = useQuery(graphQuery(workspace, 'spark')).data;
  const concepts = useQuery(graphQuery(workspace, 'concept')).data;
  const trail = outline?.trails.find(({ slug }) => slug === paths.trail) ?? outline?.trails[0];
  const suggested = useMemo(
    () =>
      outline && sparks && concepts && trail
        ? suggestOrder(outline, trail.id, { spark: sparks.links, concept: concepts.links })
        : null,
    [outline, sparks, concepts, trail],
  );

  if (outline && !trail)
    return (
      <EmptyState compact title={panelsText.paths.noTrails}>
        {panelsText.paths.noTrailsWhy}
      </EmptyState>
    );
  if (!outline || !trail || !suggested)
    return (
      <div className="px-4">
        <TextSkeleton />
      </div>
    );
  return (
    <div className="flex flex-col">
      <div className="flex flex-col gap-2 px-4 pt-1 pb-4">
        <Select
          label={panelsText.paths.trail}
          options={outline.trails.map(({ slug, title }) => ({ id: slug, label: title }))}
          value={trail.slug}
          onChange={(slug) => paths.write({ order: slug })}
        />
        <p className="text-sm text-muted">{panelsText.paths.orderWhy}</p>
      </div>
      <Preview outline={outline} trail={trail} suggested={suggested} />
    </div>
  );
}

interface PreviewProps {
  outline: Outline;
  trail: Outline['trails'][number];
  suggested: SuggestedOrder;
}

interface ListOrder {
  before: string[];
  after: string[];
}

/** Where each stood, and which of them change places with others; the rest only makes room. */
function compare({ before, after }: ListOrder) {
  const place = new Map(before.map((id, at) => [id, at]));
  const stays = new Set(staying(after.map((id) => place.get(id) ?? 0)));
  return { place, moved: new Set(after.filter((id) => !stays.has(place.get(id) ?? 0))) };
}

function Preview({ outline, trail, suggested: { concepts, sparks, unsettled } }: PreviewProps) {
  const { workspace, canWrite } = useGraph();
  const reorder = useReorder(workspace);
  const { tell } = useUndoing(workspace);
  const write = useNumber();
  const titles = useMemo(
    () => new Map([...outline.concepts, ...outline.sparks].map(({ id, title }) => [id, title])),
    [outline],
  );
  const moved = compare(concepts).moved.size;
  const movedSparks = sparks.reduce((sum, each) => sum + compare(each).moved.size, 0);
  const apply = async () => {
    const orders = [
      ...(moved > 0 ? [{ parent_kind: 'trail' as const, parent_id: trail.id, ids: concepts.after }] : []),
      ...sparks.map(({ concept_id, after }) => ({
        parent_kind: 'concept' as const,
        parent_id: concept_id,
        ids: after,
      })),
    ];
    try {
      const { change_set_id } = await reorder.mutateAsync(orders);
      tell(panelsText.paths.applied(trail.title), [change_set_id]);
    } catch (error) {
      toast.problem(panelsText.paths.applyFailed, { detail: problemOf(error).message });
    }
  };
  const isSettled = moved === 0 && movedSparks === 0;
  return (
    <div className="flex flex-col gap-4 border-t px-4 pt-4 pb-6">
      {unsettled.length > 0 && (
        <ProblemNotice tone="warning" title={panelsText.paths.unsettled(unsettled.length, write(unsettled.length))} />
      )}
      {isSettled ? (
        <EmptyState compact title={panelsText.paths.asItIs}>
          {unsettled.length === 0 && panelsText.paths.asItIsWhy}
        </EmptyState>
      ) : (
        <div className="flex flex-wrap items-center justify-between gap-2">
          <p role="status" className="font-medium">
            {panelsText.paths.moves(moved, movedSparks)}
          </p>
          {canWrite && (
            <Button variant="primary" size="sm" isPending={reorder.isPending} onPress={() => void apply()}>
              {panelsText.paths.apply}
            </Button>
          )}
        </div>
      )}
      {moved > 0 && <NewOrder title={panelsText.paths.conceptOrder} titles={titles} order={concepts} />}
      {sparks.map((order) => (
        <NewOrder
          key={order.concept_id}
          title={panelsText.paths.sparkOrder(titles.get(order.concept_id) ?? '')}
          titles={titles}
          order={order}
        />
      ))}
    </div>
  );
}

interface NewOrderProps {
  title: string;
  titles: ReadonlyMap<string, string>;
  order: ListOrder;
}

function NewOrder({ title, titles, order }: NewOrderProps) {
  const write = useNumber();
  const { place, moved } = compare(order);
  return (
    <section className="flex flex-col gap-1">
      <h3 dir="auto" className="text-sm font-medium text-muted">
        {title}
      </h3>
      <ol className="flex flex-col">
        {order.after.map((id, at) => {
          const was = place.get(id) ?? at;
          const Icon = was < at ? MoveDown : MoveUp;
          return (
            <li key={id} className="flex items-baseline gap-2 py-0.5">
              <span aria-hidden className="w-6 shrink-0 text-end text-sm text-faint tabular-nums">
                {write(at + 1)}
              </span>
              <span dir="auto" className={cx('text-title min-w-0 flex-1 break-words', !moved.has(id) && 'text-muted')}>
                {titles.get(id)}
              </span>
              {moved.has(id) && was !== at && (
                <span className="flex shrink-0 items-center gap-1 text-sm text-changed tabular-nums">
                  <Icon aria-hidden className="size-3" />
                  {panelsText.paths.wasAt(write(was + 1))}
                </span>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
