'use client';

import { EmptyState } from '#components/ui/empty-state';
import { useGraph } from './context';
import { LinkInspector } from './link-inspector';
import { NodeInspector } from './node-inspector';
import { SeveralInspector } from './several-inspector';
import { text } from './text.ts';

/** What is chosen, and what can be done with it. */
export function Inspector({ write }: { write: (patch: Record<string, string | null>) => void }) {
  const { selection, node, link, canWrite } = useGraph();
  const chosen = selection.link === null ? undefined : link(selection.link);
  if (chosen) return <LinkInspector key={chosen.id} link={chosen} />;
  const [only] = selection.nodes;
  const single = selection.nodes.length === 1 && only ? node(only) : undefined;
  if (single) return <NodeInspector key={single.id} node={single} write={write} />;
  if (selection.nodes.length > 1) return <SeveralInspector ids={selection.nodes} />;
  return (
    <EmptyState compact title={text.inspect.nothing}>
      {canWrite ? text.inspect.nothingWhy : text.inspect.nothingWhyRead}
    </EmptyState>
  );
}
