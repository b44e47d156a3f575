'use client';

import { ArrowRight, Link2Off, Merge, Sparkles } from 'lucide-react';
import { Button, LinkButton } from '#components/ui/button.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import { MOST_DRAFTED } from '#lib/catalogue/core/outline.ts';
import { useGraph } from './context.tsx';
import { useEditing } from './editing.tsx';
import { graphText } from './text.ts';

/** Several nodes in the order in which they were chosen, and what can be done with all of them. */
export function SeveralInspector({ ids }: { ids: readonly string[] }) {
  const { workspace, node, links, canWrite, select, flyTo, level } = useGraph();
  const { linkAll, remove } = useEditing();
  const number = useNumber();
  const chosen = new Set(ids);
  const between = links.filter(({ source_id, target_id }) => chosen.has(source_id) && chosen.has(target_id));
  const last = node(ids.at(-1) ?? '');
  return (
    <div className="flex flex-col gap-4 p-4">
      <h3 className="text-lg font-semibold">{graphText.several.title(number(ids.length), level)}</h3>
      {canWrite && (
        <div className="flex flex-col items-start gap-2">
          <Button size="sm" icon={<Merge />} onPress={() => linkAll(ids, 'last')}>
            {graphText.several.toLast}
          </Button>
          <p dir="auto" className="text-sm text-muted">
            {graphText.several.toLastWhy(last?.title ?? '')}
          </p>
          <Button size="sm" icon={<ArrowRight />} onPress={() => linkAll(ids, 'chain')}>
            {graphText.several.chain}
          </Button>
          <p className="text-sm text-muted">{graphText.several.chainWhy}</p>
          {between.length > 0 && (
            <Button size="sm" icon={<Link2Off />} onPress={() => remove(between)}>
              {graphText.several.remove(between.length, number(between.length))}
            </Button>
          )}
        </div>
      )}
      {canWrite && ids.length <= MOST_DRAFTED && (
        <LinkButton
          size="sm"
          icon={<Sparkles />}
          className="self-start"
          href={inWorkspace(workspace).newJob({ at: level, ids: ids.join(','), from: 'graph' })}
        >
          {graphText.inspect.generate}
        </LinkButton>
      )}
      <ol aria-label={graphText.several.list} className="border-t">
        {ids.map((id, at) => (
          <li key={id} className="flex min-w-0 items-center gap-2 border-b py-1.5 text-sm">
            <span className="w-6 shrink-0 text-end text-faint tabular-nums">{number(at + 1)}</span>
            <span dir="auto" title={node(id)?.title} className="text-title min-w-0 flex-1 truncate">
              {node(id)?.title}
            </span>
          </li>
        ))}
      </ol>
      <div className="flex gap-2">
        <Button size="sm" onPress={() => flyTo(ids)}>
          {graphText.several.show}
        </Button>
        <Button size="sm" variant="quiet" onPress={() => select({ nodes: [], link: null })}>
          {graphText.several.clear}
        </Button>
      </div>
    </div>
  );
}
