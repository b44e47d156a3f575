'use client';

import { ListFilter, Plus } from 'lucide-react';
import { type Ref, useEffect, useState } from 'react';
import { IconButton } from '#components/ui/icon-button';
import { Menu } from '#components/ui/menu';
import { SearchField } from '#components/ui/search-field';
import type { NamedKind } from '#lib/core/content-kinds';
import type { OutlineState } from '#lib/core/outline';
import { useOutlineContext } from './context';
import { KindIcon } from './icons';
import { text } from './text.ts';

const STATES = Object.keys(text.filterStates) as (OutlineState | 'all')[];
/** Everything that can stand without a parent. */
const ROOT_KINDS: NamedKind[] = ['domain', 'concept', 'spark', 'beacon'];

export interface TreeFilterProps {
  inputRef: Ref<HTMLInputElement>;
  onAdd: (kind: NamedKind) => void;
  /** Down arrow: on to the rows. */
  onLeave: () => void;
}

export function TreeFilter({ inputRef, onAdd, onLeave }: TreeFilterProps) {
  const { params, setParams } = useOutlineContext();
  const [typed, setTyped] = useState(params.q);

  // The address follows the typing, and the field follows the address when something else changes it.
  useEffect(() => setTyped(params.q), [params.q]);
  useEffect(() => {
    if (typed === params.q) return;
    const timer = setTimeout(() => setParams({ q: typed }), 80);
    return () => clearTimeout(timer);
  }, [typed, params.q, setParams]);

  return (
    <div className="flex shrink-0 items-center gap-1 border-b p-1.5">
      <SearchField
        size="sm"
        label={text.filter}
        shortcut="/"
        inputRef={inputRef}
        value={typed}
        onChange={setTyped}
        onKeyDown={(event) => event.key === 'ArrowDown' && onLeave()}
        className="flex-1"
      />
      <Menu
        label={text.filterState}
        placement="bottom end"
        trigger={
          <IconButton
            size="sm"
            label={`${text.filterState}: ${text.filterStates[params.state]}`}
            pressed={params.state !== 'all'}
          >
            <ListFilter />
          </IconButton>
        }
        groups={[
          {
            id: 'states',
            items: STATES.map((state) => ({
              id: state,
              label: text.filterStates[state],
              checked: state === params.state,
              onAction: () => setParams({ state }),
            })),
          },
        ]}
      />
      <Menu
        label={text.add}
        placement="bottom end"
        trigger={
          <IconButton size="sm" label={text.add}>
            <Plus />
          </IconButton>
        }
        groups={[
          {
            id: 'kinds',
            items: ROOT_KINDS.map((kind) => ({
              id: kind,
              label: text.addKind(kind),
              icon: <KindIcon kind={kind} />,
              onAction: () => onAdd(kind),
            })),
          },
        ]}
      />
    </div>
  );
}
