'use client';

import { useGo } from '#components/shell/leave-guard.tsx';
import { ContextMenu } from '#components/ui/menu.tsx';
import { toast } from '#components/ui/toast.tsx';
import { inWorkspace } from '#lib/base/core/studio-address.ts';
import type { MapCard } from '#lib/graph/core/map/level.ts';
import { mapText } from './text.ts';
import type { MapData } from './use-map.ts';

export interface MapCardMenuProps {
  workspace: string;
  map: MapData;
  card: MapCard | undefined;
  at: { x: number; y: number };
  goTo: (at: string | null) => void;
  onClose: () => void;
}

/** What can be done with a card: the menu of a right click, and of the menu key. */
export function MapCardMenu({ workspace, map, card, at, goTo, onClose }: MapCardMenuProps) {
  const go = useGo();
  if (!card) return null;
  const studio = inWorkspace(workspace);
  const href = card.at === null ? studio.spark(card.slug) : studio.mapped(card.at);
  const copy = () =>
    navigator.clipboard.writeText(new URL(href, location.href).href).then(
      () => toast.done(mapText.copied),
      () => toast.problem(mapText.copyFailed),
    );
  return (
    <ContextMenu
      label={mapText.menu(card.title || mapText.rest)}
      at={at}
      onClose={onClose}
      groups={[
        {
          id: 'card',
          items: [
            { id: 'open', label: mapText.open, onAction: () => (card.at === null ? go(href) : goTo(card.at)) },
            // What stands in no trail has no name on the canvas.
            ...(card.id === null
              ? []
              : [
                  {
                    id: 'canvas',
                    label: mapText.showOnCanvas,
                    onAction: () => go(studio.onCanvas(map.place.level, card.slug)),
                  },
                ]),
            { id: 'copy', label: mapText.copyLink, onAction: () => void copy() },
          ],
        },
      ]}
    />
  );
}
