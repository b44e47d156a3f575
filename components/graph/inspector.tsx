'use client';

import { useRef } from 'react';
import { EmptyState } from '#components/ui/empty-state.tsx';
import type { GraphLevel, GraphLink } from '#lib/graph/core/graph.ts';
import { useGraph } from './context.tsx';
import { useEditing } from './editing.tsx';
import { LinkInspector } from './link-inspector.tsx';
import { NodeInspector } from './node-inspector.tsx';
import { focusPanel } from './panel-focus.ts';
import { SeveralInspector } from './several-inspector.tsx';
import { graphText } from './text.ts';
import { useFocusKept } from './use-focus-kept.ts';

interface InspectorProps {
  write: (patch: Record<string, string | null>) => void;
}

/** What is chosen, and what can be done with it. */
export function Inspector({ write }: InspectorProps) {
  const focusKept = useFocusKept(focusPanel);
  return (
    <div {...focusKept}>
      <Chosen write={write} />
    </div>
  );
}

function Chosen({ write }: InspectorProps) {
  const { selection, node, link, canWrite } = useGraph();
  const chosen = selection.link === null ? undefined : link(selection.link);
  const gone = useGone(chosen);
  const shown = chosen ?? gone;
  if (shown) return <LinkInspector key={shown.id} link={shown} isGone={!chosen} />;
  const [only] = selection.nodes;
  const single = selection.nodes.length === 1 && only ? node(only) : undefined;
  if (single) return <NodeInspector key={single.id} node={single} write={write} />;
  if (selection.nodes.length > 1) return <SeveralInspector ids={selection.nodes} />;
  return (
    <EmptyState compact title={graphText.inspect.nothing}>
      {canWrite ? graphText.inspect.nothingWhy : graphText.inspect.nothingWhyRead}
    </EmptyState>
  );
}

/** The link that was chosen until somebody removed it, as long as something typed about it is not saved. */
function useGone(chosen: GraphLink | undefined): GraphLink | undefined {
  const { selection, node, link, level } = useGraph();
  const { drafts } = useEditing();
  const last = useRef<{ link: GraphLink; level: GraphLevel } | null>(null);
  if (chosen) last.current = { link: chosen, level };
  else if (last.current) {
    const { id, source_id, target_id } = last.current.link;
    const isLeft = selection.nodes.length > 0 || link(id) || !drafts.has(id) || last.current.level !== level;
    if (isLeft || !node(source_id) || !node(target_id)) last.current = null;
  }
  return last.current?.link;
}
