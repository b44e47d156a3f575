'use client';

import { useEffect, useMemo, useState } from 'react';
import { ComboBox } from '#components/ui/combo-box.tsx';

export interface ChoosableNode {
  id: string;
  slug: string;
  title: string;
}

export interface NodeComboBoxProps {
  label: string;
  hideLabel?: boolean;
  placeholder?: string;
  nodes: readonly ChoosableNode[];
  value: string | null;
  onChange: (id: string | null) => void;
  /** Empty again after each choice, for a field that gathers them or goes to them. */
  clears?: boolean;
  /** Why a node cannot be chosen. It is shown all the same, and says so. */
  impossible?: (id: string) => string | undefined;
  error?: string;
  autoFocus?: boolean;
  className?: string;
}

/** Ten thousand choices would take seconds to list; nobody reads more than these. */
const MOST = 50;

const plain = (title: string) => title.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Finds a spark or concept by words of its title, or by its slug. */
export function NodeComboBox({ nodes, value, onChange, clears, impossible, ...field }: NodeComboBoxProps) {
  const chosen = useMemo(() => nodes.find(({ id }) => id === value), [nodes, value]);
  const rest = chosen?.title ?? '';
  const [typed, setTyped] = useState(rest);
  const [last, setLast] = useState(value);
  if (value !== last) {
    setLast(value);
    setTyped(rest);
  }
  // Held until the list has seen that something was chosen, and closed.
  const [taken, setTaken] = useState<string | null>(null);
  useEffect(() => {
    if (taken !== null) setTaken(null);
  }, [taken]);
  const searchable = useMemo(
    () => nodes.map((node) => ({ node, words: `${plain(node.title)} ${node.slug}` })),
    [nodes],
  );
  const matches = useMemo(() => {
    // What was chosen is in the field; the list then offers all again.
    const wanted = chosen && typed === chosen.title ? [] : plain(typed).split(/\s+/).filter(Boolean);
    const start = wanted.join(' ');
    // What begins as typed stands before what only holds the words.
    const [first, rest]: [ChoosableNode[], ChoosableNode[]] = [[], []];
    for (const { node, words } of searchable) {
      if (words.startsWith(start)) first.push(node);
      else if (rest.length < MOST && wanted.every((word) => words.includes(word))) rest.push(node);
      if (first.length === MOST) break;
    }
    return [...first, ...rest].slice(0, MOST).map(({ id, title }) => {
      const why = impossible?.(id);
      return { id, label: title, description: why, disabled: why !== undefined };
    });
  }, [searchable, typed, chosen, impossible]);

  return (
    <ComboBox
      {...field}
      matches={matches}
      // While something else is typed, Escape takes that back before it closes what is around.
      value={taken ?? (typed === rest ? value : null)}
      inputValue={typed}
      onInputChange={(next) => {
        setTyped(next);
        if (next === '' && value !== null) onChange(null);
      }}
      onChange={(id) => {
        if (id === null) return setTyped(rest);
        if (clears) setTaken(id);
        setTyped(clears ? rest : (nodes.find((node) => node.id === id)?.title ?? rest));
        onChange(id);
      }}
    />
  );
}
