import { Command } from 'cmdk';
import type { ReactNode } from 'react';
import { cx } from '#components/ui/cx.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import type { Hit } from '#lib/base/core/likeness.ts';
import { rowValue } from './palette-groups.ts';
import type { PaletteGroup, PaletteItem } from './palette-item.ts';

export interface PaletteRowsProps {
  group: PaletteGroup;
  onChoose: (item: PaletteItem, inNewTab: boolean) => void;
}

export function PaletteRows({ group, onChoose }: PaletteRowsProps) {
  return (
    <Command.Group
      heading={group.heading}
      className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2.5 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-muted"
    >
      {group.items.map((item) => (
        <PaletteRow key={item.id} value={rowValue(group, item)} item={item} onChoose={onChoose} />
      ))}
    </Command.Group>
  );
}

interface PaletteRowProps extends Pick<PaletteRowsProps, 'onChoose'> {
  value: string;
  item: PaletteItem;
}

function PaletteRow({ value, item, onChoose }: PaletteRowProps) {
  const { label, hint, icon, shortcut, hits, refusal } = item;
  const note = refusal ?? hint;
  return (
    <Command.Item
      value={value}
      disabled={refusal !== undefined}
      onSelect={() => onChoose(item, false)}
      // A press with Ctrl opens a link in a new tab everywhere else.
      onClickCapture={(event) => {
        if (!event.ctrlKey && !event.metaKey) return;
        event.stopPropagation();
        if (refusal === undefined) onChoose(item, true);
      }}
      className={cx(
        'flex min-h-9 cursor-default items-center gap-2.5 rounded-md px-2.5 py-1.5 max-sm:min-h-11 [&_svg]:size-4 [&_svg]:shrink-0',
        'data-[selected=true]:bg-accent-soft',
        refusal !== undefined && 'text-faint',
      )}
    >
      <span className="flex size-4 shrink-0 items-center justify-center text-faint">{icon}</span>
      <span dir="auto" className="min-w-0 flex-1 truncate text-start">
        {withHits(label, hits ?? [])}
      </span>
      {note && (
        <span dir="auto" className="max-w-[45%] shrink-0 truncate text-xs max-sm:max-w-[35%] text-muted">
          {note}
        </span>
      )}
      {shortcut && refusal === undefined && <Kbd keys={shortcut} brief />}
    </Command.Item>
  );
}

/** A name with what was looked for in it. */
function withHits(label: string, hits: readonly Hit[]): ReactNode {
  let end = 0;
  const pieces: ReactNode[] = [];
  for (const [from, to] of hits) {
    pieces.push(
      label.slice(end, from),
      <b key={from} className="font-semibold text-accent-text">
        {label.slice(from, to)}
      </b>,
    );
    end = to;
  }
  return [...pieces, label.slice(end)];
}
