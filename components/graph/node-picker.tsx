'use client';

import { useMemo, useState } from 'react';
import { ComboBox } from '#components/ui/combo-box';
import type { Option } from '#components/ui/option';
import type { GraphNode } from '#lib/core/graph/graph';
import { useGraph } from './context';
import { text } from './text.ts';

const MOST = 40;

export interface NodePickerProps {
  label: string;
  hideLabel?: boolean;
  placeholder?: string;
  help?: string;
  error?: string;
  value?: string | null;
  onChoose: (id: string) => void;
  /** Why a node cannot be chosen; null where it can. */
  refuse?: (node: GraphNode) => string | null;
  autoFocus?: boolean;
  /** Empties the field after a choice, for fields that lead somewhere. */
  empties?: boolean;
  className?: string;
}

/** Finds a node by its title. Of ten thousand it shows the best few dozen. */
export function NodePicker(props: NodePickerProps) {
  const { label, hideLabel, placeholder, help, error, value, onChoose, refuse, autoFocus, empties, className } = props;
  const { nodes, node } = useGraph();
  const [typed, setTyped] = useState(() => (value ? (node(value)?.title ?? '') : ''));
  const matches = useMemo(() => findNodes(nodes, typed, refuse), [nodes, typed, refuse]);
  return (
    <ComboBox
      label={label}
      hideLabel={hideLabel}
      placeholder={placeholder}
      help={help}
      error={error}
      autoFocus={autoFocus}
      matches={matches}
      inputValue={typed}
      onInputChange={setTyped}
      value={empties ? null : value}
      onChange={(id) => {
        if (id === null) return;
        onChoose(id);
        setTyped(empties ? '' : (node(id)?.title ?? ''));
      }}
      className={className}
    />
  );
}

/** Those whose title begins with the words first, then those that hold them; in the order of the outline. */
function findNodes(nodes: readonly GraphNode[], typed: string, refuse?: NodePickerProps['refuse']): Option[] {
  const wanted = typed.trim().toLocaleLowerCase();
  const beginning: GraphNode[] = [];
  const holding: GraphNode[] = [];
  for (const node of nodes) {
    const at = wanted === '' ? 0 : node.title.toLocaleLowerCase().indexOf(wanted);
    if (at === 0) beginning.push(node);
    else if (at > 0) holding.push(node);
    if (beginning.length >= MOST) break;
  }
  return [...beginning, ...holding].slice(0, MOST).map((node) => {
    const why = refuse?.(node) ?? null;
    return {
      id: node.id,
      label: node.title,
      description: why ?? (node.is_published ? undefined : text.states.draft),
      disabled: why !== null,
    };
  });
}
