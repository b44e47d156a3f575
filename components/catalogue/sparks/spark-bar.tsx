import { Ellipsis, X } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Menu, type MenuEntry } from '#components/ui/menu.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { bulkMenu } from '../outline/bulk-menu.tsx';
import type { Question } from '../outline/context.tsx';
import type { BulkEdits } from '../outline/use-bulk-edits.ts';
import { useStaging } from '../outline/use-staging.ts';
import { nodeOf } from './rows.ts';
import { sparksText } from './text.ts';
import type { Sparks } from './use-sparks.ts';

const words = sparksText;
/** Acts of every day, as buttons; the menu has them all. */
const BUTTONS = ['publish', 'unpublish', 'beacons'];

interface SparkBarProps {
  workspace: string;
  sparks: Sparks;
  bulk: BulkEdits;
  ask: (what: Question) => void;
}

/** Floats over the foot of the list while sparks are chosen: how many, and what can be done with all of them at once. */
export function SparkBar({ workspace, sparks, bulk, ask }: SparkBarProps) {
  const write = useNumber();
  const stage = useStaging(workspace);
  const { chosen, clear } = sparks;
  const nodes = [...chosen.values()].map(nodeOf);
  const groups = bulkMenu(nodes, {
    outline: { workspace, bulk, ask: (what) => ask(what) },
    stage: (some) => void stage(some),
    clear,
  });
  const entries = groups.flatMap(({ items }) => items as MenuEntry[]);
  const levels = entries.find(({ id }) => id === 'difficulty');
  return (
    <section
      aria-label={words.bar}
      className="floats absolute inset-x-3 bottom-3 z-20 mx-auto flex w-fit max-w-[calc(100%-1.5rem)] items-center gap-2 rounded-xl p-2 ps-4"
    >
      <p role="status" className="font-medium whitespace-nowrap tabular-nums">
        {words.chosen(write(chosen.size))}
      </p>
      <div role="toolbar" aria-label={words.bar} className="flex min-w-0 items-center gap-2 overflow-x-auto">
        <Button size="sm" onPress={() => ask('move')}>
          {words.place}
        </Button>
        {levels && (
          <Menu
            label={levels.label}
            placement="top"
            trigger={
              <Button size="sm" className="max-md:hidden">
                {levels.label}
              </Button>
            }
            groups={[{ id: 'levels', items: levels.items ?? [] }]}
          />
        )}
        {BUTTONS.map((id) => {
          const entry = entries.find((one) => one.id === id);
          return (
            entry && (
              <Button key={id} size="sm" isDisabled={entry.disabled} onPress={entry.onAction} className="max-md:hidden">
                {entry.label}
              </Button>
            )
          );
        })}
        <Menu
          label={words.bar}
          placement="top end"
          trigger={
            <IconButton label={words.more}>
              <Ellipsis />
            </IconButton>
          }
          groups={groups}
        />
      </div>
      <IconButton label={words.keys.clear} shortcut="Escape" onPress={clear}>
        <X />
      </IconButton>
    </section>
  );
}
