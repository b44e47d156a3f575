'use client';

import { MousePointerClick } from 'lucide-react';
import { IconButton } from '#components/ui/icon-button.tsx';
import type { GraphNode } from '#lib/graph/core/graph.ts';
import { useGraph } from '../context.tsx';
import { NodeComboBox } from '../node-combo-box.tsx';
import { panelsText } from './text.ts';

export interface ChooseNodeProps {
  label: string;
  node: GraphNode | null;
  onChoose: (node: GraphNode | null) => void;
}

/** A node by its title, or the one that is chosen on the graph. */
export function ChooseNode({ label, node, onChoose }: ChooseNodeProps) {
  const { nodes, level, selection, node: nodeOf } = useGraph();
  const chosen = selection.nodes.length === 1 ? nodeOf(selection.nodes[0] ?? '') : undefined;
  return (
    <div className="flex items-end gap-1">
      <NodeComboBox
        className="flex-1"
        label={label}
        placeholder={panelsText.paths.find(level)}
        nodes={nodes}
        value={node?.id ?? null}
        onChange={(id) => onChoose((id !== null && nodeOf(id)) || null)}
      />
      <IconButton
        label={chosen ? panelsText.paths.take(chosen.title) : panelsText.paths.takeNone}
        isDisabled={!chosen || chosen.id === node?.id}
        onPress={() => chosen && onChoose(chosen)}
      >
        <MousePointerClick />
      </IconButton>
    </div>
  );
}
