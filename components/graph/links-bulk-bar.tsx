'use client';

import { ArrowLeftRight, Gauge, Shapes, Trash2, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { LINK_WORDS, LinkStroke } from '#components/base/link-stroke.tsx';
import { Button } from '#components/ui/button.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Menu, type MenuGroup } from '#components/ui/menu.tsx';
import { useNumber } from '#components/ui/number.tsx';
import { LINK_TYPES, type LinkType, USUAL_WEIGHTS } from '#lib/base/core/link-types.ts';
import type { LinkEdit } from '#lib/graph/core/edits.ts';
import type { LinkRow } from './links-rows.ts';
import { linksText } from './links-text.ts';
import type { LinkEditing } from './use-link-editing.ts';

const words = linksText.table;
const WEIGHTS = [1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1];

export interface LinksBulkBarProps {
  rows: readonly LinkRow[];
  editing: LinkEditing;
  onRemove: () => void;
  onClear: () => void;
}

/** At the foot of the table while links are selected: how many, and what can be done with them. */
export function LinksBulkBar({ rows, editing, onRemove, onClear }: LinksBulkBarProps) {
  const write = useNumber();
  const edit = (edits: LinkEdit[], said: (count: number, number: string) => string) =>
    editing.edit(edits, said(edits.length, write(edits.length)));
  const setType = (link_type: LinkType) =>
    edit(
      rows.map(({ link }): LinkEdit => {
        const isUsual = link.weight === USUAL_WEIGHTS[link.link_type].usual;
        // The usual weight of the old type becomes the usual one of the new.
        return { op: 'update', id: link.id, link_type, ...(isUsual && { weight: USUAL_WEIGHTS[link_type].usual }) };
      }),
      linksText.done.changedMany,
    );
  const setWeight = (weight: number | 'usual') =>
    edit(
      rows.map(({ link }): LinkEdit => {
        const set = weight === 'usual' ? USUAL_WEIGHTS[link.link_type].usual : weight;
        return { op: 'update', id: link.id, weight: set };
      }),
      linksText.done.changedMany,
    );
  const reverse = () =>
    edit(
      rows.map(({ link }): LinkEdit => ({ op: 'reverse', id: link.id })),
      linksText.done.reversedMany,
    );

  return (
    <section
      aria-label={words.bulk}
      className="flex shrink-0 flex-wrap items-center gap-x-2 gap-y-1 border-t bg-raised py-1.5 ps-4 pe-2"
    >
      <p role="status" className="min-w-0 flex-1 truncate text-sm font-medium tabular-nums">
        {words.chosen(write(rows.length))}
      </p>
      <div role="toolbar" aria-label={words.bulk} className="flex flex-wrap items-center gap-1">
        <SetMenu
          label={words.setType}
          icon={<Shapes />}
          groups={[
            {
              id: 'types',
              items: LINK_TYPES.map((type) => ({
                id: type,
                label: LINK_WORDS[type],
                icon: <LinkStroke type={type} />,
                onAction: () => void setType(type),
              })),
            },
          ]}
        />
        <SetMenu
          label={words.setWeight}
          icon={<Gauge />}
          groups={[
            {
              id: 'usual',
              items: [{ id: 'usual', label: words.usualWeights, onAction: () => void setWeight('usual') }],
            },
            {
              id: 'weights',
              items: WEIGHTS.map((weight) => ({
                id: `${weight}`,
                label: weight.toFixed(1),
                onAction: () => void setWeight(weight),
              })),
            },
          ]}
        />
        <Button size="sm" variant="quiet" icon={<ArrowLeftRight />} onPress={() => void reverse()}>
          {words.reverse}
        </Button>
        <Button size="sm" variant="quiet" icon={<Trash2 />} onPress={onRemove}>
          {words.remove}
        </Button>
        <IconButton label={words.clear} onPress={onClear}>
          <X />
        </IconButton>
      </div>
    </section>
  );
}

interface SetMenuProps {
  label: string;
  icon: ReactNode;
  groups: MenuGroup[];
}

const SetMenu = ({ label, groups, ...button }: SetMenuProps) => (
  <Menu
    label={label}
    placement="top end"
    groups={groups}
    trigger={
      <Button size="sm" variant="quiet" {...button}>
        {label}
      </Button>
    }
  />
);
