'use client';

import { useQuery } from '@tanstack/react-query';
import { Ellipsis, X } from 'lucide-react';
import { useGo } from '#components/shell/leave-guard.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Menu, type MenuEntry } from '#components/ui/menu.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { changedQuery } from '#lib/catalogue/queries/entities.ts';
import { bulkMenu } from './bulk-menu.tsx';
import { useOutlineContext } from './context.tsx';
import { useSelection } from './selection.tsx';
import { outlineText } from './text.ts';

const BUTTONS = ['move', 'publish', 'beacons', 'trash'];

/** At the foot of the tree while rows are chosen: how many, and what can be done with them. */
export function BulkBar() {
  const outline = useOutlineContext();
  const { nodes, clear } = useSelection();
  const { data: changes } = useQuery(changedQuery(outline.workspace));
  const go = useGo();
  const write = useNumber();
  const groups = bulkMenu(nodes, { outline, changes: changes ?? [], go, clear });
  const entries = groups.flatMap(({ items }) => items as MenuEntry[]);
  const difficulty = entries.find(({ id }) => id === 'difficulty');
  const button = (entry: MenuEntry | undefined) =>
    entry && (
      <IconButton
        key={entry.id}
        label={entry.label}
        shortcut={entry.shortcut}
        isDisabled={entry.disabled}
        onPress={entry.onAction}
      >
        {entry.icon}
      </IconButton>
    );

  return (
    <section
      aria-label={outlineText.bulk.label}
      className="flex shrink-0 flex-wrap items-center gap-x-1 border-t bg-raised py-1 ps-3 pe-1.5"
    >
      <p role="status" className="min-w-0 flex-1 truncate text-sm font-medium tabular-nums">
        {outlineText.bulk.count(nodes.length, write)}
      </p>
      <div role="toolbar" aria-label={outlineText.bulk.label} className="flex items-center">
        {BUTTONS.slice(0, 2).map((id) => button(entries.find((entry) => entry.id === id)))}
        {difficulty && (
          <Menu
            label={difficulty.label}
            placement="top end"
            trigger={
              <IconButton label={difficulty.label} isDisabled={difficulty.disabled}>
                {difficulty.icon}
              </IconButton>
            }
            groups={[{ id: 'levels', items: difficulty.items ?? [] }]}
          />
        )}
        {BUTTONS.slice(2).map((id) => button(entries.find((entry) => entry.id === id)))}
        <Menu
          label={outlineText.bulk.more}
          placement="top end"
          trigger={
            <IconButton label={outlineText.bulk.more}>
              <Ellipsis />
            </IconButton>
          }
          groups={groups}
        />
        <IconButton label={outlineText.bulk.clear} shortcut="Escape" onPress={clear}>
          <X />
        </IconButton>
      </div>
    </section>
  );
}
