'use client';

import { Settings2, WandSparkles } from 'lucide-react';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Menu, type MenuGroup } from '#components/ui/menu.tsx';
import { usualClustering } from '#lib/graph/core/clusters.ts';
import type { GraphParams } from './address.ts';
import { graphText } from './text.ts';

export interface CanvasMenuProps {
  params: GraphParams;
  write: (patch: Record<string, string | null>) => void;
  onTidy?: () => void;
  onFoldAll?: () => void;
  onUnfoldAll?: () => void;
  onSave: (as: 'svg' | 'png') => void;
}

/** How the canvas is laid out. */
export function CanvasMenu({ params, write, onTidy, onFoldAll, onUnfoldAll, onSave }: CanvasMenuProps) {
  const { level, by } = params;
  const usual = usualClustering(level);
  const choices = level === 'spark' ? (['concept', 'trail', 'none'] as const) : (['trail', 'none'] as const);
  const groups: MenuGroup[] = [
    {
      id: 'by',
      label: graphText.cluster,
      items: choices.map((each) => ({
        id: each,
        label: graphText.clusters[each],
        checked: each === by,
        onAction: () => write({ by: each === usual ? null : each }),
      })),
    },
    {
      id: 'fold',
      items: [
        { id: 'fold', label: graphText.foldAll, onAction: onFoldAll, disabled: !onFoldAll },
        { id: 'unfold', label: graphText.unfoldAll, onAction: onUnfoldAll, disabled: !onUnfoldAll },
      ],
    },
    {
      id: 'save',
      items: [
        { id: 'svg', label: graphText.export.svg, onAction: () => onSave('svg') },
        { id: 'png', label: graphText.export.png, onAction: () => onSave('png') },
      ],
    },
  ];
  return (
    <div className="absolute end-3 top-3 z-10 flex rounded-lg border bg-raised">
      {onTidy && (
        <IconButton label={graphText.tidy} onPress={onTidy}>
          <WandSparkles />
        </IconButton>
      )}
      <Menu
        label={graphText.options}
        placement="bottom end"
        trigger={
          <IconButton label={graphText.options}>
            <Settings2 />
          </IconButton>
        }
        groups={groups}
      />
    </div>
  );
}
