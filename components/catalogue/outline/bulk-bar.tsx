'use client';

import { Ellipsis, X } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Menu, type MenuEntry } from '#components/ui/menu.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { bulkMenu } from './bulk-menu.tsx';
import { useOutlineContext } from './context.tsx';
import { useSelection } from './selection.tsx';
import { outlineText } from './text.ts';
import { useStaging } from './use-staging.ts';

const BUTTONS = ['move', 'publish', 'beacons', 'trash'];

/** At the foot of the tree while rows are chosen: how many, what can be done with them, and how many could be chosen as well. */
export function BulkBar({ rest, onRest }: { rest: number; onRest: () => Promise<void> }) {
  const outline = useOutlineContext();
  const { nodes, clear } = useSelection();
  const stage = useStaging(outline.workspace);
  const [isReading, setReading] = useState(false);
  const write = useNumber();
  const groups = bulkMenu(nodes, { outline, stage: (chosen) => void stage(chosen), clear });
  const chooseRest = async () => {
    setReading(true);
    await onRest();
    setReading(false);
  };
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
      {rest > 0 && (
        <Button size="sm" variant="quiet" isPending={isReading} onPress={() => void chooseRest()}>
          {outlineText.bulk.rest(write(rest))}
        </Button>
      )}
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
