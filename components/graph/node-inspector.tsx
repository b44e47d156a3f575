'use client';

import { Focus } from 'lucide-react';
import { Button, LinkButton } from '#components/ui/button';
import { StateBadge } from '#components/ui/state-badge';
import type { GraphNode } from '#lib/core/graph/graph';
import { placeOf } from '../content/kind';
import { useGraph } from './context';
import { text } from './text.ts';

/** One spark or concept: what it is, where it stands, what it builds on and what builds on it. */
export function NodeInspector({
  node,
  write,
}: {
  node: GraphNode;
  write: (patch: Record<string, string | null>) => void;
}) {
  const { workspace, level } = useGraph();
  return (
    <div className="flex flex-col gap-4 p-4">
      <div className="flex flex-col gap-2">
        <h3 dir="auto" className="text-title text-lg leading-snug font-semibold wrap-break-word">
          {node.title}
        </h3>
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-muted">
          <StateBadge state={node.is_published ? 'published' : 'draft'} size="sm" />
          <span className="tabular-nums">{text.mins(node.mins)}</span>
          {node.difficulty && <span>{text.difficulty[node.difficulty] ?? node.difficulty}</span>}
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        <LinkButton size="sm" href={placeOf(workspace, level, node.slug)}>
          {text.inspect.open[level]}
        </LinkButton>
        <Button size="sm" icon={<Focus />} onPress={() => write({ focus: node.slug })}>
          {text.inspect.focus}
        </Button>
      </div>
    </div>
  );
}
