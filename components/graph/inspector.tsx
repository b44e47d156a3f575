'use client';

import { EmptyState } from '#components/ui/empty-state';
import { useGraph } from './context';
import { NodeInspector } from './node-inspector';
import { text } from './text.ts';

/** What is chosen, and what can be done with it. */
export function Inspector({ write }: { write: (patch: Record<string, string | null>) => void }) {
  const { selection, node } = useGraph();
  const [only] = selection.nodes;
  const chosen = selection.nodes.length === 1 && only ? node(only) : undefined;
  if (chosen) return <NodeInspector key={chosen.id} node={chosen} write={write} />;
  return (
    <EmptyState compact title={text.inspect.nothing}>
      {text.inspect.nothingWhy}
    </EmptyState>
  );
}
